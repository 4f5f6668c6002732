"""The routes beside the pages: position cards, briefs, version tokens and the style sheet."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from parley.ui import store
from parley.ui.server.app import MIDDLEWARE, ROUTES
from parley.ui.server.html_shell import page_css
from tests.folders import EVERY_PART
from tests.loading.folders import folder
from tests.ui.asgi import SECURITY, ask

SCHEMAS = Path(__file__).resolve().parents[2] / "data" / "schema"


@pytest.fixture
def cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Starlette:
    """The card's routes over a data directory with a sound folder and a broken one."""
    shutil.copytree(EVERY_PART, tmp_path / "every-part")
    folder(tmp_path, {"parties.yaml": "- id: north\n"}, name="broken")
    monkeypatch.setenv("PARLEY_DATA", str(tmp_path))
    return Starlette(routes=ROUTES, middleware=MIDDLEWARE)


CELL = {"negotiation": "every-part", "cell": "kingdom.total-catch"}


def test_a_card(cards: Starlette) -> None:
    found = ask(cards, f"/parley/card?{urlencode(CELL)}")
    assert found.status == 200
    assert found.all("content-type") == ["text/html; charset=utf-8"]
    assert found.all("cache-control") == ["no-store"]
    assert all(len(found.all(name)) == 1 for name in SECURITY)
    assert found.text.startswith("<article ")
    assert "Kingdom of Vael: Total catch" in found.text
    assert "Names a range." in found.text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"day": "2024-03-01"}, "150 kt"),
        ({"day": "2024-01-10"}, "180 kt"),
        ({"day": ""}, "120–140 kt"),
        ({"cell": "republic.total-catch", "party": "kingdom"}, "جمهورية المنارة"),
    ],
)
def test_a_card_of_a_day(cards: Starlette, more: dict[str, str], said: str) -> None:
    found = ask(cards, f"/parley/card?{urlencode(CELL | more)}")
    assert (found.status, said in found.text) == (200, True)


@pytest.mark.parametrize("base", ["base", "two/deep", "parley"])
def test_a_card_under_a_base_path(cards: Starlette, base: str) -> None:
    found = ask(cards, f"/{base}/parley/card?{urlencode(CELL)}")
    assert (found.status, "Names a range." in found.text) == (200, True)


@pytest.mark.parametrize(
    "more",
    [
        {"negotiation": "nothing"},
        {"negotiation": ""},
        {"negotiation": "../every-part"},
        {"negotiation": "."},
        {"negotiation": "broken"},
        {"cell": "kingdom.nothing"},
        {"cell": "nobody.total-catch"},
        {"cell": "<script>.total-catch"},
        {"cell": "kingdom"},
        {"cell": ""},
    ],
)
def test_there_is_no_such_card(cards: Starlette, more: dict[str, str]) -> None:
    found = ask(cards, f"/parley/card?{urlencode(CELL | more)}")
    assert found.status == 404
    assert "<p>There is no such cell here.</p>" in found.text
    assert "<article" not in found.text and "<script" not in found.text


@pytest.mark.parametrize(
    ("more", "why", "near"),
    [
        ({"cell": "Kingdom.total-catch"}, "no party has the id “Kingdom”", "kingdom.total-catch"),
        ({"cell": "kingdom.total-cach"}, "no issue has the id “total-cach”", "kingdom.total-catch"),
        ({"cell": "kingdm.Total-catch"}, "no party has", "kingdom.total-catch"),
    ],
)
def test_a_card_that_is_not_there_offers_what_is_near(
    cards: Starlette, more: dict[str, str], why: str, near: str
) -> None:
    found = ask(cards, f"/parley/card?{urlencode(CELL | more)}")
    assert found.status == 404 and why in found.text
    assert f'href="matrix?negotiation=every-part&amp;cell={near}"' in found.text


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("yesterday", "A day is written YYYY-MM-DD."),
        ("20240301", "A day is written YYYY-MM-DD."),
        ("2000-01-01", "Nobody has a position yet on 1 January 2000"),
        ("0001-01-01", "Nobody has a position yet"),
        ("9999-12-31", "the data end on 12 May 2024"),
    ],
)
def test_there_is_no_card_and_no_brief_of_such_a_day(cards: Starlette, day: str, why: str) -> None:
    for found in (
        ask(cards, f"/parley/card?{urlencode(CELL | {'day': day})}"),
        ask(cards, f"/parley/brief?{urlencode(BRIEF | {'day': day})}"),
    ):
        assert found.status == 404 and why in found.text
        assert "day=2024-05-12" in found.text


