"""The published edition in a real browser: from a disk, from a plain server, without a script."""

from __future__ import annotations

import functools
import html
import itertools
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from benchmarks.folders import write
from parley.charts.static_images import Drawing
from parley.export.edition import publish
from parley.export.edition.assets import script
from parley.export.edition.compare_columns import ISSUES, column_files, column_words
from parley.export.edition.compare_data import compare_data, everybody
from parley.export.edition.figures import Figures
from parley.export.edition.inline_svg import inline_svg
from parley.export.edition.publication import edition_of
from parley.export.edition.themed import themed
from parley.frames.selection import Selection
from parley.frames.view import apply_selection
from parley.iter_rows import iter_rows
from parley.loading.loader import inspect, load
from parley.measures import score_ranges
from parley.views.address import offered_by
from parley.views.compare import ComparePage
from parley.views.figures import spectrum_chart, stance_chart
from parley.views.scores import bounds_text, oldest_text, rank_text
from tests.conftest import SHIPPED
from tests.export.editions import FOLDERS, one_file, site
from tests.folders import CASES, EVERY_PART

WHOLE = ["index", "matrix", "compare", "common-ground", "timeline", "evidence", "data", "embed"]
MOST_PAIRS, MOST_TRIPLES = 60, 12


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 26 parties and 40 issues."""
    folder = tmp_path_factory.mktemp("folders") / "many"
    write(folder, 26, 40)
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, many: Path) -> Iterator[str]:
    """The address of a plain server, below which, under a path, the shipped edition stands, and one
    of many cells beside it."""
    root = tmp_path_factory.mktemp("served")
    (root / "below").mkdir()
    (root / "below" / "talks").symlink_to(site(SHIPPED))
    publish([many], root / "below" / "grid", pictures=False)
    handler = functools.partial(Quiet, directory=str(root))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/below"
    server.shutdown()


@pytest.fixture
def reading(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page; on the way out no script has failed, and no other host was asked."""
    wrong: list[str] = []
    contexts = []

    def open_page(address: str, **more: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **more})
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        origin = re.match(r"\w+://[^/]*", address)[0]  # type: ignore[index]
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith((origin, "data:")) else wrong.append(asked.url)
            ),
        )
        page.goto(address)
        if more.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


# --- the script computes what the measures do


def test_any_parties_are_compared_as_the_measures_and_the_views_do(browser: Browser) -> None:
    page = browser.new_page()
    page.evaluate("() => { window.parley = { started: [], data: {} }; }")
    page.add_script_tag(content=f"{script('compare')};window.comparison = comparison;")
    cases = (path for path in sorted(CASES.iterdir()) if (path / "negotiation.yaml").exists())
    sound = [folder for folder in (*FOLDERS, *cases) if inspect(folder)[0] is not None]
    assert len(sound) > len(FOLDERS)
    for folder in sound:
        context = edition_of(load(folder), None, None, Figures()).context
        data = json.loads(json.dumps(compare_data(context)["compare"]))
        ids = everybody(context).party_ids
        order = [issue["id"] for issue in data["issues"]]
        sets = [
            *itertools.islice(itertools.combinations(ids, 2), MOST_PAIRS),
            *itertools.islice(itertools.combinations(ids, 3), MOST_TRIPLES),
        ]
        found = page.evaluate(
            """([data, sets]) => {
              const made = comparison(data, data.cells);
              return sets.map((ids) => {
                const { chosen, ...rest } = made.of(ids);
                const pairs = chosen.flatMap((one, at) => chosen.slice(at + 1).map((other) => made.pair(one, other)));
                const scored = made.rank(pairs.filter((pair) => pair)).filter(({ score }) => score !== null);
                return { ...rest, sure: scored.map((pair) => [made.decimals(pair.score), made.sure(pair)]) };
              });
            }""",
            [data, sets],
        )
        for chosen, each in zip(sets, found, strict=True):
            live = replace(context, selection=context.selection.with_parties(chosen))
            compared = ComparePage(live, live.view)
            assert each["title"] == compared.headline, (folder.name, chosen)
            assert each["kinds"] == compared.kinds[order].tolist(), (folder.name, chosen)
            ranges = score_ranges(compared.view).dropna(subset="score")
            assert each["sure"] == [
                [
                    f"{row.score:.2f}",
                    " ".join(
                        f"{said}." for said in (rank_text(row), bounds_text(row), *oldest_text(row))
                    ),
                ]
                for row in iter_rows(ranges)
            ], (folder.name, chosen)
            if len(chosen) == 2:
                said = html.unescape(re.sub(r"<[^>]+>", "", compared._sentences() or ""))
                assert (
                    " ".join(each["sentences"]) == said.removesuffix("How this is computed").strip()
                ), (folder.name, chosen)
                if len(compared.scores):
                    score = compared.scores.iloc[0]
                    assert each["pair"]["shared"] == score["shared"]
                    assert (
                        each["pair"]["score"] == pytest.approx(score["score"], nan_ok=True)
                        or each["pair"]["score"] is None
                    )
    page.close()


