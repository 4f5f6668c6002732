"""Live curation: a saved change is in sight within two seconds, and nobody loses their filters."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, Reader, Server

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
    expect(page.locator("h1")).to_have_text("Ukraine peace talks, Berlin", timeout=2 * WITHIN)


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
