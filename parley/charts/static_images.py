"""Figures in, PNG or SVG images out, drawn by a browser of this machine where there is one.

Kaleido drives the browser, in a process of its own: a browser that hangs would hang whoever waits
for it, and a process can be ended. It starts at once and draws each figure as it comes, while who
makes them goes on. Nothing is fetched. The script that draws is the one within the plotly package,
formulas are off, and the browser's only way out is a proxy that is not there.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    import plotly.graph_objects as go

WIDTH: Final = 640
"""The drawn width in pixels; a page of a document has room for it at the size of its text."""
SCALE: Final = 2
"""Pixels of the image for each that is drawn, so that print is sharp."""
LIMIT: Final = 40
"""Seconds after which a browser is given up, whatever it is at."""
GRACE: Final = 12
"""Seconds that it then has to end."""
PROXY: Final = "127.0.0.1:9"
"""Where nobody listens: what the browser asks of any other machine ends here."""

_ONE_AT_A_TIME = Lock()


def render(
    figures: Sequence[go.Figure],
    form: str = "png",
    *,
    ground: str = "white",
    width: int = WIDTH,
    limit: float = LIMIT,
) -> list[bytes | None]:
    """Each figure as an image, `png` or `svg`, on a ground of one colour.

    None stands for what could not be drawn: there is no Kaleido or no browser, or it took longer
    than `limit` seconds for all of them.
    """
    if not figures:
        return []
    with Drawing(form, limit) as drawing:
        for figure in figures:
            drawing.add(json.loads(figure.to_json()), ground=ground, width=width)
        return drawing.images()


class Drawing:
    """A browser at work within a `with`: figures are added, and their images come in that order."""

    def __init__(self, form: str = "png", limit: float = LIMIT) -> None:
        self._form, self._limit = form, limit
        self._number = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._after = ExitStack()

    def __enter__(self) -> Self:
        # A browser takes much memory: whoever asks at the same time waits for a turn.
        if can_draw() and _ONE_AT_A_TIME.acquire(timeout=self._limit):
            self._after.callback(_ONE_AT_A_TIME.release)
            with suppress(OSError):
                self._process = self._started()
        return self

    def _started(self) -> subprocess.Popen[bytes]:
        # All that the browser writes goes with this directory.
        scratch = self._after.enter_context(
            TemporaryDirectory(prefix="parley-", ignore_cleanup_errors=True)
        )
        process = subprocess.Popen(
            [sys.executable, "-P", str(Path(__file__).resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch)},
        )
        self._after.callback(_end, process)
        settings = {"form": self._form, "limit": self._limit, "proxy": PROXY}
        _write(process, settings)
        return process

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._after.close()

    def add(self, figure: Mapping[str, Any], *, ground: str = "white", width: int = WIDTH) -> None:
        """Have a figure drawn, given as the mapping that its JSON is."""
        self._number += 1
        if self._process is None:
            return
        on_ground = {**figure, "layout": {**figure["layout"], "paper_bgcolor": ground}}
        _write(self._process, {"figure": on_ground, "width": width})

    def images(self) -> list[bytes | None]:
        """The images of all figures, once they are drawn; no more can be added then."""
        nothing: list[bytes | None] = [None] * self._number
        if self._process is None:
            return nothing
        _write(self._process, None)
        try:
            answer, _ = self._process.communicate(timeout=self._limit + GRACE)
            found: list[str | None] | None = json.loads(answer)
        except (subprocess.TimeoutExpired, OSError, ValueError):
            return nothing
        if found is None:
            return nothing
        return [base64.b64decode(text) if text else None for text in found]


def can_draw() -> bool:
    """Whether what drives a browser is installed; whether there is one only a try can tell."""
    return find_spec("kaleido") is not None


def _write(process: subprocess.Popen[bytes], order: object) -> None:
    """Send a line; one that has ended reads none, and answers nothing in the end."""
    assert process.stdin is not None
    with suppress(OSError):
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.flush()


def _end(process: subprocess.Popen[bytes]) -> None:
    """See to it that a process has ended; one that is told of nothing more ends its browser."""
    if process.poll() is None:
        with suppress(OSError, ValueError, subprocess.TimeoutExpired):
            process.communicate(timeout=GRACE)
    if process.poll() is None:
        process.kill()
    with process:  # closes the pipes
        pass


# --- the process that draws


def _main() -> None:
    """Read orders, draw them and answer; end at once, with the browser, whatever still runs."""
    from kaleido import Kaleido

    class OfOnePage(Kaleido):  # type: ignore[misc]
        """Kaleido loads its page, and plotly with it, anew after each figure: five times slower."""

        async def _return_kaleido_tab(self, tab: Any) -> None:
            await self.tabs_ready.put(tab)

    settings = json.loads(sys.stdin.buffer.readline())
    browser = OfOnePage(mathjax=False, proxy_server=settings["proxy"], timeout=settings["limit"])
    answer = None
    with suppress(Exception):  # whatever goes wrong in a browser, there are no images
        answer = asyncio.run(_draw(browser, settings))
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    _end_with(browser)


def _end_with(browser: Any) -> None:
    """End this process and its browser."""
    with suppress(AttributeError, OSError):
        if os.name == "posix":
            os.killpg(browser.subprocess.pid, signal.SIGKILL)
        else:
            browser.subprocess.kill()
    os._exit(0)


async def _draw(browser: Any, settings: dict[str, Any]) -> list[str | None]:
    """The images of the figures that are read; for each of the last there are `limit` seconds."""
    loop = asyncio.get_running_loop()
    orders: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
    answer: list[str | None] = []
    async with asyncio.timeout(None) as patience:

        def read() -> None:
            for line in sys.stdin.buffer:
                order = json.loads(line)
                loop.call_soon_threadsafe(orders.put_nowait, order)
                if order is None:  # that is all: from here on somebody waits
                    until = loop.time() + settings["limit"]
                    loop.call_soon_threadsafe(patience.reschedule, until)
                    return
            _end_with(browser)  # nobody waits any more

        Thread(target=read, daemon=True).start()
        async with browser:
            while (order := await orders.get()) is not None:
                image = None
                options = {"format": settings["form"], "width": order["width"], "scale": SCALE}
                with suppress(Exception):  # the others may still be drawn
                    drawn = await browser.calc_fig(order["figure"], options)
                    image = base64.b64encode(drawn).decode()
                answer.append(image)
            return answer


if __name__ == "__main__":
    _main()
