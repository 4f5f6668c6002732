"""Numbers above a thousand stand in groups of three, in every sentence, table and chart's text."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from benchmarks.folders import write
from tests.views.pages import EVERY_FIGURE, PAGES, page

NAMED = re.compile(r"(Issue|Step|Report|Paper,|paragraph|¶)\s\d+")
"""What the invented folder numbers itself."""
YEAR = "20(24|25|26)"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "talks"
    write(folder, 6, 1_600, stated=0.9)
    return folder


@pytest.mark.parametrize("record", ["", "yes"])
@pytest.mark.parametrize("name", PAGES)
def test_no_number_runs_on(large: Path, name: str, record: str) -> None:
    pair = {"party": ["party-1", "party-2"]} if name == "compare" else {}
    query: dict[str, str | list[str]] = {**pair, **({"record": record} if record else {})}
    drawn = page(name, EVERY_FIGURE, folder=large, **query)
    texts = [text for chart in drawn.charts.values() for text in (chart.finding, chart.alt)]
    texts.append(unescape(re.sub(r"<[^>]+>", " ", page(name, folder=large, **query).html)))
    said = NAMED.sub("", " ".join(texts))
    long = re.findall(rf".{{0,50}}(?<![\d.,-])(?!{YEAR}\b)\d{{4,}}.{{0,20}}", said)
    assert long == []
