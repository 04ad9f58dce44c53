"""The stand-in's door: an HTTP server on this machine that records what passes."""

from __future__ import annotations

import json
import socket
import sys
import threading
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from urllib.parse import urlsplit

from tests.github.answers import Voice
from tests.github.exchange import Answer, Request
from tests.github.routes import respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.github.faults import Fault
    from tests.github.state import State


class Exchange(NamedTuple):
    """What passed: a request, and the answer that left; None for a dropped connection."""

    request: Request
    answer: Answer | None

    def __str__(self) -> str:
        """``POST /repos/ada/study/pulls 201``."""
        return f"{self.request} {self.answer.status if self.answer else 'dropped'}"


@dataclass
class GitHub:
    """GitHub with one repository: its state, its faults to come, and what has passed.

    ``prefix`` is where the API is below the host: nothing, or ``/api/v3`` for GitHub Enterprise
    Server. Nothing passes without ``url``, which ``serving`` gives.
    """

    state: State
    prefix: str = ""
    faults: list[Fault] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def site(self) -> str:
        """The address of the pages for people, ``GITHUB_SERVER_URL``."""
        return self.url.removesuffix(self.prefix)

    @property
    def graphql(self) -> str:
        """Where GraphQL is, ``GITHUB_GRAPHQL_URL``."""
        return f"{self.site}/api/graphql" if self.prefix else f"{self.url}/graphql"

    @property
    def voice(self) -> Voice:
        """How it speaks of each thing."""
        return Voice(self.state, self.url, self.site)

    @property
    def log(self) -> list[str]:
        """What has passed, as ``METHOD /path status``."""
        return [str(exchange) for exchange in self.exchanges]

    @property
    def writes(self) -> list[str]:
        """What has passed that was meant to change something."""
        return [str(passed) for passed in self.exchanges if passed.request.method != "GET"]

    def answer(self, request: Request) -> Answer | None:
        """Answers, with what goes wrong; None if the connection is to be dropped."""
        fault = next((fault for fault in self.faults if fault.strikes(request)), None)
        if fault and fault.before:
            fault.before()
        with self.lock:
            answer: Answer | None = None
            if fault is None or fault.acts:
                answer = respond(request, self.state, self.voice)
            if fault:
                answer = None if fault.drops else fault.answer or answer
            self.exchanges.append(Exchange(request, answer))
        return answer


class Handler(BaseHTTPRequestHandler):
    """Reads a request, and writes its answer."""

    github: ClassVar[GitHub]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_any(self) -> None:
        """Answers one request, whatever its method."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        prefix = "/api" if urlsplit(self.path).path == "/api/graphql" else self.github.prefix
        target = self.path.removeprefix(prefix)
        request = Request.read(self.command, target, body, self.headers.get("Authorization"))
        answer = self.github.answer(request)
        if answer is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self._write(answer)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_any  # noqa: N815

    def _write(self, answer: Answer) -> None:
        content = b"" if answer.body is None else json.dumps(answer.body).encode()
        headers = {
            "content-type": "application/json; charset=utf-8",
            "content-length": str(len(content)),
            "x-ratelimit-limit": "1000",
            "x-ratelimit-remaining": "999",
            "x-ratelimit-used": "1",
            "x-ratelimit-resource": "core",
            "x-ratelimit-reset": str(self.github.state.clock() + 3600),
        }
        self.send_response(answer.status)
        for name, value in (headers | answer.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    """Threads that end with the test."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that goes away is nothing to tell; everything else is."""
        if not isinstance(sys.exception(), ConnectionError):
            traceback.print_exc()


@contextmanager
def serving(state: State, *, prefix: str = "") -> Iterator[GitHub]:
    """GitHub, for as long as the context lasts.

    Example:
        ``with serving(State(Git(tmp_path / "hub.git"), may_create_pulls=False)) as hub: ...``
    """
    github = GitHub(state, prefix)
    handler = type("Bound", (Handler,), {"github": github})
    with Server(("127.0.0.1", 0), handler) as server:
        github.url = f"http://127.0.0.1:{server.server_address[1]}{prefix}"
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        thread.start()
        try:
            yield github
        finally:
            server.shutdown()
            thread.join()
