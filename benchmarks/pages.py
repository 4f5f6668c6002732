"""How long pages take to run on folders of growing size, beside the shipped folder in the same run.

Run: python benchmarks/pages.py [PARTIES ISSUES [TITLE …]]. Each page is run through Streamlit's own
test driver, without a browser: what is timed is the work of the server for one answer. *New* is a
choice that nobody has made before, one party fewer each time, which is what a reader's click costs;
*again* is the same choice once more; *drawn* is that with every chart of the page in sight. The
first run of a page, which loads modules and data, is left out.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402

from benchmarks.figures import Figure, Target  # noqa: E402
from benchmarks.folders import write  # noqa: E402
from benchmarks.session import offered  # noqa: E402
from parley.ui.page_list import PAGES, Page  # noqa: E402

OF_JUDGEMENT = ("Common ground", "Trade-offs")
"""The titles of pages that are to answer within MOST milliseconds."""
MOST = 150
TIMES = 7
SIZE = (40, 200)

CLAIM = """claims:
  - id: most
    text: Most of it is settled.
    share_agreed: 0.9
    evidence:
      - {source: source-0, locator: "1", attribution: anonymous, speaker: Officials}
"""
BROKER = "- {id: broker, name: Broker, kind: state, role: mediator}\n"
HANGS_ON = """    positions:
      - party: broker
        stance: open
        summary: Takes it in exchange for another.
        conditions:
          - {text: The other is done., issue: issue-%d, kind: in-exchange-for}
        evidence:
          - {source: source-0, locator: "1", attribution: on-record}
"""
FIFTH = r"  - id: issue-(\d*[05])\n(?:    .*\n)+"


class Times(NamedTuple):
    """Milliseconds for one answer, the median of some runs."""

    new: float
    again: float
    drawn: float


def main() -> None:
    """Print a line a page: milliseconds on the shipped and the invented folder."""
    parties, issues = (int(each) for each in sys.argv[1:3] or SIZE)
    size = f"{parties}×{issues}"
    heads = [f"{of} {kind}" for of in ("shipped", size) for kind in Times._fields]
    print(f"{'milliseconds':<13}{''.join(f'{head:>15}' for head in heads)}")
    titles = sys.argv[3:] or [page.title for page in PAGES]
    pages = [page for page in PAGES if page.title in titles]
    for page, shipped, large in _measured(parties, issues, pages):
        times = "".join(f"{each:>15.0f}" for each in (*shipped, *large))
        print(f"{page.title:<13}{times}", flush=True)


def figures() -> Iterator[Figure]:
    parties, issues = SIZE
    for page, shipped, large in _measured(parties, issues, PAGES):
        name = f"{page.title}, {parties} × {issues}"
        target = Target(MOST, "value") if page.title in OF_JUDGEMENT else None
        pairs = zip(("a new choice", "the same again", "with its charts"), shipped, large,
                    strict=True)  # fmt: skip
        for what, floor, value in pairs:
            yield Figure("pages", f"{name}: {what}", value, "ms", floor, "shipped folder",
                         None if what == "with its charts" else target)  # fmt: skip


def _measured(
    parties: int, issues: int, pages: Iterable[Page]
) -> Iterator[tuple[Page, Times, Times]]:
    """Each page with its times on the shipped and on an invented folder."""
    with tempfile.TemporaryDirectory() as parent:
        write(Path(parent) / "talks", parties, issues)
        _more(Path(parent) / "talks", issues)
        for page in pages:
            yield page, _timed(ROOT / "data", page), _timed(Path(parent), page)


def _timed(data: Path, page: Page) -> Times:
    os.environ["PARLEY_DATA"] = str(data)
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=600)
    app.run()
    if page.address:
        app.switch_page(page.file).run()
    again = _median(app)
    parties = offered((each.proto.json for each in app.get("bidi_component")), "party")

    def one_fewer(number: int) -> None:
        left = number % len(parties)
        app.query_params["party"] = [*parties[:left], *parties[left + 1 :]]

    new = _median(app, one_fewer)
    text = " ".join(each.proto.body for each in app.get("html"))
    app.session_state["parley-page"] = {"requested": re.findall('data-part="([^"]+)"', text)}
    app.run()
    return Times(new, again, _median(app))


def _median(app: AppTest, before: Callable[[int], None] = lambda _: None) -> float:
    found = []
    for number in range(TIMES):
        before(number)
        start = time.perf_counter()
        app.run()
        found.append(time.perf_counter() - start)
        if app.exception:
            raise RuntimeError(app.exception[0].value)
    return median(found) * 1000


def _more(path: Path, issues: int) -> None:
    """Add what the pages of judgement look for: a claim, and a condition on every fifth issue."""
    with (path / "negotiation.yaml").open("a", encoding="utf-8") as file:
        file.write(CLAIM)
    with (path / "parties.yaml").open("a", encoding="utf-8") as file:
        file.write(BROKER)
    for area in (path / "issues").glob("*.yaml"):
        text = area.read_text("utf-8")
        area.write_text(re.sub(FIFTH, _hung(issues), text), "utf-8")


def _hung(issues: int) -> Callable[[re.Match[str]], str]:
    """An issue with a position that hangs on another, so that all of them make one long chain."""
    return lambda found: found[0] + HANGS_ON % ((int(found[1]) + 5) % issues)


if __name__ == "__main__":
    main()
