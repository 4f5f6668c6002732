"""A request and what is being made for it in, whether its client still waits for that out."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from starlette.requests import Request

CLIENT_GONE: Final = 499
"""The status of an answer that nobody reads."""


async def waited_for(request: Request, making: asyncio.Future[Any]) -> bool:
    """Wait until it is made, or the client has gone; which of the two it was."""
    gone = asyncio.create_task(_gone(request))
    both: set[asyncio.Future[Any]] = {making, gone}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
    return making.done()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
