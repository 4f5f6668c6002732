"""The store: read once, read again when a file changes, and the last good data kept."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from parley.loading.folder_stamp import folder_stamp
from parley.ui import folder_state
from parley.ui import store as store_module
from parley.ui.folder_state import MOST_DAYS
from parley.ui.folder_watch import version_token
from parley.ui.store import FolderStore, folder_store
from parley.views.result_cache import ResultCache
from tests.folders import EVERY_PART
from tests.loading.folders import SOUND, folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that were read, in order."""
    found: list[str] = []
    inspect = folder_state.inspect

    def counted(path: Path, *more: str) -> object:
        found.append(path.name)
        return inspect(path, *more)

    monkeypatch.setattr(folder_state, "inspect", counted)
    return found


def test_a_folder_is_read_once_while_nothing_changes(tmp_path: Path, reads: list[str]) -> None:
    folder(tmp_path)
    store = FolderStore(tmp_path)
    first = store.get("talks")
    assert store.get("talks") is first
    assert reads == ["talks"]
    assert first.title == "Talks"
    assert first.problems == ()


def test_reading_one_folder_leaves_the_others(tmp_path: Path, reads: list[str]) -> None:
    folder(tmp_path, name="one")
    folder(tmp_path, name="two")
    store = FolderStore(tmp_path)
    store.get("one")
    store.get("two")
    folder(tmp_path, {"negotiation.yaml": ("Talks", "Other talks")}, name="two")
    assert (store.get("one").title, store.get("two").title) == ("Talks", "Other talks")
    assert reads == ["one", "two", "two"]


def test_a_folder_is_not_read_for_its_title(tmp_path: Path, reads: list[str]) -> None:
    for name, change in {
        "first": {}, "second": {"negotiation.yaml": ("Talks", "Other talks")},
        "faulty": {"parties.yaml": "- {id: north}\n"}, "untitled": {"negotiation.yaml": "title: 1"},
    }.items():  # fmt: skip
        folder(tmp_path, change, name=name)
    store = FolderStore(tmp_path)
    names = {"first": "Talks", "second": "Other talks", "faulty": "Talks", "untitled": "untitled"}
    assert store.listing().titles == names
    assert reads == []
    # The last good state's title stands beside new faults, as everything else of it does.
    store.get("first")
    folder(tmp_path, {"negotiation.yaml": "format: 1\n"}, name="first")
    store.get("first")
    assert store.listing().titles["first"] == "Talks"
    assert store.get("faulty").negotiation is None
    assert store.listing().titles["faulty"] == "Talks"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("negotiation.yaml", SOUND["negotiation.yaml"] + "licence: CC0-1.0\n"),
        ("issues/border.yaml", SOUND["issues/border.yaml"].replace("The line", "Le lign")),
        ("issues/more.yaml", "area: more\ntitle: More\nissues: []\n"),
        ("issues/money.yaml", None),
        ("positions.csv", "issue,party,stance,source\nline,north,open,paper\n"),
    ],
)
def test_a_folder_is_read_again_when_a_file_changes(
    tmp_path: Path, reads: list[str], file: str, content: str | None
) -> None:
    path = folder(tmp_path)
    store = FolderStore(tmp_path)
    before = store.get("talks")
    if content is None:
        (path / file).unlink()
    else:
        (path / file).write_text(content, "utf-8")
    after = store.get("talks")
    assert after is not before
    assert reads == ["talks", "talks"]
    assert store.get("talks") is after


def test_a_change_of_the_same_size_is_seen(tmp_path: Path) -> None:
    path = folder(tmp_path) / "negotiation.yaml"
    store = FolderStore(tmp_path)
    assert store.get("talks").title == "Talks"
    path.write_text(SOUND["negotiation.yaml"].replace("Talks", "Tolks"), "utf-8")
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert store.get("talks").title == "Tolks"


