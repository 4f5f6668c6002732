"""How long pages take to run on folders of growing size, beside the shipped folder in the same run.

Run: python benchmarks/pages.py [PARTIES ISSUES]. Each page is run through Streamlit's own test
driver, without a browser: what is timed is the work of the server for one answer. The first run of
a page, which loads modules and data, is left out.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402

from benchmarks.figures import Figure  # noqa: E402

PAGES = ["overview", "matrix", "compare", "issue", "party", "ground", "tradeoffs", "timeline",
         "evidence", "data"]  # fmt: skip
STANCES = ["supports", "open", "undecided", "reluctant", "opposes"]
TIMES = 5
SIZE = (40, 200)


def main() -> None:
    """Print a line a page: milliseconds on the shipped and the invented folder."""
    parties, issues = (int(each) for each in sys.argv[1:3] or SIZE)
    print(f"{'page':<12} {'shipped ms':>10} {f'{parties}x{issues} ms':>12} {'ratio':>7}")
    for page, shipped, large in _measured(parties, issues):
        print(f"{page:<12} {shipped:>10.0f} {large:>12.0f} {large / shipped:>7.1f}", flush=True)


def figures() -> Iterator[Figure]:
    parties, issues = SIZE
    for page, shipped, large in _measured(parties, issues):
        name = f"{page.capitalize()}, {parties} × {issues}"
        yield Figure("pages", name, large, "ms", shipped, "shipped folder")


def _measured(parties: int, issues: int) -> Iterator[tuple[str, float, float]]:
    """Each page with its milliseconds on the shipped and on an invented folder."""
    with tempfile.TemporaryDirectory() as parent:
        _write(Path(parent) / "talks", parties, issues)
        for page in PAGES:
            yield page, _timed(ROOT / "data", page), _timed(Path(parent), page)


def _timed(data: Path, page: str) -> float:
    """The median of some runs in milliseconds."""
    os.environ["PARLEY_DATA"] = str(data)
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=120)
    app.run()
    if page != "overview":
        app.switch_page(f"{page}.py").run()
    if app.exception:
        raise RuntimeError(f"{page}: {app.exception[0].value}")
    found = []
    for _ in range(TIMES):
        start = time.perf_counter()
        app.run()
        found.append(time.perf_counter() - start)
    return median(found) * 1000


def _write(path: Path, parties: int, issues: int) -> None:
    """An invented folder: seven cells in ten hold a position, from a table."""
    (path / "issues").mkdir(parents=True)
    path.joinpath("negotiation.yaml").write_text(
        "format: 1\ntitle: Talks\nsummary: Many parties talk.\nas_of: 2025-12-31\n", "utf-8"
    )
    path.joinpath("parties.yaml").write_text(
        "".join(f"- {{id: p{n}, name: Party {n}, kind: state, role: "
                f"{'principal' if n < 8 else 'supporter'}}}\n" for n in range(parties)), "utf-8"
    )  # fmt: skip
    path.joinpath("sources.yaml").write_text(
        "- {id: paper, title: T, publisher: P, date: 2025-12-01, locator_count: 500}\n", "utf-8"
    )
    for area in range(10):
        listed = "".join(
            f"  - {{id: i{n}, title: Issue {n}, proposal: It is done., status: open}}\n"
            for n in range(area, issues, 10)
        )
        path.joinpath("issues", f"a{area}.yaml").write_text(
            f"area: a{area}\ntitle: Area {area}\nissues:\n{listed}", "utf-8"
        )
    rows = [
        f"i{i},p{p},{STANCES[(i * 7 + p * 3) % 5]},paper,{i % 500 + 1},on-record\n"
        for i in range(issues)
        for p in range(parties)
        if (i * 31 + p * 17) % 10 < 7
    ]
    path.joinpath("positions.csv").write_text(
        f"issue,party,stance,source,locator,attribution\n{''.join(rows)}", "utf-8"
    )


if __name__ == "__main__":
    main()