def test_parties_are_compared_alike_by_letters(browser: Browser) -> None:
    page = browser.new_page()
    page.evaluate("() => { window.parley = { started: [], data: {} }; }")
    made = "window.comparison = comparison;window.unpacked = unpacked;"
    page.add_script_tag(content=f"{script('compare')};{made}")
    for folder in FOLDERS:
        context = edition_of(load(folder), None, None, Figures()).context
        data = json.loads(json.dumps(compare_data(context)["compare"]))
        ids = everybody(context).party_ids
        files = {name: json.loads(text) for name, text in column_files(context)}
        common = files.pop(ISSUES)
        assert common["issues"] == data["issues"]
        found = page.evaluate(
            """([data, words, files, sets]) => {
              const cells = files.flatMap((file, party) => unpacked(words, party, file));
              const told = (made) => sets.map((ids) => {
                const { title, kinds, number, sentences, pair } = made.of(ids);
                return { title, kinds, number, sentences, pair };
              });
              return [told(comparison(data, data.cells)), told(comparison(data, cells))];
            }""",
            [
                data,
                {**column_words(), "days": common["days"]},
                [files[f"compare/{id}.json"] for id in ids],
                list(itertools.chain(*(itertools.combinations(ids, size) for size in (2, 3)))),
            ],
        )
        assert found[0] == found[1], folder.name
    page.close()


# --- every page, wherever it stands


@pytest.mark.parametrize("place", ["disk", "server"])
def test_every_page_opens_without_a_fault(
    place: str, reading: Callable[..., Page], served: str
) -> None:
    base = site(SHIPPED).as_uri() if place == "disk" else f"{served}/talks"
    page = reading(f"{base}/index.html")
    for name in [*WHOLE, "issue-territorial-cession", "party-russia"]:
        page.goto(f"{base}/{name}.html")
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator(".st-key-page-bar")).to_be_visible()
        if place == "disk":  # from which a script reads no style sheet, as this one would
            continue
        violations = Axe().run(page).response["violations"]
        assert [
            f"{name} {each['id']}: {[node['target'] for node in each['nodes']]}"
            for each in violations
        ] == []


def test_without_a_script_a_page_is_a_document(reading: Callable[..., Page]) -> None:
    page = reading(f"{site(SHIPPED).as_uri()}/matrix.html", java_script_enabled=False)
    expect(
        page.get_by_role("link", name=re.compile("^Russia, EU membership: Open to it"))
    ).to_be_visible()
    expect(page.locator(".chooser")).to_be_hidden()
    expect(page.locator("noscript p")).to_contain_text("need JavaScript")
    page.get_by_role("link", name=re.compile("^Russia, EU membership: Open to it")).click()
    expect(page.locator("#position-russia")).to_be_in_viewport()


