"""Files that take their time: bounded in size, number and seconds, and stopped when nobody waits."""

from __future__ import annotations

import asyncio
import io
import threading
import time
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyarrow.parquet as pq
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.types import Message

from parley.conversion.differences import difference
from parley.export import EXPORTERS
from parley.export.tables import refusals
from parley.importing.run import Asked, run_import
from parley.loading.loader import load
from parley.ui.server import file_route, work_process
from parley.ui.server.app import MIDDLEWARE, ROUTES
from parley.ui.server.file_route import file_of
from parley.ui.server.one_worker import OneWorker
from parley.ui.server.work_process import Stopped, WorkProcess
from parley.views import share
from parley.views.download import EVERYTHING, PARAMETER
from tests.folders import EVERY_PART
from tests.ui.asgi import ask, run
from tests.views.pages import context_of

ROOT = Path(__file__).resolve().parents[2]


def test_work_that_is_cancelled_before_it_begins_is_never_done() -> None:
    worker = OneWorker("test", 2)
    free, done = threading.Event(), []
    first = worker.submit(free.wait)
    second = worker.submit(lambda: done.append("second"))
    assert first is not None and second is not None
    assert worker.submit(lambda: None) is None, "more than may wait"
    assert second.cancel()
    free.set()
    assert first.result(10)
    last = worker.submit(lambda: "last")
    assert last is not None and last.result(10) == "last" and done == []


