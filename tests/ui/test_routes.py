"""The routes beside the pages: position cards, briefs, version tokens and the style sheet."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from parley.ui import folder_watch
from parley.ui.server.app import MIDDLEWARE, ROUTES
from parley.ui.server.html_shell import page_css
from tests.folders import EVERY_PART
from tests.loading.folders import folder
from tests.ui.asgi import SECURITY, ask


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
        ({"day": "2000-01-01"}, "holds no position here"),
        ({"day": "yesterday"}, "120–140 kt"),
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
    assert found.text == (
        "<p>There is no such cell here: the negotiation, the issue or the party has gone.</p>"
    )


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
        {"issue": "kingdom"}, {"subject": "total-catch"},
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


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar(cards: Starlette, day: str) -> None:
    assert ask(cards, f"/parley/card?{urlencode(CELL | {'day': day})}").status == 200


def test_the_state_changes_with_the_data_and_with_nothing_else(
    cards: Starlette, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(folder_watch, "TOKEN_SECONDS", 0.0)

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


def test_many_pages_that_ask_look_at_the_files_once(
    cards: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    stamp = folder_watch.folder_stamp
    monkeypatch.setattr(folder_watch, "TOKEN_SECONDS", 60.0)
    monkeypatch.setattr(
        folder_watch, "folder_stamp", lambda path: looks.append(path.name) or stamp(path)
    )
    for _ in range(5):
        ask(cards, "/parley/state?negotiation=every-part")
    assert looks == ["every-part"]


@pytest.mark.parametrize("base", ["", "/base", "/two/deep"])
def test_a_page_without_its_style_sheet_can_load_it(base: str) -> None:
    found = ask(Starlette(routes=ROUTES, middleware=MIDDLEWARE), f"{base}/parley/style.css")
    assert found.status == 200
    assert found.all("content-type") == ["text/css; charset=utf-8"]
    assert found.text == page_css()
