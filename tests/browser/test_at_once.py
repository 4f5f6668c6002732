"""What a reader need not wait for: charts that are out of sight, and filters that only narrow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import Reader, Server

Open = Callable[..., Reader]


def loaded(page: Page) -> list[str]:
    """The addresses of all that was loaded for a page."""
    names: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map(each => each.name)"
    )
    return names


def drawn_with(page: Page) -> list[str]:
    """The scripts of the browser's plotting library that were loaded."""
    return [name for name in loaded(page) if "plotly" in name.lower()]


def test_no_script_of_a_page_waits_for_another(reader: Open, shipped: Server) -> None:
    page = reader(shipped).open("/matrix")
    page.wait_for_selector("button.cell")
    source = page.request.get(page.url, headers={"accept": "text/html"}).text()
    scripts = [name.removeprefix(shipped.url) for name in loaded(page) if name.endswith(".js")]
    assert any(name.endswith("/matrix.js") for name in scripts)
    assert sorted(scripts) == sorted(set(re.findall(r'"\.(/[^"]+\.js)"', source)))


def test_a_chart_is_drawn_when_a_reader_comes_near(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/compare")
    page.wait_for_selector("td .said")
    page.wait_for_timeout(1500)
    expect(page.locator(".placeholder")).to_have_count(2)
    assert not drawn_with(page)
    person.to_the_end()
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    assert drawn_with(page)


def test_a_chart_that_was_seen_stays(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/compare")
    page.wait_for_timeout(1500)
    person.to_the_end()
    page.get_by_role("link", name="Matrix", exact=True).click()
    expect(page.locator("h1")).to_contain_text("positions are known")
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.locator(".js-plotly-plot")).to_have_count(2)


def test_a_charts_data_stand_in_a_table(reader: Open, shipped: Server) -> None:
    person = reader(shipped)
    page = person.open("/")
    page.get_by_text("The statuses by area, as a chart").click()
    expect(page.locator(".placeholder, .js-plotly-plot").first).to_be_attached()
    person.to_the_end()
    page.get_by_text("The chart's data as a table").click()
    expect(page.locator(".st-key-chart-status-by-area table th[scope=row]").first).to_be_visible()


@pytest.fixture
def cut_off(reader: Open, shipped: Server) -> Iterator[tuple[Reader, list[bool]]]:
    """The matrix, and a switch: while it holds True, nothing reaches the server."""
    person, cut = reader(shipped), [False]
    person.may_warn = True  # while it is cut off, Streamlit does not follow the address

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: None if cut[0] else server.send(message))

    person.page.route_web_socket("**/_stcore/stream", between)
    person.open("/matrix")
    person.page.wait_for_selector("button.cell")
    person.page.wait_for_timeout(1000)
    yield person, cut


def heads(page: Page) -> list[str]:
    return page.locator("thead th a").all_inner_texts()


def test_a_filter_narrows_the_matrix_before_the_server_answers(
    cut_off: tuple[Reader, list[bool]],
) -> None:
    person, cut = cut_off
    page = person.page
    everyone, rows = heads(page), page.locator("tbody tr:not(.group)")
    before = rows.count()
    cut[0] = True
    person.tick("party", "Russia")
    expect(page.locator("thead th a")).to_have_text(["Russia"])
    person.tick("area", "Territory")
    expect(rows).to_have_count(3)
    person.tick("party", "Russia")  # and widens again what it has seen before
    person.tick("area", "Territory")
    expect(page.locator("thead th a")).to_have_text(everyone)
    expect(rows).to_have_count(before)


def test_the_server_has_the_last_word_and_links_follow_the_choice(
    reader: Open, shipped: Server
) -> None:
    person = reader(shipped)
    page = person.open("/matrix")
    page.wait_for_selector("button.cell")
    for party in ("Russia", "Germany"):  # Germany is not in sight: its bloc speaks for it
        person.tick("party", party)
    expect(page.locator("thead th a")).to_have_text(["Russia", "Germany"])
    title = page.locator("th a.title").first
    expect(title).to_have_attribute("href", "issue?negotiation=ukraine-berlin&party=russia"
                                    "&party=germany&day=2025-12-15&issue=donetsk-withdrawal")  # fmt: skip
