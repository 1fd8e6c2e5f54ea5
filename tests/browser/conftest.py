"""A server of its own on a fresh database, and a real browser before it; skipped where there is no Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.hands import office_window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Server:
    """`streamlit run dashboards/app.py` on a database file; can be killed and started again on the same one."""

    def __init__(self, database: Path, *options: str) -> None:
        self.database, self.port, self.options = database, free_port(), options
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboards" / "app.py")]
        command += ["--server.port", str(self.port), "--server.headless", "true", "--server.address", "127.0.0.1"]
        command += self.options
        environment = os.environ | {"STAFFELSTAB_DB": str(self.database), "PYTHONPATH": str(ROOT)}
        environment["STAFFELSTAB_HEUTE"] = "2026-12-01"
        log = self.database.with_suffix(".log").open("ab")
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        log.close()
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2):  # noqa: S310 -- our own server
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(self.log)

    @property
    def log(self) -> str:
        return self.database.with_suffix(".log").read_text(errors="replace")

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    pytest.importorskip("playwright.sync_api")
    running = Server(tmp_path_factory.mktemp("server") / "office.sqlite")
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(server: Server, browser: Browser) -> Iterator[Page]:
    """A fresh tab of an office PC in German; a request that leaves the machine fails the test."""
    window = office_window(browser)
    tab = window.new_page()
    outside: list[str] = []
    tab.on("request", lambda asked: None if _at_home(asked.url, server) else outside.append(asked.url))
    yield tab
    window.close()
    assert not outside, f"asked outside: {outside}"


def _at_home(url: str, server: Server) -> bool:
    return url.startswith((server.address, server.address.replace("http", "ws", 1), "data:", "blob:"))