def test_the_last_good_data_stay_beside_new_faults_until_they_are_mended(tmp_path: Path) -> None:
    path = folder(tmp_path) / "parties.yaml"
    store = FolderStore(tmp_path)
    good = store.get("talks")
    path.write_text("- id: north\n", "utf-8")
    broken = store.get("talks")
    assert broken.negotiation is good.negotiation
    assert broken.frames_on is good.frames_on
    assert [problem.line for problem in broken.faults][:1] == [1]
    assert broken.title == "Talks"
    path.write_text(":\n  - [", "utf-8")
    assert store.get("talks").negotiation is good.negotiation
    mended = SOUND["parties.yaml"].replace("North", "Far North")
    path.write_text(mended, "utf-8")
    after = store.get("talks")
    assert after.faults == []
    assert after.negotiation is not None
    assert after.negotiation.parties[0].name == "Far North"
    assert after.frames_on is not None
    assert list(after.frames_on(None).parties["name"]) == ["Far North", "South"]


def test_a_folder_that_was_never_good_has_faults_alone(tmp_path: Path) -> None:
    path = folder(tmp_path, {"parties.yaml": "- id: north\n"})
    store = FolderStore(tmp_path)
    state = store.get("talks")
    assert (state.negotiation, state.frames_on, state.title) == (None, None, "talks")
    assert state.faults
    (path / "parties.yaml").write_text(SOUND["parties.yaml"], "utf-8")
    assert store.get("talks").title == "Talks"


def test_warnings_are_kept_and_are_no_faults(tmp_path: Path) -> None:
    folder(tmp_path, {"issues/border.yaml": ("stance: opposes", "stance: open")})
    state = FolderStore(tmp_path).get("talks")
    assert state.faults == []
    assert [problem.message for problem in state.problems] == ["disputed, yet nobody opposes it"]


def test_folders_appear_and_go(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    assert store.ids() == []
    folder(tmp_path, name="talks")
    (tmp_path / "notes").mkdir()
    (tmp_path / "readme.txt").write_text("x", "utf-8")
    assert store.ids() == ["talks"]
    shutil.copytree(EVERY_PART, tmp_path / "every-part")
    assert store.ids() == ["talks", "every-part"]
    assert store.get("every-part").title == "Lantern Sea quota round <2024>"
    shutil.rmtree(tmp_path / "talks")
    assert store.ids() == ["every-part"]


def test_a_folder_with_a_misnamed_header_is_told_of(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "negotiation.yaml").rename(path / "negotiation.yml")
    listing = FolderStore(tmp_path).listing()
    assert listing.ids == []
    (stray,) = listing.strays
    assert stray.severity == "fault"
    assert stray.message.endswith("it has no negotiation.yaml, rename 'negotiation.yml'")


def test_a_directory_that_does_not_exist(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "nowhere")
    assert store.ids() == []
    (tmp_path / "file").write_text("x", "utf-8")
    assert FolderStore(tmp_path / "file").ids() == []


def test_frames_are_kept_for_each_day_up_to_a_bound(tmp_path: Path) -> None:
    shutil.copytree(EVERY_PART, tmp_path / "every-part")
    frames_on = FolderStore(tmp_path).get("every-part").frames_on
    assert frames_on is not None
    first, other = dt.date(2024, 1, 10), dt.date(2024, 3, 1)
    kept = frames_on(first)
    assert frames_on(first) is kept
    assert frames_on(other) is not kept
    assert int(kept.positions["current"].sum()) != int(frames_on(other).positions["current"].sum())
    for days in range(MOST_DAYS + 1):
        frames_on(other + dt.timedelta(days))
    assert frames_on(first) is not kept


def test_the_process_serves_the_directory_that_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path)
    monkeypatch.setenv("PARLEY_DATA", str(tmp_path))
    assert folder_store().ids() == ["talks"]
    assert folder_store() is folder_store()


def test_an_answer_is_computed_once_for_all_who_ask_and_the_oldest_goes() -> None:
    results, made = ResultCache(most=2), []

    def make(name: str) -> str:
        made.append(name)
        time.sleep(0.02)
        return name.upper()

    with ThreadPoolExecutor(8) as readers:
        said = list(readers.map(lambda _: results.get_or_compute("a", lambda: make("a")), range(8)))
    assert said == ["A"] * 8
    assert made == ["a"]

    for name in "bca":
        results.get_or_compute(name, lambda name=name: make(name))
    assert made == ["a", "b", "c", "a"]


