"""`python -m optimizer.cli`, for machines where the command itself is not on the path."""

import sys

from optimizer.cli import main

if __name__ == "__main__":
    sys.exit(main())
