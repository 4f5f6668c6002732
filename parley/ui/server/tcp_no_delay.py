"""Middleware that sets TCP_NODELAY on the socket of each request."""

from __future__ import annotations

import logging
import socket
from contextlib import suppress

from starlette.types import ASGIApp, Receive, Scope, Send

from parley.ui.streamlit_internals import NO_SOCKET, connection_socket

logger = logging.getLogger(__name__)


class TcpNoDelayMiddleware:
    """Sets TCP_NODELAY, so that no packet waits until the packet before it is acknowledged.

    The server sends head and body of a response in two packets, and each message of a session in
    one. With Nagle's algorithm (RFC 896) and delayed acknowledgements (RFC 1122 4.2.3.2) the second
    waits 40 ms. asyncio sets the option on sockets that name their protocol; Streamlit's does not.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = connection_socket(receive)
        if connection is not None:
            with suppress(OSError):  # the browser has gone, or it is no TCP
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        elif scope["type"] == "http" and not self.warned:
            self.warned = True
            logger.warning(NO_SOCKET)
        await self.app(scope, receive, send)
