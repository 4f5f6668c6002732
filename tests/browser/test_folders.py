"""Other data directories: faults, a chooser, nothing at all, and the longest texts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, Reader, Server

Open = Callable[..., Reader]


@pytest.fixture(scope="module")
def several(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The shipped folder, a second one and a faulty one."""
    data = tmp_path_factory.mktemp("several")
    shutil.copytree(ROOT / "data" / "ukraine-berlin", data / "ukraine-berlin")
    second = shutil.copytree(ROOT / "data" / "ukraine-berlin", data / "second-round")
    header = second / "negotiation.yaml"
    text = header.read_text("utf-8")
    text = text.replace("title: Ukraine peace talks, Berlin", "title: Second round")
    header.write_text(text.replace("areas: [territory, ", "areas: ["))
    (second / "issues" / "territory.yaml").unlink()
    shutil.copytree(ROOT / "data" / "ukraine-berlin", data / "unfinished")
    parties = data / "unfinished" / "parties.yaml"
    parties.write_text(parties.read_text("utf-8").replace("kind: bloc", "kind: block"))
    return serve(data)


def test_a_chooser_where_there_are_several(reader: Open, several: Server) -> None:
    page = reader(several).open("/matrix?party=ukraine")
    expect(page.locator("thead th .name")).to_have_count(1)
    title = "Ukraine peace talks, Berlin (ukraine-berlin)"
    page.get_by_role("combobox", name="Negotiation").select_option(title)
    expect(page).to_have_title("Matrix · Ukraine peace talks, Berlin · Parley")
    expect(page).not_to_have_url(re.compile("party="))
    expect(page.locator("thead th .name")).not_to_have_count(1)


def test_a_link_names_its_negotiation(reader: Open, several: Server) -> None:
    page = reader(several).open("/?negotiation=ukraine-berlin")
    expect(page.get_by_role("combobox", name="Negotiation")).to_have_value("ukraine-berlin")


def test_a_folder_with_faults_shows_their_list(reader: Open, several: Server) -> None:
    page = reader(several).open("/?negotiation=unfinished")
    expect(page.locator("h1")).to_have_text("unfinished cannot be shown yet")
    fault = page.locator(".parley .faults li")
    expect(fault).to_have_count(1)
    expect(fault).to_contain_text("parties.yaml:")
    expect(fault).to_contain_text("did you mean 'bloc'?")


def test_the_last_good_data_stay_beside_new_faults(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "data" / "ukraine-berlin", tmp_path / "ukraine-berlin")
    server = serve(tmp_path)
    page = reader(server).open("/matrix")
    events = folder / "events.yaml"
    good = events.read_text("utf-8")
    events.write_text(good + "- id: berlin-talks\n", "utf-8")
    page.reload()
    expect(page.locator(".parley .faults li").first).to_contain_text("events.yaml:")
    expect(page.locator("tbody th .title")).to_have_count(12)
    events.write_text(good, "utf-8")
    page.reload()
    expect(page.locator("tbody th .title")).to_have_count(12)
    expect(page.locator(".parley .faults")).to_have_count(0)


def test_an_empty_directory_says_what_to_do(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    page = reader(serve(tmp_path)).open("/")
    expect(page.locator("h1")).to_have_text("No negotiation here yet")


def test_markup_in_data_is_shown_as_typed(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "data" / "ukraine-berlin", tmp_path / "ukraine-berlin")
    nasty = "<img src=x onerror=alert(1)> **b** $x$ [a](http://b.example)"
    for name in ("negotiation.yaml", "parties.yaml", "issues/eu-accession.yaml"):
        path = folder / name
        text = path.read_text("utf-8")
        text = text.replace("title: Ukraine peace talks, Berlin", f"title: '{nasty}'")
        text = text.replace("name: Russia", f"name: 'Russia {nasty}'")
        text = text.replace("title: EU membership", f"title: '{nasty}'")
        text = text.replace("gist: Back the bid", "gist: '<b>Back</b> $x$ [a](b)'")
        path.write_text(text, "utf-8")
    server = serve(tmp_path)
    for path in ("/", "/matrix", "/compare"):
        person = reader(server)
        page = person.open(path)
        expect(page.locator("table").get_by_text(nasty, exact=True).first).to_be_visible()
        assert page.locator("img[src=x]").count() == 0
        assert nasty in page.title()
    page = reader(server).open("/matrix?cell=russia.eu-membership")
    expect(page.locator("dialog:popover-open h2")).to_contain_text(nasty)


def test_a_filter_by_party_still_works_with_the_longest_texts(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "data" / "ukraine-berlin", tmp_path / "ukraine-berlin")
    path = folder / "issues" / "eu-accession.yaml"
    long = "Donaudampfschifffahrtsgesellschaftskapitänspatent " * 40
    text = path.read_text("utf-8").replace(
        "summary: Back Ukraine's application in their joint statement.", f"summary: {long}"
    )
    path.write_text(text, "utf-8")
    person = reader(serve(tmp_path), width=390, height=800)
    page = person.open("/compare?party=european-leaders&party=ukraine")
    page.wait_for_selector("td .said")
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")
    other = reader(serve(tmp_path))
    wide = other.open("/matrix")
    other.tick("party", "Ukraine")
    expect(wide.locator("thead th .name")).to_have_count(1)
