"""Connections in, answers to those that no request comes of: half-sent, unreadable, too many.

The server that Streamlit starts waits for the rest of a request for ever, and takes connections
until there are no open files left. It has no settings that Streamlit would pass on: its class of
connections is told here what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from parley.ui.server.open_files import most_connections
from parley.ui.streamlit_internals import CONNECTION

HEAD_SECONDS: Final = 10.0
"""For which the first lines of a request may take to come."""

LATE: Final = "A request has to come within 10 seconds.\n"
UNREADABLE: Final = (
    "This request cannot be read: it is no HTTP, or it and its headers have over 64 kB.\n"
)
FULL: Final = "The server has as many connections as it can: come again in a moment.\n"

_TIMER: Final = "_parley_head_timer"


def limit_connections(protocol: type[Any], headers: dict[str, str]) -> None:
    """Extend a class of uvicorn's protocols; `headers` are those of every answer."""
    if hasattr(protocol, _TIMER) or not all(hasattr(protocol, each) for each in CONNECTION):
        return
    setattr(protocol, _TIMER, None)
    made, received = protocol.connection_made, protocol.data_received

    def answer(self: Any, status: int, text: str) -> None:
        lines = {
            **headers,
            "content-type": "text/plain; charset=utf-8",
            "content-length": str(len(text)),
            "connection": "close",
        }
        head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.transport.write(f"{head}\r\n{text}".encode())
        self.transport.close()

    @wraps(made)
    def connection_made(self: Any, transport: Any) -> None:
        made(self, transport)
        if len(self.connections) > most_connections():
            answer(self, 503, FULL)
            return
        _set(self, self.loop.call_later(HEAD_SECONDS, _give_up, self, answer))

    @wraps(received)
    def data_received(self: Any, data: bytes) -> None:
        if self.transport.is_closing():
            return
        received(self, data)
        if _waits(self):
            if getattr(self, _TIMER) is None:
                _set(self, self.loop.call_later(HEAD_SECONDS, _give_up, self, answer))
        else:
            _set(self, None)

    protocol.connection_made = connection_made
    protocol.data_received = data_received
    protocol.send_400_response = lambda self, _: answer(self, 400, UNREADABLE)


def _set(connection: Any, timer: Any) -> None:
    before = getattr(connection, _TIMER)
    if before is not None:
        before.cancel()
    setattr(connection, _TIMER, timer)


def _waits(connection: Any) -> bool:
    """Whether a request is not whole yet, on a connection that no session has taken over."""
    cycle = connection.cycle
    if cycle is not None and not cycle.response_complete:
        return False
    return connection.transport.get_protocol() is connection


def _give_up(connection: Any, answer: Callable[[Any, int, str], None]) -> None:
    setattr(connection, _TIMER, None)
    if _waits(connection) and not connection.transport.is_closing():
        answer(connection, 408, LATE)