def test_each_filter_hides_and_counts(reading: Callable[..., Page], served: str) -> None:
    page = reading(f"{served}/talks/matrix.html")
    note = page.locator(".chooser .note")
    heads, rows = page.locator("th[data-p]:visible"), page.locator("tr[data-issue]:visible")
    title = page.locator("h1").inner_text()
    page.locator(".party", has_text="Russia").click()
    expect(heads).to_have_count(1)
    expect(note).to_contain_text("1 of 9 parties")
    assert "party=russia" in page.url
    page.get_by_role("button", name="All parties").click()
    expect(heads).to_have_count(6)
    page.locator(".filters > summary").click()
    for label, number, said in (
        ("Territory", 3, "3 of 12 issues"), ("Disputed", 2, "2 of 12 issues"),
        ("Opposes", 2, "3 positions found"), ("Poll", 12, "3 positions counted, 16 left out"),
        ("On the record only", 12, "11 positions counted, 8 left out"),
        ("Red lines only", 1, "1 position found"),
    ):  # fmt: skip
        box = page.locator(".panel label", has_text=re.compile(f"^{label}$"))
        box.click()
        expect(rows).to_have_count(number)
        expect(note).to_contain_text(said)
        box.click()
        expect(rows).to_have_count(12)
    page.get_by_role("searchbox", name="Words").fill("brussels putin")
    expect(rows).to_have_count(0)
    expect(page.get_by_text("No issue of the matrix matches these filters.")).to_be_visible()
    expect(page.locator(".matrix table")).to_be_hidden()
    page.get_by_role("searchbox", name="Words").fill("peacekeeping")
    expect(page.locator("tr[data-issue=european-led-peacekeeping]")).to_be_visible()
    assert "words=peacekeeping" in page.url
    assert page.locator("h1").inner_text() == title
    page.goto(f"{served}/talks/matrix.html?party=ukraine&area=territory")
    expect(heads).to_have_count(1)
    expect(rows).to_have_count(3)
    expect(page.locator("th[data-p=ukraine] .known")).to_contain_text("3 of 3")


FILTERS = (
    "stance=opposes", "stance=open&stance=supports", "attribution=poll", "record=yes",
    "red_lines=true", "record=yes&stance=supports", "status=disputed&attribution=on-record",
    "words=the", "words=opposes", "words=paragraph", "words=second-hand", "words=december",
    "words=river&stance=supports", "words=ukraine+eu", "words=Überall", "party=france",
    "party=france&party=russia&record=yes", "record=yes&words=a&red_lines=true",
)  # fmt: skip
"""Choices as an address has them; some of the words stand in what the page says of itself alone."""

CHOOSE = """(query) => new Promise((done) => {
  addEventListener("hashchange", () => setTimeout(done), { once: true });
  location.hash = `?${query}`;
})"""
"""Makes a choice by the address, and waits until the page has taken it up."""

CELLS_FOUND = """() => {
  const shown = (cell) => !cell.closest("[hidden]") && getComputedStyle(cell.parentElement).display !== "none";
  const cells = [...document.querySelectorAll(".matrix table .cell[data-a]")].filter(shown);
  const ids = (some) => some.map(({ dataset }) => dataset.cell).sort();
  return [
    ids(cells.filter(({ classList }) => !["faded", "left-out"].some((each) => classList.contains(each)))),
    ids(cells.filter(({ classList }) => classList.contains("left-out"))),
    [...document.querySelectorAll("tr[data-issue]")].filter((row) => !row.hidden).map(({ dataset }) => dataset.issue).sort(),
  ];
}"""


def live_cells(path: Path, query: str) -> list[list[str]]:
    """What the live matrix finds, what it leaves out, and the issues that it shows."""
    context = edition_of(load(path), None, None, Figures()).context
    offered = offered_by(context.negotiation)
    selection = Selection.from_query(parse_qs(query), offered)
    view = apply_selection(context.frames, selection)
    shown = view.found if selection.marks else view
    found = [
        [f"{row.party}.{row.issue}" for row in iter_rows(rows[["party", "issue"]])]
        for rows in (
            context.frames.positions[view.matching],
            context.frames.positions[shown.left_out],
        )
    ]
    return [sorted(found[0]), sorted(found[1]), sorted(shown.issue_ids)]


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_each_filter_means_what_it_means_on_the_live_page(
    path: Path, reading: Callable[..., Page]
) -> None:
    page = reading(f"{site(path).as_uri()}/matrix.html")
    for query in FILTERS:
        if "party=" in query and path != SHIPPED:
            continue
        page.evaluate(CHOOSE, query)
        assert page.evaluate(CELLS_FOUND) == live_cells(path, query), query


def test_the_filters_of_a_grid_mean_the_same(
    reading: Callable[..., Page], served: str, many: Path
) -> None:
    page = reading(f"{served}/grid/matrix.html")
    for query in (
        "stance=opposes", "attribution=second-hand", "record=yes", "red_lines=true",
        "words=party+1", "words=issue+3&stance=supports", "words=the",
    ):  # fmt: skip
        page.goto(f"{served}/grid/matrix.html?{query}")
        found, out, issues = live_cells(many, query)
        note = page.locator("#grid .note").last
        if len(issues) < 40:
            expect(note).to_contain_text(f"{len(issues)} of 40 issues")
        if out or "record" in query or "attribution" in query:
            expect(note).to_contain_text(f"{len(out):,} left out")
        else:
            expect(note).to_contain_text(re.compile(rf"\b{len(found):,} positions? found"))


