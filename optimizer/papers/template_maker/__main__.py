"""Make the built-in templates anew: `python -m optimizer.papers.template_maker`."""

from __future__ import annotations

from optimizer.papers.template_maker.make import make_all

if __name__ == "__main__":
    make_all()
