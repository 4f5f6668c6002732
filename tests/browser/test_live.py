"""Live curation: a saved change is in sight within two seconds, and nobody loses their filters."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from benchmarks.folders import write
from tests.browser.conftest import ROOT, Reader, Server
from tests.folders import CASES

pytestmark = pytest.mark.timed

Open = Callable[..., Reader]
WITHIN = 2_000
"""Milliseconds in which a saved change is in sight."""


def test_a_saved_change_appears_and_a_faulty_one_leaves_the_last_good_state(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "data" / "ukraine-berlin", tmp_path / "ukraine-berlin")
    area = folder / "issues" / "eu-accession.yaml"
    good = area.read_text("utf-8")
    server = serve(tmp_path)
    page = reader(server).open("/matrix?party=ukraine&party=russia&area=eu-accession")
    other = reader(server).open("/issue?issue=eu-membership")
    titles = page.locator("tbody th .title")
    expect(titles).to_have_text(["EU membership"])
    time.sleep(1.5)  # the page has been open for a while

    area.write_text(good.replace("title: EU membership", "title: Joining the Union"), "utf-8")
    expect(titles).to_have_text(["Joining the Union"], timeout=WITHIN)
    expect(other.locator("h1")).to_have_text("Joining the Union", timeout=WITHIN)
    expect(page.locator("thead th .name")).to_have_text(["Ukraine", "Russia"])
    expect(page).to_have_url(re.compile("area=.*party=|party=.*area="))

    area.write_text(good.replace("status: open", "status: opn"), "utf-8")
    fault = page.locator(".parley .faults li")
    expect(fault).to_contain_text("expected one of agreed, converging, open", timeout=WITHIN)
    expect(fault).to_contain_text(re.compile(r"eu-accession\.yaml:\d+"))
    expect(titles).to_have_text(["Joining the Union"])
    expect(page.locator("thead th .name")).to_have_text(["Ukraine", "Russia"])

    area.write_text(good, "utf-8")
    expect(titles).to_have_text(["EU membership"], timeout=WITHIN)
    expect(fault).to_have_count(0)
    expect(page.locator("thead th .name")).to_have_text(["Ukraine", "Russia"])


def test_a_folder_that_is_dropped_in_appears(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    page = reader(serve(tmp_path)).open("/")
    expect(page.locator("h1")).to_have_text("No negotiation here yet")
    time.sleep(1.5)
    shutil.copytree(ROOT / "data" / "ukraine-berlin", tmp_path / "ukraine-berlin")
    expect(page).to_have_title(re.compile("Ukraine peace talks, Berlin"), timeout=2 * WITHIN)


def test_an_open_card_stays_open_while_others_edit(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "data" / "ukraine-berlin", tmp_path / "ukraine-berlin")
    person = reader(serve(tmp_path))
    page = person.open("/matrix")
    person.cell("russia", "eu-membership")
    time.sleep(1.5)
    header = folder / "negotiation.yaml"
    text = header.read_text("utf-8")
    header.write_text(text.replace("title: Ukraine peace talks, Berlin", "title: Talks"), "utf-8")
    expect(page).to_have_title("Matrix · Talks · Parley", timeout=WITHIN)
    expect(page.locator("dialog:popover-open h2")).to_have_text("Russia: EU membership")


TABS = 4


def _titled(text: str, title: str) -> str:
    return text.replace("title: Issue 0\n", f"title: {title}\n", 1)


@pytest.fixture
def large(tmp_path: Path) -> tuple[Path, str]:
    """A file of issues that takes a while to read, and its text; its first issue is Issue 0."""
    write(tmp_path / "talks", 30, 600, form="yaml")
    area = tmp_path / "talks" / "issues" / "area-0.yaml"
    text = area.read_text("utf-8")
    assert "title: Issue 0\n" in text and len(text) > 100_000
    return area, text


def test_no_page_keeps_an_old_state_when_files_change_while_they_are_read(
    reader: Open, serve: Callable[[Path], Server], large: tuple[Path, str], tmp_path: Path
) -> None:
    area, text = large
    server = serve(tmp_path)
    pages = [reader(server).open("/issue?issue=issue-0") for _ in range(TABS)]
    for page in pages:
        expect(page.locator("h1")).to_have_text("Issue 0")
    for round in range(3):
        # Half of a large file, a second later the rest.
        whole = _titled(text, f"Half {round}").encode()
        with area.open("wb") as file:
            file.write(whole[: len(whole) // 2])
            file.flush()
            time.sleep(1)
            file.write(whole[len(whole) // 2 :])
        for page in pages:
            expect(page.locator("h1")).to_have_text(f"Half {round}")
            expect(page.locator(".faults")).to_have_count(0)
        # Twice within a second, at any moment of the first reading.
        area.write_text(_titled(text, "Meanwhile"), "utf-8")
        time.sleep(0.25 * (round + 1))
        area.write_text(_titled(text, f"Twice {round}"), "utf-8")
        for page in pages:
            expect(page.locator("h1")).to_have_text(f"Twice {round}")


def test_an_open_card_shows_what_was_changed(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "data" / "ukraine-berlin", tmp_path / "ukraine-berlin")
    person = reader(serve(tmp_path))
    page = person.open("/matrix")
    person.cell("russia", "eu-membership")
    area = folder / "issues" / "eu-accession.yaml"
    text = area.read_text("utf-8")
    area.write_text(text.replace("title: EU membership", "title: Joining the Union"), "utf-8")
    card = page.locator("dialog:popover-open h2")
    expect(card).to_have_text("Russia: Joining the Union")


def test_a_folder_that_comes_and_goes_takes_no_other_down(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    first = shutil.copytree(ROOT / "data" / "ukraine-berlin", tmp_path / "ukraine-berlin")
    server = serve(tmp_path)
    page = reader(server).open("/matrix?negotiation=ukraine-berlin")
    other = reader(server).open("/data?negotiation=ukraine-berlin")
    shutil.copytree(CASES / "exports-in-data" / "exports", tmp_path / "exports")
    (tmp_path / "loop").symlink_to("loop")
    strays = other.locator(".strays li")
    expect(strays).to_have_count(2)
    expect(strays.first).to_contain_text("exports not shown: it has no negotiation.yaml")
    first.rename(tmp_path / ".gone")
    expect(page.locator("h1")).to_have_text("No negotiation here yet")
    (tmp_path / ".gone").rename(first)
    expect(page.locator(".topbar [aria-current]")).to_have_text("Matrix")