def test_a_cell_opens_its_card_and_has_an_address(
    reading: Callable[..., Page], served: str
) -> None:
    page = reading(f"{served}/talks/matrix.html")
    page.locator("a.cell[data-cell='russia.eu-membership']").click()
    card = page.locator("#card")
    expect(card.locator("h2")).to_have_text("Russia: EU membership")
    assert "cell=russia.eu-membership" in page.url
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert "cell=" not in page.url
    expect(page.locator("a.cell[data-cell='russia.eu-membership']")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("a.cell[data-cell='ukraine.eu-membership']")).to_be_focused()
    page.goto(f"{served}/talks/matrix.html?cell=ukraine.territorial-cession")
    expect(card.locator("h2")).to_have_text("Ukraine: Cession of territory")


def test_parties_are_chosen_to_compare(reading: Callable[..., Page]) -> None:
    page = reading(f"{site(SHIPPED).as_uri()}/compare.html")
    page.locator(".party", has_text="Ukraine").first.click()
    expect(page.locator(".chooser .note")).to_have_text("Choose a second party to compare it with.")
    page.locator(".party", has_text="Russia").click()
    expect(page.locator("h1:visible")).to_have_text(
        "Ukraine and Russia have both been heard on 3 of 12 issues: apart on 2, the same way on 1"
    )
    expect(page.locator("#as-chosen .versus tr.full")).to_have_count(3)
    page.get_by_role("checkbox", name="Only differences").check()
    expect(page.locator("#as-chosen .versus tr.full")).to_have_count(2)
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    expect(page.locator("#as-chosen .versus tr.full")).to_have_count(2)
    page.get_by_role("button", name="All parties").click()
    expect(page.locator("#as-published")).to_be_visible()


def test_one_file_opens_from_a_disk_page_by_page(reading: Callable[..., Page]) -> None:
    page = reading(one_file(SHIPPED).as_uri())
    expect(page.locator("section.page:visible")).to_have_count(1)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Matrix").click()
    expect(page.locator("h1:visible")).to_contain_text("positions are known")
    expect(page).to_have_title(re.compile("^Matrix · "))
    page.locator("a.cell[data-cell='russia.eu-membership']").click()
    expect(page.locator("#card h2")).to_have_text("Russia: EU membership")
    expect(page.locator("#card")).to_contain_text("Paragraph 12")
    page.locator("#card").get_by_role("link", name="All of Russia").click()
    expect(page.locator("h1:visible")).to_have_text("Russia")
    page.locator("section.page:visible a.how").first.click()
    expect(page.locator("[id='compare.how-city-block']")).to_be_visible()
    page.goto(f"{one_file(SHIPPED).as_uri()}#compare?party=ukraine&party=russia")
    expect(page.locator("#as-chosen h1")).to_contain_text("Ukraine and Russia have both been heard")
    for section in ("overview", "evidence", "issue-territorial-cession"):  # all is in it
        page.goto(f"{one_file(SHIPPED).as_uri()}#{section}")
        violations = Axe().run(page).response["violations"]
        assert [
            f"{section} {each['id']}: {[node['target'] for node in each['nodes']]}"
            for each in violations
        ] == []


def test_a_grid_of_many_cells_filters_and_opens(reading: Callable[..., Page], served: str) -> None:
    page = reading(f"{served}/grid/matrix.html")
    grid = page.get_by_role("application")
    expect(grid.locator(".sign").first).to_be_visible()
    grid.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#grid .below")).to_contain_text("Party 1, Issue 10: ")
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_have_text("Party 1: Issue 10")
    page.keyboard.press("Escape")
    page.locator(".filters > summary").click()
    page.locator(".panel label", has_text=re.compile("^Area 0$")).click()
    expect(page.locator("#grid .note").last).to_contain_text("4 of 40 issues")
    page.goto(f"{served}/grid/compare.html?party=party-3&party=party-5")
    expect(page.locator("#as-chosen h1")).to_contain_text(
        "Party 3 and Party 5 have both been heard on"
    )


