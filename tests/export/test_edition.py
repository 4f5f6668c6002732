"""The published edition: what the views say, whole, at its place, safe, and the same each time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import fromstring

import pytest
from html5lib import HTMLParser

from parley.conversion import transaction
from parley.export import ExportError
from parley.export.edition import publish
from parley.export.edition.figures import Figures
from parley.export.edition.grid import codes
from parley.export.edition.machines import feed
from parley.export.edition.publication import MANIFEST, edition_of
from parley.frames.order import display_order
from parley.loading.loader import load
from tests.conftest import SHIPPED
from tests.export.editions import BASE, FOLDERS, one_file, parsed, site, words
from tests.folders import EVERY_PART
from tests.pages.test_as_typed import MARKS, folder  # noqa: F401
from tests.views.pages import page

LIVE = {
    "overview": "index", "matrix": "matrix", "compare": "compare", "common ground": "common-ground",
    "timeline": "timeline", "evidence": "evidence",
}  # fmt: skip
"""The pages about the whole, by their names in the tests of views, and the files they become."""

SAID = ("h1", "h2", "h3", "p", "li", "td", "th", "dt", "dd", "summary", "caption")


def said(html: str) -> Counter[str]:
    """What the elements that hold sentences say; how the reading order is cut plays no part."""
    root = HTMLParser(namespaceHTMLElements=False).parse(html)
    found = (words(each) for each in root.iter() if each.tag in SAID)
    return Counter(each for each in found if each)


# --- the same sentences


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
@pytest.mark.parametrize("name", LIVE)
def test_an_edition_says_what_the_live_page_says(name: str, path: Path) -> None:
    live = page(name, folder=path, **({"page": "1"} if name == "evidence" else {}))
    text = (site(path) / f"{LIVE[name]}.html").read_text("utf-8")
    main = text[text.index("<main") : text.index("</main>")]
    missing = said(live.html) - said(main)
    # The menu that leaves the page stands in the bar, and the live one has other forms of it.
    away = {"This page", "Take away", "Data to download", "Common ground"}
    assert {each for each in missing if each not in away and "Common ground" not in each} == set()


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_the_pages_of_issues_and_parties_say_what_the_live_ones_say(path: Path) -> None:
    negotiation = load(path)
    for issue in negotiation.issues[:3]:
        live = page("issue", folder=path, issue=issue.id)
        text = (site(path) / f"issue-{issue.id}.html").read_text("utf-8")
        assert live.findings[0] in words(parsed(text)), issue.id
        assert said(live.html) - said(text[text.index("<main") :]) <= said(
            live.html.split("share-menu")[-1]
        )
    for party in negotiation.parties[:3]:
        live = page("party", folder=path, subject=party.id)
        text = (site(path) / f"party-{party.id}.html").read_text("utf-8")
        assert live.findings[0] in words(parsed(text)), party.id


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_every_cell_of_the_matrix_stands_in_its_table_with_its_card(path: Path) -> None:
    (data,) = page("matrix", folder=path).matrices
    root = parsed((site(path) / "matrix.html").read_text("utf-8"))
    cells = {
        each.get("data-cell"): each
        for each in root.iter("a")
        if "cell" in (each.get("class") or "").split()
    }
    cards = {each.get("data-card") for each in root.iter("template")}
    for group in data["groups"]:
        for row in group["rows"]:
            for party, cell in zip(data["parties"], row["cells"], strict=True):
                id = f"{party['id']}.{row['id']}"
                held = cell.get("silence") or (
                    data["stances"][cell["stance"]][0] if cell["stance"] else cell["value"]
                )
                assert held in words(cells[id]), id
                assert f"{party['name']}, {row['title']}: " in (cells[id].get("aria-label") or "")
                assert id in cards


# --- a sound site


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_every_page_is_sound_html_whose_links_lead_somewhere(path: Path) -> None:
    root = site(path)
    pages = {file.name: parsed(file.read_text("utf-8")) for file in root.glob("*.html")}
    ids = {}
    for name, tree in pages.items():
        found = Counter(
            each.get("id") for each in tree.iter() if each.get("id") and each.tag != "h2"
        )
        assert {id: number for id, number in found.items() if number > 1} == {}, name
        ids[name] = {*found}
    broken = []
    for name, tree in pages.items():
        for each in tree.iter():
            for key in ("href", "src"):
                address = each.get(key)
                if not address or address.startswith((BASE, "data:", "http")):
                    continue
                parts = urlsplit(address)
                target = unquote(parts.path) or name
                if not (root / target).is_file() or (
                    parts.fragment
                    and not parts.fragment.startswith("position-")
                    and unquote(parts.fragment) not in ids[target]
                ):
                    broken.append((name, address))
    assert broken == []


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_a_page_may_load_nothing_of_another_host_and_runs_no_script_of_its_own(path: Path) -> None:
    for file in site(path).glob("*.html"):
        root = parsed(file.read_text("utf-8"))
        (policy,) = (
            each.get("content") or "" for each in root.iter("meta")
            if each.get("http-equiv") == "Content-Security-Policy"
        )  # fmt: skip
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src-elem 'self';")
        scripts = [each for each in root.iter("script") if each.get("type") is None]
        assert [each for each in scripts if not each.get("src") or each.text] == []
        assert [
            each.tag for each in root.iter() if any(key.startswith("on") for key in each.attrib)
        ] == []


def test_no_text_of_a_folder_is_read_as_markup(folder: Path, tmp_path: Path) -> None:  # noqa: F811
    publish([folder], tmp_path / "site", pictures=False)
    publish([folder], tmp_path / "one.html", pictures=False)
    for file in [*(tmp_path / "site").glob("*.html"), tmp_path / "one.html"]:
        text = file.read_text("utf-8")
        assert not re.search("<b>t</b>|<strong>b</strong>", text), file.name
        root = parsed(text)
        assert [each for each in root.iter("b") if each.text == "t"] == [], file.name
    assert MARKS in words(parsed((tmp_path / "site" / "index.html").read_text("utf-8")))


# --- for machines


def test_what_machines_read() -> None:
    root = site(SHIPPED)
    tree = parsed((root / "index.html").read_text("utf-8"))
    (canonical,) = (
        each.get("href") for each in tree.iter("link") if each.get("rel") == "canonical"
    )
    assert canonical == BASE
    named = {
        each.get("property") or each.get("name"): each.get("content") for each in tree.iter("meta")
    }
    assert named["og:image"] == f"{BASE}share/overview.png"
    assert (root / "share" / "overview.png").read_bytes().startswith(b"\x89PNG")
    assert named["description"] == named["og:description"] != ""
    assert "citation_title" in named
    (record,) = (
        json.loads(each.text or "")
        for each in tree.iter("script")
        if each.get("type") == "application/ld+json"
    )
    assert record["@type"] == "Dataset" and record["license"] == "CC BY 4.0"
    for each in record["distribution"]:
        assert (root / each["contentUrl"].removeprefix(BASE)).is_file()
    addresses = re.findall("<loc>(.*?)</loc>", (root / "sitemap.xml").read_text("utf-8"))
    assert f"{BASE}issue-territorial-cession.html" in addresses and len(addresses) == len(
        set(addresses)
    )
    assert f"Sitemap: {BASE}sitemap.xml" in (root / "robots.txt").read_text("utf-8")


def test_the_feed_tells_what_moved() -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    river = load(next(path for path in FOLDERS if path.name == "winnow-river"))
    written = feed(edition_of(river, None, BASE, Figures()))
    found = fromstring((written or b"").decode())
    days = [entry.findtext(f"{atom}updated") or "" for entry in found.iter(f"{atom}entry")]
    assert days == sorted(days, reverse=True)
    assert found.findtext(f"{atom}updated") is not None
    ids = [entry.findtext(f"{atom}id") for entry in found.iter(f"{atom}entry")]
    assert len(ids) == len(set(ids))


def test_without_a_base_nothing_claims_an_address(tmp_path: Path) -> None:
    publish([SHIPPED], tmp_path, pictures=False)
    names = {file.name for file in tmp_path.rglob("*")}
    assert not names & {"sitemap.xml", "robots.txt", "feed.xml", "share"}
    text = (tmp_path / "index.html").read_text("utf-8")
    assert "canonical" not in text and "og:url" not in text and "feed.xml" not in text


def test_the_data_can_be_taken_away() -> None:
    root = site(SHIPPED) / "data"
    with zipfile.ZipFile(root / "ukraine-berlin-2025-12-15-folder.zip") as archive:
        content = archive.read("ukraine-berlin/parties.yaml")
        assert content == (SHIPPED / "parties.yaml").read_bytes()
        assert "ukraine-berlin/README.md" in archive.namelist()
    endings = {file.name.removeprefix("ukraine-berlin-2025-12-15-") for file in root.iterdir()}
    assert endings == {
        "csv.zip",
        "json.zip",
        "parquet.zip",
        "folder.zip",
        "brief.docx",
        "brief.html",
    }


# --- the same bytes, the old edition or the new


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = site(EVERY_PART), tmp_path
    publish([EVERY_PART], second, pictures=False)
    assert (first / MANIFEST).read_bytes() == (second / MANIFEST).read_bytes()
    named = json.loads((first / MANIFEST).read_text("utf-8"))["files"]
    for name, digest in named.items():
        assert hashlib.sha256((second / name).read_bytes()).hexdigest() == digest, name
    present = {file.relative_to(second).as_posix() for file in second.rglob("*") if file.is_file()}
    assert present == {*named, MANIFEST}


def test_a_new_edition_takes_the_place_of_the_old_and_touches_nothing_else(tmp_path: Path) -> None:
    to, river = tmp_path / "site", next(path for path in FOLDERS if path.name == "winnow-river")
    to.mkdir()
    (to / "CNAME").write_text("talks.example.org")
    publish([SHIPPED], to, pictures=False)
    assert (to / "issue-territorial-cession.html").exists()
    publish([river], to, pictures=False)
    assert not (to / "issue-territorial-cession.html").exists()
    assert (to / "CNAME").read_text() == "talks.example.org"


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(ExportError, match=r"index\.html: is there and of no earlier edition"):
        publish([SHIPPED], tmp_path, pictures=False)
    assert [file.name for file in tmp_path.iterdir()] == ["index.html"]


@pytest.mark.parametrize("written", [1, 20])
def test_an_interrupted_run_leaves_the_old_edition(
    written: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(site(SHIPPED), tmp_path / "site")
    before = {file: file.read_bytes() for file in (tmp_path / "site").rglob("*") if file.is_file()}
    real, left = transaction.write_synced, [written]

    def interrupted(path: Path, content: bytes) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        real(path, content)

    monkeypatch.setattr(transaction, "write_synced", interrupted)
    river = next(path for path in FOLDERS if path.name == "winnow-river")
    with pytest.raises(KeyboardInterrupt):
        publish([river], tmp_path / "site", pictures=False)
    after = {file: file.read_bytes() for file in (tmp_path / "site").rglob("*") if file.is_file()}
    assert after == before


def test_a_data_folder_takes_no_edition(tmp_path: Path) -> None:
    to = shutil.copytree(SHIPPED, tmp_path / "talks")
    with pytest.raises(ExportError, match="is a data folder"):
        publish([SHIPPED], to, pictures=False)


# --- several folders, one file, many cells


def test_several_folders_have_an_index(tmp_path: Path) -> None:
    publish(FOLDERS[:2], tmp_path, base_url=BASE, pictures=False)
    index = parsed((tmp_path / "index.html").read_text("utf-8"))
    links = [each.get("href") for each in index.iter("a")]
    assert links == ["ukraine-berlin/index.html", "winnow-river/index.html"]
    text = (tmp_path / "winnow-river" / "matrix.html").read_text("utf-8")
    assert 'href="../edition.css"' in text and (tmp_path / "edition.css").is_file()
    assert f"{BASE}winnow-river/matrix.html" in (tmp_path / "sitemap.xml").read_text("utf-8")
    with pytest.raises(ExportError, match="one file holds one negotiation"):
        publish(FOLDERS[:2], tmp_path / "all.html")


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: path.name)
def test_one_file_holds_every_page_and_needs_no_other(path: Path) -> None:
    text = one_file(path).read_text("utf-8")
    root = parsed(text)
    negotiation = load(path)
    sections = [
        each.get("id")
        for each in root.iter("section")
        if "page" in (each.get("class") or "").split()
    ]
    assert sections == [
        "overview", "matrix", "compare", "common-ground", "timeline", "evidence", "data",
        *(f"issue-{issue.id}" for issue in negotiation.issues),
        *(f"party-{id}" for id in display_order(negotiation)),
    ]  # fmt: skip
    ids = Counter(each.get("id") for each in root.iter() if each.get("id"))
    assert {id: number for id, number in ids.items() if number > 1} == {}
    for each in root.iter("a"):
        address = each.get("href") or ""
        if address.startswith("#"):
            place = unquote(address[1:]).partition("?")[0]
            assert place in ids, address
        else:
            assert address.startswith("http"), address
    assert [
        each for each in root.iter("link") if not (each.get("href") or "").startswith("data:")
    ] == []


def test_one_file_runs_the_one_script_that_its_policy_names() -> None:
    root = parsed(one_file(SHIPPED).read_text("utf-8"))
    (code,) = (each.text or "" for each in root.iter("script") if each.get("type") is None)
    (policy,) = (each.get("content") or "" for each in root.iter("meta") if each.get("http-equiv"))
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy and "connect-src" not in policy


def test_the_shipped_folder_fits_where_it_is_said_to() -> None:
    assert one_file(SHIPPED).stat().st_size < 400_000


def test_many_cells_are_a_character_each(tmp_path: Path) -> None:
    from benchmarks.folders import write

    write(tmp_path / "talks", 26, 40)
    publish([tmp_path / "talks"], tmp_path / "site", pictures=False)
    context = edition_of(load(tmp_path / "talks"), None, None, Figures()).context
    text = codes(context)
    assert len(text) == 26 * 40
    assert text.count(" ") == 26 * 40 - len(context.view.cells)
    page_text = (tmp_path / "site" / "matrix.html").read_text("utf-8")
    assert 'class="cell' not in page_text and f'"codes":"{text}"' in page_text
    cards = json.loads((tmp_path / "site" / "cards" / "issue-3.json").read_text("utf-8"))
    assert len(cards) == 26 and "Party 4: Issue 3" in cards["party-4"]
    root = parsed(page_text)
    links = {each.get("href") for each in root.iter("a")}
    assert {"issue-issue-3.html", "party-party-4.html"} <= links
    with pytest.raises(ExportError, match="one file holds up to 1,000 cells and this has 1,040"):
        publish([tmp_path / "talks"], tmp_path / "one.html")