BRIEF = {"negotiation": "every-part", "party": "kingdom", "form": "html"}


@pytest.mark.parametrize(
    ("more", "name", "said"),
    [
        ({}, "comparison", "Kingdom of Vael"),
        ({"issue": "total-catch"}, "total-catch", "Total catch"),
        ({"subject": "islands"}, "islands", "群岛联盟"),
        ({"day": "2024-03-01"}, "comparison", "1 March 2024"),
    ],
)
def test_a_brief_is_a_file_with_the_name_of_what_it_is_about(
    cards: Starlette, more: dict[str, str], name: str, said: str
) -> None:
    found = ask(cards, f"/parley/brief?{urlencode(BRIEF | more)}")
    assert found.status == 200 and said in found.text
    (told,) = found.all("content-disposition")
    assert re.fullmatch(rf'attachment; filename="every-part-{name}-[0-9-]+\.html"', told)
    assert found.all("content-type") == ["text/html; charset=utf-8"]
    assert found.all("cache-control") == ["no-store"]


@pytest.mark.parametrize(
    "more",
    [
        {"negotiation": "nothing"}, {"form": "exe"}, {"form": ""}, {"issue": "nothing"},
        {"issue": "kingdom"}, {"subject": "total-catch"}, {"party": "nobody"}, {"area": "Nowhere"},
    ],
)  # fmt: skip
def test_there_is_no_such_brief(cards: Starlette, more: dict[str, str]) -> None:
    found = ask(cards, f"/parley/brief?{urlencode(BRIEF | more)}")
    assert found.status == 404
    assert "There is no such brief here" in found.text


@pytest.mark.parametrize("key", list(CELL))
def test_a_card_needs_both_ids(cards: Starlette, key: str) -> None:
    query = urlencode({name: value for name, value in CELL.items() if name != key})
    assert ask(cards, f"/parley/card?{query}").status == 404


def test_a_card_can_only_be_read(cards: Starlette) -> None:
    assert ask(cards, f"/parley/card?{urlencode(CELL)}", "POST").status == 405


def test_the_state_changes_with_the_data_and_with_nothing_else(
    cards: Starlette, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(store, "TOKEN_SECONDS", 0.0)

    def state(negotiation: str = "every-part") -> str:
        found = ask(cards, f"/parley/state?{urlencode({'negotiation': negotiation})}")
        assert (found.status, found.all("cache-control")) == (200, ["no-store"])
        return found.text

    before = state()
    assert state() == before
    assert state("broken") != before
    events = tmp_path / "every-part" / "events.yaml"
    events.write_text(events.read_text("utf-8") + "# a note\n", "utf-8")
    changed = state()
    assert changed != before
    shutil.copytree(EVERY_PART, tmp_path / "another")
    assert state() != changed
    assert state("nothing") == state("nowhere")
    every = ask(cards, "/parley/state?all=true").text
    broken = tmp_path / "broken" / "sources.yaml"
    before = state()
    broken.write_text(broken.read_text("utf-8") + "# a note\n", "utf-8")
    assert state() == before
    assert ask(cards, "/parley/state?all=true").text != every


def test_many_pages_that_ask_look_at_the_files_once(
    cards: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    stamp = store.folder_stamp
    monkeypatch.setattr(store, "TOKEN_SECONDS", 60.0)
    monkeypatch.setattr(store, "folder_stamp", lambda path: looks.append(path.name) or stamp(path))
    for _ in range(5):
        ask(cards, "/parley/state?negotiation=every-part")
    assert looks == ["every-part"]


@pytest.mark.parametrize("base", ["", "/base", "/two/deep"])
def test_a_page_without_its_style_sheet_can_load_it(base: str) -> None:
    found = ask(Starlette(routes=ROUTES, middleware=MIDDLEWARE), f"{base}/parley/style.css")
    assert found.status == 200
    assert found.all("content-type") == ["text/css; charset=utf-8"]
    assert found.text == page_css()


def test_the_schema_of_each_file_is_the_one_that_data_files_name(cards: Starlette) -> None:
    kept = {path.name: path.read_text("utf-8") for path in SCHEMAS.glob("*.schema.json")}
    assert kept
    for name, content in kept.items():
        found = ask(cards, f"/base/parley/schemas/{name}")
        assert found.all("content-type") == ["application/schema+json"]
        assert found.text == content
    assert ask(cards, "/parley/schemas/other.schema.json").status == 404
