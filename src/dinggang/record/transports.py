"""How requests reach a witness: in the same process, as files on a folder or USB stick, or over HTTP."""

import hashlib
import http.client
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dinggang.record.disk import Durable
from dinggang.record.errors import Kind, Unsound
from dinggang.record.notes import MAX_NOTE, Verifier
from dinggang.record.requests import TEXT_TYPE, Reply, origin_digest
from dinggang.record.strict import decimal
from dinggang.record.witness import Witness

MAX_BODY = MAX_NOTE + 4096
REQUEST = ".request"
ANSWER = ".answer"
HELD = ".checkpoint"


class Local:
    """A witness in the same process."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness

    @property
    def verifier(self) -> Verifier:
        """Its key."""
        return self._witness.verifier

    def held(self, origin: str) -> bytes | None:
        """See `Cosigner`."""
        held = self._witness.held(origin)
        return held.note if held else None

    def add_checkpoint(self, body: bytes) -> Reply | None:
        """See `Cosigner`."""
        return self._witness.add_checkpoint(body)

    def answered(self, origin: str) -> tuple[bytes, Reply] | None:
        """Nothing is ever outstanding."""


class ByFile:
    """A witness reached by files in a folder, on a share or a stick that is carried there and back.

    `X` below is the SHA-256 of the origin. The log writes `X.request`, the body of `add-checkpoint`. The witness
    writes `X.answer` – the status, the type of the body, SHA-256 of the request, an empty line, the body – and
    `X.checkpoint`, what it holds.
    """

    def __init__(self, folder: Path, verifier: Verifier) -> None:
        self._folder = folder
        self._verifier = verifier

    @property
    def verifier(self) -> Verifier:
        """Its key."""
        return self._verifier

    def held(self, origin: str) -> bytes | None:
        """See `Cosigner`."""
        return _read(self._folder / f"{origin_digest(origin)}{HELD}")

    def add_checkpoint(self, body: bytes) -> Reply | None:
        """The answer, if this very request has one; otherwise the request is written and nothing comes back yet."""
        name = origin_digest(body.partition(b"\n\n")[2].partition(b"\n")[0].decode("utf-8", "replace"))
        answer = _read(self._folder / f"{name}{ANSWER}")
        reply = None if answer is None else parse_answer(answer, body)
        if reply is None and _read(self._folder / f"{name}{REQUEST}") != body:
            try:
                disk = Durable(self._folder)
                disk.replace(f"{name}{REQUEST}", body)
                disk.sync()
            except OSError:  # the stick is not there
                return None
        return reply

    def answered(self, origin: str) -> tuple[bytes, Reply] | None:
        """See `Cosigner`."""
        name = origin_digest(origin)
        body = _read(self._folder / f"{name}{REQUEST}")
        answer = _read(self._folder / f"{name}{ANSWER}")
        reply = None if body is None or answer is None else parse_answer(answer, body)
        return None if body is None or reply is None else (body, reply)


def answer_requests(witness: Witness, folder: Path) -> list[Reply]:
    """Let the witness answer every request in the folder that has no answer yet; its answers.

    Raises OSError when the folder cannot be written.
    """
    replies = []
    for path in sorted(folder.glob(f"*{REQUEST}")):
        name = path.name.removesuffix(REQUEST)
        body = _read(path)
        if body is None:
            continue
        answer = _read(folder / f"{name}{ANSWER}")
        if answer is not None and parse_answer(answer, body):
            continue
        reply = witness.add_checkpoint(body)
        disk = Durable(folder)
        disk.replace(f"{name}{ANSWER}", encode_answer(reply, body))
        held = witness.held_by_digest(name)
        if held:
            disk.replace(f"{name}{HELD}", held.note)
        disk.sync()
        replies.append(reply)
    return replies


def encode_answer(reply: Reply, body: bytes) -> bytes:
    """The answer file to this request."""
    head = f"{reply.status}\n{reply.content_type}\n{hashlib.sha256(body).hexdigest()}\n\n"
    return head.encode() + reply.body


def parse_answer(raw: bytes, body: bytes) -> Reply | None:
    """The answer in a file, if it answers this very request and has the form; otherwise None."""
    head, found, rest = raw.partition(b"\n\n")
    lines = head.split(b"\n")
    if not found or len(lines) != 3 or lines[2] != hashlib.sha256(body).hexdigest().encode():
        return None
    try:
        return Reply(status=decimal(lines[0]), content_type=lines[1].decode("ascii"), body=rest)
    except (Unsound, UnicodeDecodeError):
        return None


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BODY + 1)
    except OSError:
        return None
    return raw if len(raw) <= MAX_BODY else None


class ByHttp:
    """A witness at an HTTP address (the prefix before `/add-checkpoint`). `timeout` is seconds per step of a request."""

    def __init__(self, url: str, verifier: Verifier, *, timeout: int = 10) -> None:
        if not url.startswith(("http://", "https://")):
            raise Unsound(Kind.FORM, "a witness's address begins with http:// or https://")
        self._url = url.rstrip("/")
        self._verifier = verifier
        self._timeout = timeout

    @property
    def verifier(self) -> Verifier:
        """Its key."""
        return self._verifier

    def held(self, origin: str) -> bytes | None:
        """See `Cosigner`."""
        reply = self._ask(f"{self._url}/{origin_digest(origin)}/checkpoint", None)
        return reply.body if reply and reply.status == 200 else None

    def add_checkpoint(self, body: bytes) -> Reply | None:
        """See `Cosigner`."""
        return self._ask(f"{self._url}/add-checkpoint", body)

    def answered(self, origin: str) -> tuple[bytes, Reply] | None:
        """Nothing is ever outstanding."""

    def _ask(self, url: str, body: bytes | None) -> Reply | None:
        request = urllib.request.Request(url, data=body, headers={"Content-Type": TEXT_TYPE})  # noqa: S310 - see __init__
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310 - see __init__
                return Reply(
                    status=answer.status,
                    content_type=answer.headers.get("Content-Type", ""),
                    body=answer.read(MAX_BODY),
                )
        except urllib.error.HTTPError as error:
            with error:
                return Reply(
                    status=error.code,
                    content_type=error.headers.get("Content-Type", ""),
                    body=error.read(MAX_BODY),
                )
        except (OSError, http.client.HTTPException):
            return None


def serve(witness: Witness, host: str, port: int) -> ThreadingHTTPServer:
    """A server for this witness, bound but not yet running: call `serve_forever`. Port 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 30

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint":
                self._send(Reply(status=404))
                return
            if not (length.isascii() and length.isdigit() and len(length) < 10) or int(length) > MAX_BODY:
                self._send(Reply(status=400))
                return
            self._send(witness.add_checkpoint(self.rfile.read(int(length))))

        def do_GET(self) -> None:
            parts = self.path.split("/")
            held = witness.held_by_digest(parts[1]) if len(parts) == 3 and parts[2] == "checkpoint" else None
            self._send(Reply(status=200, body=held.note) if held else Reply(status=404))

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the library gives it
            """Requests are not logged."""

    return ThreadingHTTPServer((host, port), Handler)