def test_an_embedded_page_has_no_bar_and_tells_its_height(
    reading: Callable[..., Page], served: str
) -> None:
    page = reading(f"{served}/talks/common-ground.html?embed=claims")
    expect(page.locator(".page-bar")).to_be_hidden()
    expect(page.locator(".claim-check")).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()
    told = page.evaluate("""() => new Promise((done) => {
      addEventListener("message", ({ data }) => done(data.parleyHeight));
      document.body.style.paddingBottom = "1px";
      setTimeout(() => done(0), 5000);
    })""")
    assert 100 < told < 900


def test_light_and_dark_stay_as_chosen(reading: Callable[..., Page], served: str) -> None:
    page = reading(f"{served}/talks/index.html", color_scheme="light")
    page.get_by_role("button", name="Display").click()
    page.get_by_role("radio", name="Dark").check()
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(18, 22, 28)"
    page.goto(f"{served}/talks/matrix.html")
    assert page.evaluate(ground) == "rgb(18, 22, 28)"


def test_a_phone_has_positions_first_and_nothing_wider_than_itself(
    reading: Callable[..., Page], served: str
) -> None:
    page = reading(f"{served}/talks/matrix.html", viewport={"width": 390, "height": 844})
    expect(page.locator(".wrap.narrow")).to_be_visible()
    expect(page.locator(".names.narrow-only").first).to_be_visible()
    for name in WHOLE:
        page.goto(f"{served}/talks/{name}.html")
        width = page.evaluate("() => document.documentElement.scrollWidth")
        assert width <= 390, name


@pytest.fixture(scope="module")
def with_charts(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small edition with the pictures of its charts."""
    to = tmp_path_factory.mktemp("charts") / "one"
    publish([CASES / "d1-voice-1a"], to)
    return to


def test_charts_stand_in_the_page_with_their_numbers_in_words(
    with_charts: Path, reading: Callable[..., Page]
) -> None:
    page = reading(f"{with_charts.as_uri()}/compare.html", color_scheme="light")
    shown = page.locator("svg.drawn:visible")
    expect(shown).to_have_count(2)  # stances and statuses
    for number in range(2):
        assert len(shown.nth(number).get_attribute("aria-label") or "") > 30
    ink = "() => getComputedStyle(document.querySelector('svg.drawn text')).fill"
    light = page.evaluate(ink)
    page.get_by_role("button", name="Display").click()
    page.get_by_role("radio", name="Dark").check()
    assert page.evaluate(ink) != light
    wide = shown.first.bounding_box()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(shown).to_have_count(2)
    narrow = shown.first.bounding_box()
    assert wide is not None and narrow is not None
    drawn = [each.get_attribute("width") for each in (shown.first, shown.last)]
    assert drawn == ["340", "340"] and wide["width"] == 640 and narrow["width"] <= 390


def test_the_same_folder_gives_the_same_pictures(with_charts: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "parley", "publish", str(CASES / "d1-voice-1a")]
    subprocess.run(
        [*command, "--to", str(tmp_path / "again")],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "77"},
        stdout=subprocess.DEVNULL,
    )
    files = [
        {file.relative_to(to).as_posix(): file.read_bytes() for file in to.rglob("*.*")}
        for to in (with_charts, tmp_path / "again")
    ]
    assert "<svg" in files[0]["compare.html"].decode()
    assert {name for name in files[0] if files[0][name] != files[1].get(name)} == set()
    assert files[0].keys() == files[1].keys()


def test_one_drawing_is_that_of_the_light_and_of_the_dark_page(chromium: str) -> None:
    context = edition_of(load(EVERY_PART), None, None, Figures()).context
    issues = context.negotiation.issues
    charts = [
        stance_chart(context, context.view).make(),
        *(spectrum_chart(context, issue).make() for issue in issues[:3]),
    ]
    pairs = [
        [json.loads(chart.figure(dark, title=False).to_json()) for dark in (False, True)]
        for chart in charts
    ]
    with Drawing("svg") as drawing:
        for light, dark in pairs:
            both = themed(light, dark)
            assert both is not None
            for figure in (both.figure, light, dark):
                drawing.add(figure)
        images = iter(drawing.images())
    for light, dark in pairs:
        both = themed(light, dark)
        assert both is not None
        image, *direct = (next(images) or b"" for _ in range(3))
        text = inline_svg(image, both.coloured).html("a", "", "")
        for place, one in zip((r"\1", r"\2"), direct, strict=True):
            shown = re.sub(r"light-dark\(([^,]+),([^)]+)\)", place, text)
            assert shown == inline_svg(one).html("a", "", "")
