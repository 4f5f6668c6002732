"""The Data page in a real browser: what is downloaded is what was offered."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.csv as pa_csv
import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from parley import __version__
from parley.export.tables import as_bytes
from parley.format.schema import schemas
from parley.frames.columns import COLUMNS, Frames
from parley.frames.filtered_tables import filter_tables
from parley.frames.selection import Selection
from parley.frames.view import apply_selection
from tests.browser.conftest import ROOT, Reader, Server
from tests.folders import EVERY_PART, every_frame

Open = Callable[..., Reader]
OPPOSED = Selection(stances=("opposes",))


@pytest.fixture(scope="module")
def several(serve: Callable[[Path], Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The shipped folder and one that uses every part of the format."""
    data = tmp_path_factory.mktemp("data")
    shutil.copytree(EVERY_PART, data / "every-part")
    shutil.copytree(ROOT / "data" / "ukraine-berlin", data / "ukraine-berlin")
    return serve(data)


def downloaded(page: Page, name: str) -> tuple[str, bytes]:
    """The name and the content of the file that a link, or a button, gives."""
    with page.expect_download() as found:
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).click()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(as_bytes(frame, "json"))
    return found


def test_csv_of_what_is_in_view(reader: Open, shipped: Server, shipped_frames: Frames) -> None:
    page = reader(shipped).open("/data?stance=opposes")
    name, content = downloaded(page, "CSV (ZIP)")
    assert name == "ukraine-berlin-2025-12-15-in-view-csv.zip"
    expected = filter_tables(shipped_frames, apply_selection(shipped_frames, OPPOSED))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["about.csv", *(f"{name}.csv" for name in COLUMNS)]
        for table, frame in expected.items():
            assert archive.read(f"{table}.csv") == as_bytes(frame, "csv"), table
        about = pa_csv.read_csv(io.BytesIO(archive.read("about.csv"))).to_pandas()
    told = dict(zip(about["key"], about["value"], strict=True))
    assert told["title"] == "Ukraine peace talks, Berlin"
    assert told["as_of"] == "2025-12-15"
    assert "Filtered by stance (Opposes)." in told["contents"]
    assert told["licence"] == "CC BY 4.0"
    assert told["format"] == "1" and told["parley"] == __version__
    address = f"{shipped.url}/data?negotiation=ukraine-berlin&stance=opposes&day=2025-12-15"
    assert told["address"] == address
    assert told["citation"].endswith(f"Licence: CC BY 4.0. {address}")
    assert 0 < len(expected["positions"]) < int(shipped_frames.positions["current"].sum())


def test_a_workbook_of_everything(reader: Open, several: Server) -> None:
    page = reader(several).open("/data?negotiation=every-part&stance=opposes&download=Everything")
    name, content = downloaded(page, "Excel workbook")
    assert name == "every-part-2024-05-12.xlsx"
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["about", "negotiation", *COLUMNS]
    about = dict(book["about"].iter_rows(min_row=2, values_only=True))
    assert about["licence"] == "CC0-1.0"
    assert "36 positions, whatever is filtered" in str(about["contents"])
    for sheet, frame in every_frame().tables().items():
        header, *rows = book[sheet].iter_rows(values_only=True)
        assert list(header) == list(frame.columns)
        assert len(rows) == len(frame), sheet
    header, *rows = book["positions"].iter_rows(values_only=True)
    first = dict(zip(header, rows[0], strict=True))
    expected = records(every_frame().positions)[0]
    assert {key: str(value) for key, value in first.items() if key != "date"} == {
        key: str(value) for key, value in expected.items() if key != "date"
    }
    assert first["date"].date().isoformat() == expected["date"]


@pytest.mark.parametrize(
    ("button", "ending"), [("JSON (ZIP)", "json"), ("Parquet (ZIP)", "parquet")]
)
def test_the_other_formats(reader: Open, several: Server, button: str, ending: str) -> None:
    page = reader(several).open("/data?negotiation=every-part&party=kingdom&day=2024-03-02")
    name, content = downloaded(page, button)
    assert name == f"every-part-2024-03-02-in-view-{ending}.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [f"{each}.{ending}" for each in ("about", *COLUMNS)]
        data = archive.read(f"positions.{ending}")
    rows = (
        json.loads(data)
        if ending == "json"
        else pd.read_parquet(io.BytesIO(data)).to_dict("records")
    )
    assert [(row["issue"], row["position"]) for row in rows] == [("total-catch", 11)]


def test_a_choice_is_in_the_address_and_a_filter_changes_what_is_offered(
    reader: Open, shipped: Server
) -> None:
    person = reader(shipped)
    page = person.open("/data")
    page.get_by_text("Everything", exact=True).click()
    expect(page).to_have_url(re.compile("download=Everything"))
    expect(page.get_by_text("whatever is filtered")).to_be_visible()
    page.get_by_text("What is in view", exact=True).click()
    expect(page).not_to_have_url(re.compile("download="))
    page.get_by_role("button", name="Filter").click()
    page.get_by_text("Red lines only").click()
    expect(page.get_by_text("Filtered by red lines only.")).to_be_visible()
    person.settled()
    assert "in-view" in downloaded(page, "Parquet (ZIP)")[0]


