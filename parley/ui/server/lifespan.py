"""What the application does when its server starts, and sees to for its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from parley.ui.server.connection_limits import limit_connections
from parley.ui.server.ending import SECONDS, end_within
from parley.ui.server.file_route import end_work
from parley.ui.server.html_shell import html_shell
from parley.ui.server.open_files import most_sessions, raise_open_files
from parley.ui.server.security_headers import security_headers
from parley.ui.server.warm_up import warm_up
from parley.ui.streamlit_internals import protocol_class


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Set the limits of the process, and begin to load what the first page needs."""
    raise_open_files()
    most_sessions()  # a setting that is none is told now
    protocol = protocol_class()
    if protocol is not None:
        limit_connections(protocol, security_headers(html_shell()))
    end_within(SECONDS, end_work)
    try:
        async with warm_up(app):
            yield
    finally:
        end_work()
