"""Figures in, PNG or SVG images out, drawn by a browser of this machine where there is one.

Kaleido drives the browser, in a process of its own: a browser that hangs would hang whoever waits
for it, and a process can be ended. Nothing is fetched. The script that draws is the one within the
plotly package, formulas are off, and the browser's only way out is a proxy that is not there.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

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
    nothing: list[bytes | None] = [None] * len(figures)
    if not figures or find_spec("kaleido") is None:
        return nothing
    drawn = [json.loads(figure.to_json()) for figure in figures]
    for figure in drawn:
        figure["layout"]["paper_bgcolor"] = ground
    order = {
        "figures": drawn,
        "form": form,
        "width": width,
        "limit": limit,
        "proxy": PROXY,
    }
    # A browser takes much memory: whoever asks at the same time waits for a turn.
    if not _ONE_AT_A_TIME.acquire(timeout=limit):
        return nothing
    try:
        answer = _run_browser(json.dumps(order).encode(), limit + GRACE)
    finally:
        _ONE_AT_A_TIME.release()
    if answer is None:
        return nothing
    return [base64.b64decode(text) if text else None for text in answer]


def _run_browser(order: bytes, limit: float) -> list[str | None] | None:
    """What the process that draws answers, or None where it does not."""
    command = [sys.executable, "-P", str(Path(__file__).resolve())]
    with TemporaryDirectory(prefix="parley-", ignore_cleanup_errors=True) as scratch:
        # All that the browser writes goes with this directory.
        scratched = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch)
        try:
            done = subprocess.run(
                command,
                input=order,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **scratched},
                timeout=limit,
                check=False,
            )
            found: list[str | None] = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, OSError, ValueError):
            return None
    return found


# --- the process that draws


def _main() -> None:
    """Read an order, draw it and answer; end at once, with the browser, whatever still runs."""
    from kaleido import Kaleido

    order = json.load(sys.stdin.buffer)
    browser = Kaleido(mathjax=False, proxy_server=order["proxy"], timeout=order["limit"])
    answer = None
    with suppress(Exception):  # whatever goes wrong in a browser, there are no images
        answer = asyncio.run(asyncio.wait_for(_draw(browser, order), order["limit"]))
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    with suppress(AttributeError, OSError):
        if os.name == "posix":
            os.killpg(browser.subprocess.pid, signal.SIGKILL)
        else:
            browser.subprocess.kill()
    os._exit(0)


async def _draw(browser: Any, order: dict[str, Any]) -> list[str | None]:
    answer: list[str | None] = []
    options = {"format": order["form"], "width": order["width"], "scale": SCALE}
    async with browser:
        for figure in order["figures"]:
            image = None
            with suppress(Exception):  # the others may still be drawn
                image = base64.b64encode(await browser.calc_fig(figure, options)).decode()
            answer.append(image)
    return answer


if __name__ == "__main__":
    _main()
