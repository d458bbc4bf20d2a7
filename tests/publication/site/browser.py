"""Chromium without a window, over its own pipe (DevTools protocol): no driver, no port, and no network.

Every request is stopped and looked at: what is not a file of the site is refused and remembered. So are violations of the
pages' content security policy and errors of their scripts.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium")
SECONDS = 60
"""For a page to say what it found. Far more than it takes; a browser that hangs is a failure, not a wait for ever."""


class Browser:
    """One Chromium with one page."""

    def __init__(self, process: "subprocess.Popen[bytes]", to: int, back: int) -> None:
        self.process = process
        self._to, self._back = to, back
        self._number = 0
        self._read = b""
        self.session = ""
        self.site = ""
        self.outside: list[str] = []
        """Requests for anything but files of the site."""
        self.complaints: list[str] = []
        """What the console said: violations of the policy, errors, exceptions."""

    def call(self, method: str, **params: Any) -> Any:
        number = self._send(method, params)
        while True:
            message = self._receive()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def _send(self, method: str, params: dict[str, Any]) -> int:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        return self._number

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._read:
            part = os.read(self._back, 1 << 20)
            if not part:
                raise RuntimeError("the browser has gone")
            self._read += part
        raw, _, self._read = self._read.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        self._event(message.get("method", ""), message.get("params", {}))
        return message

    def _event(self, method: str, params: dict[str, Any]) -> None:
        if method == "Fetch.requestPaused":
            url = params["request"]["url"]
            if url.startswith((self.site, "data:")):
                self._send("Fetch.continueRequest", {"requestId": params["requestId"]})
            else:
                self.outside.append(url)
                self._send(
                    "Fetch.failRequest", {"requestId": params["requestId"], "errorReason": "AccessDenied"}
                )
        elif method == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(params["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and params["type"] in {"error", "warning"}:
            self.complaints.append(json.dumps(params["args"]))

    def open(self, folder: Path, page: str) -> None:
        """Loads a page of a site from the disk."""
        self.site = f"{folder.resolve().as_uri()}/"
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=self.site + page)
        end = time.monotonic() + SECONDS
        while not self.run(f"location.href === {self.site + page!r} && document.readyState === 'complete'"):
            assert time.monotonic() < end, "the page does not load"
            time.sleep(0.01)

    def run(self, script: str) -> Any:
        """The value of an expression in the page; of a promise, what it comes to."""
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"], ensure_ascii=False))
        return result["result"].get("value")

    def verdict(self) -> tuple[str, list[tuple[str, str]]]:
        """The verdict on the page and its lines, each with its state, once the check has come to an end."""
        end = time.monotonic() + SECONDS
        while (found := self.run("document.getElementById('verdict').dataset.verdict")) == "busy":
            assert time.monotonic() < end, "the page is still checking"
            time.sleep(0.02)
        lines = self.run(
            "Array.from(document.querySelectorAll('#lines li'), l => [l.className, l.innerText])"
        )
        return found, [(state, text) for state, text in lines]

    def before_pages(self, script: str) -> str:
        """A script that runs in every page before the page's own; the mark to take it away by."""
        found: str = self.call("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
        return found

    def forget(self, mark: str) -> None:
        self.call("Page.removeScriptToEvaluateOnNewDocument", identifier=mark)

    def give(self, field: str, *paths: Path) -> None:
        """Chooses files as a visitor does."""
        found = self.call("Runtime.evaluate", expression=f"document.getElementById({field!r})")
        self.call(
            "DOM.setFileInputFiles",
            files=[str(p.resolve()) for p in paths],
            objectId=found["result"]["objectId"],
        )


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser that has nothing to talk to."""
    assert CHROMIUM is not None
    in_read, in_write = os.pipe()
    out_read, out_write = os.pipe()
    profile = tempfile.mkdtemp()
    command = [
        CHROMIUM, "--headless", "--remote-debugging-pipe", f"--user-data-dir={profile}", "--no-sandbox",
        "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9",
        "about:blank",
    ]  # fmt: skip

    # The browser reads commands on descriptor 3 and answers on 4; a small program between us puts them there.
    place = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
    high = [fcntl.fcntl(each, fcntl.F_DUPFD, 64) for each in (in_read, out_write)]
    process = subprocess.Popen(
        [sys.executable, "-c", place, *map(str, high), *command],
        pass_fds=high,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for each in (in_read, out_write, *high):
        os.close(each)
    made = Browser(process, in_write, out_read)
    try:
        target = made.call("Target.createTarget", url="about:blank")["targetId"]
        made.session = made.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            made.call(f"{domain}.enable")
        made.call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        yield made
        made.session = ""
        made.call("Browser.close")
    finally:
        os.close(in_write)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(out_read)
        shutil.rmtree(profile, ignore_errors=True)