def test_an_answer_that_failed_is_asked_for_again() -> None:
    results = ResultCache()
    with pytest.raises(ZeroDivisionError):
        results.get_or_compute("a", lambda: 1 // 0)
    assert results.get_or_compute("a", lambda: 1) == 1


def test_the_newest_negotiation_comes_first_and_of_one_day_the_first_by_name(
    tmp_path: Path,
) -> None:
    for name, day in {"b": "2025-12-15", "a": "2025-12-15", "c": "2026-01-01"}.items():
        folder(tmp_path, {"negotiation.yaml": ("2025-12-15", day)}, name=name)
    folder(tmp_path, {"negotiation.yaml": "title: [\n"}, name="aa")
    store = FolderStore(tmp_path)
    assert store.ids() == ["c", "a", "b", "aa"]
    folder(tmp_path, {"negotiation.yaml": ("2025-12-15", "2026-02-01")}, name="b")
    assert store.ids() == ["b", "c", "a", "aa"]


def test_a_file_that_is_replaced_by_one_of_its_size_and_time_is_seen(tmp_path: Path) -> None:
    path = folder(tmp_path) / "negotiation.yaml"
    store = FolderStore(tmp_path)
    assert store.get("talks").title == "Talks"
    stat = path.stat()
    other = tmp_path / "other"
    for write, title in ((path, "Tolks"), (other, "Telks")):
        write.write_text(SOUND["negotiation.yaml"].replace("Talks", title), "utf-8")
        os.utime(write, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        write.replace(path)
        assert path.stat().st_mtime_ns == stat.st_mtime_ns
        assert store.get("talks").title == title
        assert store.listing().titles == {"talks": title}


def test_a_write_right_after_the_reading_is_seen(tmp_path: Path) -> None:
    path = folder(tmp_path) / "negotiation.yaml"
    store = FolderStore(tmp_path)
    for round in range(20):
        path.write_text(SOUND["negotiation.yaml"].replace("Talks", f"T{round:04}"), "utf-8")
        assert store.get("talks").title == f"T{round:04}"


def test_the_version_of_a_page_is_that_of_the_files_that_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that comes while another is read is no part of what is shown, nor of its version."""
    monkeypatch.setattr(store_module, "TOKEN_SECONDS", 0.0)
    header = folder(tmp_path) / "negotiation.yaml"
    inspect = folder_state.inspect

    def change_meanwhile(path: Path, *more: str) -> object:
        found = inspect(path, *more)
        header.write_text(SOUND["negotiation.yaml"].replace("Talks", "Later"), "utf-8")
        return found

    monkeypatch.setattr(folder_state, "inspect", change_meanwhile)
    store = FolderStore(tmp_path)
    listing = store.listing()
    state = store.get("talks")
    assert state.title == "Talks"
    held = version_token(listing, {"talks": state.stamp})
    assert held != store.current_version("talks")
    monkeypatch.setattr(folder_state, "inspect", inspect)
    state = store.get("talks")
    assert state.title == "Later"
    held = version_token(store.listing(), {"talks": state.stamp})
    assert held == store.current_version("talks")


def test_links_in_a_ring_and_files_that_cannot_be_looked_at_are_stamped(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "ring").symlink_to(path)
    (path / "loop").symlink_to("loop")
    (path / "issues" / "up").symlink_to("..")
    (path / ".draft.swp").write_text("x", "utf-8")
    stamp = dict(folder_stamp(path))
    assert len(stamp["loop"]) == 1
    assert not [name for name in stamp if "swp" in name or name.count("/") > 1]
    assert FolderStore(tmp_path).get("talks").title == "Talks"
    assert folder_stamp(tmp_path / "gone") == (("", (errno.ENOENT,)),)


def test_a_folder_that_goes_while_it_is_read_has_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path)
    folder(tmp_path, name="other")

    def gone(path: Path, *more: str) -> object:
        raise FileNotFoundError(2, "No such file or directory", str(path))

    inspect = folder_state.inspect
    monkeypatch.setattr(folder_state, "inspect", gone)
    store = FolderStore(tmp_path)
    assert "No such file" in store.get("talks").faults[0].message
    monkeypatch.setattr(folder_state, "inspect", inspect)
    assert store.get("other").title == "Talks"
