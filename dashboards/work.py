"""Long work beside the page: it runs once, tells how far it is, and can be cancelled. No streamlit here.

A job belongs to one browser tab. It works in a thread of its own and never touches the page; where nobody has looked
at it for a while (the tab is closed), it ends by itself.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

from optimizer import StaffelstabError

Report = Callable[[int, int], bool]
"""Is told how much is done, and of how much; False means: stop here and give back what there is."""

TIME_LIMIT: Final = 60.0
"""Seconds after which planning gives up; a plan for one outage takes far less than one."""
_UNWATCHED: Final = 30.0
"""Seconds after which nobody is looking any more."""
_KEPT: Final = 40
_SLOTS: Final = threading.BoundedSemaphore(2)
"""So many jobs work at a time in the whole process; the others wait their turn."""


class Job:
    """One piece of work. `result` is there once `finished` is, also after a cancel (then it may be a part).

    A `whole` one has no part to give: once cancelled, nobody waits for it any more.
    """

    def __init__(self, work: Callable[[Report], Any], *, whole: bool = False) -> None:
        self.done, self.total = 0, 0
        self.result: Any = None
        self.error: Exception | None = None
        self.cancelled = False
        self._whole = whole
        self._seen = time.monotonic()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True, name="staffelstab-work")
        self._thread.start()

    @property
    def finished(self) -> bool:
        """Is the work over, however it ended?"""
        return self._over.is_set()

    @property
    def over(self) -> bool:
        """Is there nothing more to wait for?"""
        return self.finished or (self._whole and self.cancelled)

    def wait(self, seconds: float) -> bool:
        """Somebody looks at the job, and waits a little until it is `over`."""
        self._seen = time.monotonic()
        return self.over or self._over.wait(seconds)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self.cancelled = True

    def _run(self, work: Callable[[Report], Any]) -> None:
        try:
            with _SLOTS:
                if self._report(0, 0):
                    self.result = work(self._report)
        except StaffelstabError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 -- handed to the page, which raises it there
            self.error = error
        finally:
            self._over.set()

    def _report(self, done: int, total: int) -> bool:
        self.done, self.total = done, total
        if time.monotonic() - self._seen > _UNWATCHED:
            self.cancelled = True
        return not self.cancelled


class Jobs:
    """The jobs of one tab by what they rest on: the same question is never worked on twice."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[tuple[str, ...], Job] = OrderedDict()

    def of(self, key: tuple[str, ...], work: Callable[[Report], Any], *, whole: bool = False) -> Job:
        """The job with this key; started if there is none."""
        if key not in self._jobs:
            self._jobs[key] = Job(work, whole=whole)
            while len(self._jobs) > _KEPT:
                self._jobs.popitem(last=False)[1].cancel()
        self._jobs.move_to_end(key)
        return self._jobs[key]

    def known(self, key: tuple[str, ...]) -> Job | None:
        """The job with this key, if it was started."""
        return self._jobs.get(key)

    def forget(self, key: tuple[str, ...]) -> None:
        """Let the next question start anew."""
        if job := self._jobs.pop(key, None):
            job.cancel()