def test_the_citation_is_copied_with_an_address_that_opens_the_same(
    reader: Open, shipped: Server
) -> None:
    page = reader(shipped).open("/data?stance=opposes")
    page.get_by_role("button", name="Copy citation").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("The Parley maintainers: Ukraine peace talks, Berlin. Data as of")
    page.goto(re.search(r"http\S+$", copied)[0])  # type: ignore[index]
    expect(page.get_by_text("Filtered by stance (Opposes).")).to_be_visible()


def test_the_schemas_are_those_of_the_models(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/data")
    name, content = downloaded(page, "All JSON Schemas (ZIP)")
    assert name == "parley-schemas.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {each: json.loads(archive.read(each)) for each in archive.namelist()}
    assert found == {f"{each}.schema.json": schema for each, schema in schemas().items()}
    page.locator("summary", has_text="parties.yaml").click()
    name, content = downloaded(page, "JSON Schema of parties.yaml")
    assert name == "parties.schema.json"
    assert json.loads(content) == schemas()["parties"]


def test_a_link_leads_to_another_negotiation_without_the_filters_of_this_one(
    reader: Open, several: Server
) -> None:
    page = reader(several).open("/data?negotiation=every-part&stance=opposes")
    page.get_by_role("link", name="Ukraine peace talks, Berlin").click()
    expect(page.locator("h1")).to_have_text("223 rows in 11 tables, as of 15 December 2025")
    expect(page.get_by_text("No filter is set.")).to_be_visible()
    current = page.locator("[aria-current=page]", has_text="Ukraine peace talks, Berlin")
    expect(current).to_be_visible()


def test_texts_of_data_are_shown_as_typed(
    reader: Open, serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = shutil.copytree(EVERY_PART, tmp_path / "every-part")
    nasty = "<img src=x onerror=alert(1)> **b** $x$ [a](http://b.example) {link}"
    header = folder / "negotiation.yaml"
    text = header.read_text("utf-8").replace('"Lantern Sea quota round <2024>"', f"'{nasty}'")
    header.write_text(text.replace("licence: CC0-1.0", f"licence: '{nasty}'"), "utf-8")
    parties = folder / "parties.yaml"
    text = parties.read_text("utf-8")
    parties.write_text(text.replace("Fishes with large vessels.", f"'{nasty}'"), "utf-8")
    page = reader(serve(tmp_path)).open("/data")
    page.locator("summary", has_text="parties · ").click()
    expect(page.locator("td", has_text=nasty)).to_be_visible()
    expect(page.get_by_role("link", name=nasty)).to_be_visible()
    expect(page.locator("dd", has_text=nasty).first).to_have_text(nasty)
    assert page.locator("img[src=x]").count() == 0


# --- access


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "?words=zeppelin"])
def test_axe_finds_no_violation(reader: Open, shipped: Server, query: str, scheme: str) -> None:
    page = reader(shipped, scheme=scheme).open(f"/data{query}")
    for part in ("positions · ", "negotiation.yaml", "issues/<area>.yaml"):
        page.locator("summary", has_text=part).click()
    expect(page.get_by_text("The columns of positions")).to_be_visible()
    expect(page.get_by_text("The keys of Dispute in issues/<area>.yaml")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("negotiation", ["ukraine-berlin", "every-part"])
def test_a_narrow_screen_never_scrolls_sideways(
    reader: Open, several: Server, negotiation: str
) -> None:
    page = reader(several, width=390, height=800).open(f"/data?negotiation={negotiation}")
    for part in ("positions · ", "issues/<area>.yaml"):
        page.locator("summary", has_text=part).click()
    expect(page.get_by_text("The columns of positions")).to_be_visible()
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/compare?party=ukraine&party=russia", "ukraine-berlin-comparison-2025-12-15.html"),
        ("/issue?issue=eu-membership", "ukraine-berlin-eu-membership-2025-12-15.html"),
        ("/party?subject=russia", "ukraine-berlin-russia-2025-12-15.html"),
    ],
)
def test_a_brief_is_saved_and_the_page_says_so(
    reader: Open, shipped: Server, path: str, name: str
) -> None:
    page = reader(shipped).open(path)
    page.get_by_role("button", name="Share").click()
    brief = page.get_by_role("link", name="Brief as a page to print")
    with page.expect_download(timeout=60_000) as found:
        brief.click()
    assert found.value.suggested_filename == name
    assert "EU membership" in Path(found.value.path()).read_text("utf-8")
    expect(page.locator(".menu", has=brief).get_by_role("status")).to_have_text("Saved.")