@pytest.fixture
def sleeping_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of the test in place of that of the server, which looks for nothing here."""
    monkeypatch.setattr(work_process, "MODULE", "tests.ui.sleeping_work")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def sleeping(sleeping_work: None) -> Any:
    process = WorkProcess("test", most=2, seconds=30)
    yield process
    process.end()


def pid(process: WorkProcess) -> int:
    give_up = time.monotonic() + 10
    while process._process is None or process._process.poll() is not None:
        assert time.monotonic() < give_up
        time.sleep(0.01)
    return process._process.pid


def test_an_order_that_nobody_waits_for_ends_its_process_and_the_next_has_another(
    sleeping: WorkProcess,
) -> None:
    job = sleeping.submit({"query": "sleep"})
    waits = sleeping.submit({"query": "next"})
    assert job is not None and waits is not None
    assert sleeping.submit({"query": "one too many"}) is None
    first = pid(sleeping)
    sleeping.cancel(job)
    with pytest.raises(Stopped):
        job.future.result(10)
    made = waits.future.result(10)
    assert (made.status, made.headers, made.body) == (200, {"x": "next"}, b"a\nb")
    assert pid(sleeping) != first


def test_an_order_that_takes_too_long_is_stopped(sleeping_work: None) -> None:
    process = WorkProcess("test", seconds=0.5)
    job = process.submit({"query": "sleep"})
    assert job is not None
    with pytest.raises(Stopped):
        job.future.result(10)


def test_a_process_that_ends_without_an_answer_is_told(sleeping: WorkProcess) -> None:
    job = sleeping.submit({"query": "die"})
    assert job is not None
    with pytest.raises(RuntimeError, match="does not answer"):
        job.future.result(10)


def test_a_client_that_goes_is_not_worked_for(sleeping: WorkProcess) -> None:
    messages: list[Message] = [{"type": "http.request"}, {"type": "http.disconnect"}]
    found: list[int] = []

    async def receive() -> Message:
        if len(messages) == 1:
            await asyncio.to_thread(pid, sleeping)
        return messages.pop(0)

    scope = {"type": "http", "query_string": b"sleep", "path": "/", "headers": [], "method": "GET",
             "server": ("test", 80)}  # fmt: skip

    async def asked() -> None:
        found.append((await file_of(Request(scope, receive), "brief", sleeping)).status_code)

    run(asked())
    assert found == [499]
    free = sleeping.submit({"query": "free"})
    assert free is not None and free.future.result(10).status == 200


class Full:
    """A process for which too many orders wait."""

    def submit(self, order: Any) -> None:
        assert order["query"]

    def cancel(self, job: Any) -> None:
        raise AssertionError


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Starlette:
    monkeypatch.setenv("PARLEY_DATA", str(EVERY_PART.parent))
    return Starlette(routes=ROUTES, middleware=MIDDLEWARE)


NAMED = {"negotiation": EVERY_PART.name}


def test_who_comes_when_too_many_wait_is_told_so(
    served: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parley.ui.server.routes.BRIEFS", Full())
    found = ask(served, f"/parley/brief?{urlencode({**NAMED, 'form': 'html'})}")
    assert found.status == 503 and found.all("retry-after") == ["10"]
    assert "<p>The server is writing files for others" in found.text


def test_a_brief_that_would_be_too_large_is_refused_and_not_offered(
    served: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share, "MOST_BRIEF_CELLS", 10)
    context = context_of({}, EVERY_PART)
    menu = share.share_cells(context, "compare", "All", [], "compare", brief_cells=11)
    said = share.share_menu(menu)
    assert "No brief of 11 cells: it has 10 at most." in said and "parley/brief" not in said
    fits = share.share_menu(share.share_cells(context, "compare", "", [], "", brief_cells=10))
    assert "parley/brief" in fits and "No brief" not in fits

    from parley.ui.server import brief_file

    monkeypatch.setenv("PARLEY_DATA", str(EVERY_PART.parent))
    made = brief_file.answer(urlencode({**NAMED, "form": "html"}), "")
    assert made.status == 422 and b"<p>No brief of " in made.body
    one = {**NAMED, "form": "html", "issue": "net-size", "party": "kingdom"}
    assert brief_file.answer(urlencode(one), "").status == 200


@pytest.mark.parametrize("name", EXPORTERS)
def test_tables_are_downloaded_in_each_form(served: Starlette, name: str) -> None:
    query = urlencode({**NAMED, "party": "kingdom", "form": name})
    page = "https://talks.example/parley/data?day=2024-05-12"
    found = ask(served, f"/parley/tables?{query}", referer=page)
    assert found.status == 200 and found.all("cache-control") == ["no-store"]
    (told,) = found.all("content-disposition")
    ending = EXPORTERS[name].ending
    assert told == f'attachment; filename="every-part-2024-05-12-in-view{ending}"'
    assert found.all("content-type") == [EXPORTERS[name].media_type]
    if name == "parquet":
        archive = zipfile.ZipFile(io.BytesIO(found.body))
        parties = pq.read_table(io.BytesIO(archive.read("parties.parquet"))).to_pylist()
        assert [each["party"] for each in parties] == ["kingdom"]
        about = pq.read_table(io.BytesIO(archive.read("about.parquet"))).to_pydict()
        assert dict(zip(about["key"], about["value"], strict=True))["address"] == (
            "https://talks.example/parley/data?negotiation=every-part&party=kingdom&day=2024-05-12"
        )


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_download_of_everything_makes_the_folder_again(
    served: Starlette, form: str, tmp_path: Path
) -> None:
    query = urlencode({**NAMED, "form": form, PARAMETER: EVERYTHING})
    found = ask(served, f"/parley/tables?{query}")
    file = tmp_path / "tables.xlsx"
    if form == "xlsx":
        file.write_bytes(found.body)
    else:
        file = tmp_path / "tables"
        zipfile.ZipFile(io.BytesIO(found.body)).extractall(file)
    run_import(Asked(file, tmp_path / "every-part"), lambda *_: None)
    assert difference(load(EVERY_PART), load(tmp_path / "every-part")) is None


@pytest.mark.parametrize(
    ("more", "status"),
    [({"form": "exe"}, 404), ({"party": "nobody"}, 404), ({"negotiation": "nothing"}, 404)],
)
def test_there_is_no_such_download(served: Starlette, more: dict[str, str], status: int) -> None:
    found = ask(served, f"/parley/tables?{urlencode({**NAMED, 'form': 'csv'} | more)}")
    assert found.status == status and "There is no such download here." in found.text


def test_what_is_too_much_to_write_on_request_says_what_to_take() -> None:
    frame = context_of({}, EVERY_PART).frames.positions

    class Long(type(frame)):  # type: ignore[misc]
        def __len__(self) -> int:
            return 600_000

    found = refusals({"positions": Long(frame)})
    assert list(found) == ["json", "xlsx"]
    assert found["xlsx"] == (
        "No Excel workbook: 600,000 rows, more than the 100,000 that are written on request. "
        "Take one of the others."
    )


def test_the_processes_end_with_the_server(
    sleeping: WorkProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_route, "BRIEFS", sleeping)
    job = sleeping.submit({"query": "sleep"})
    assert job is not None
    pid(sleeping)
    file_route.end_work()
    with pytest.raises(Stopped):
        job.future.result(10)
    assert job.future.done()
