"""The command `staffelstab`: reads files, calls the public API, writes files, and ends with a telling code.

0 done · 1 the input is wrong · 2 wrong usage · 3 pins contradict the rules · 4 an internal check failed ·
5 the target cannot be written · 6 no proven optimum. In 1–6 nothing was written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from optimizer.cli.arguments import parse
from optimizer.cli.speech import complain, speak_plainly

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line (by default the program's own) and return its exit code. Never raises."""
    speak_plainly()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _carried_out(words)
    except KeyboardInterrupt:
        complain("Abgebrochen. Nichts wurde geschrieben.")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read along has closed the window
        return 0
    except Exception as error:  # noqa: BLE001 -- the last door: a person gets a sentence, never a traceback
        if "--debug" in words:
            import traceback

            traceback.print_exc()
        complain(
            f"Unerwarteter Fehler ({type(error).__name__}); das ist ein Fehler des Programms, nicht der Eingabe. "
            "Mit --debug erscheint die technische Ursache. Nichts wurde geschrieben."
        )
        return 4


def _carried_out(words: list[str]) -> int:
    from optimizer import InputError, StaffelstabError, UnreadableFile

    try:
        command = parse(words)
        return command() if command else 0
    except InputError as error:
        complain(str(error))
        if not isinstance(error, UnreadableFile):
            count = len(error.problems)
            complain(f"{count} Fehler. Nichts wurde geschrieben.")
        return error.exit_code
    except StaffelstabError as error:
        complain(str(error))
        return error.exit_code
