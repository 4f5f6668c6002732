"""The negotiations of the data directory, each loaded once, kept for all readers, never changed.

A folder is loaded again when one of its files changes; when the change has faults, the last good
negotiation stays beside them.
"""

from __future__ import annotations

import sys
from concurrent.futures import Future
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from parley import gc_policy
from parley.loading.folder_list import list_folders
from parley.loading.folder_stamp import Stamp, folder_stamp
from parley.paths import data_dir
from parley.progress import Progress, ProgressLine
from parley.ui.folder_state import FolderState, load_state
from parley.ui.folder_watch import (
    Listed,
    Listing,
    current_header,
    newest_first,
    version_token,
)

TOKEN_SECONDS = 0.25
"""How long a version token is taken to hold, however many pages ask for it."""

ALL = "all"
"""The parameter by which a page asks for the version of every folder."""

PROGRESS_SECONDS = 0.1
"""How often those who wait for a folder are told how far it is."""


class _Loading:
    """A folder that is being loaded in a thread, for all who wait for it."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.progress = (id, 0.0)
        """What is being read, and which share of the folder has been."""
        self.result: Future[FolderState] = Future()

    def wait(self, progress: Progress | None) -> FolderState:
        """The state once it is loaded; `progress` is called meanwhile, and may raise."""
        while True:
            try:
                return self.result.result(PROGRESS_SECONDS if progress else None)
            except TimeoutError:
                if self.result.done():
                    raise
                assert progress is not None
                progress(*self.progress)


class FolderStore:
    """The folders of one data directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._tokens: dict[str | None, tuple[float, str]] = {}
        self._states: dict[str, FolderState] = {}
        self._loadings: dict[str, _Loading] = {}
        self._lock = Lock()
        self._one_at_a_time = Lock()

    def listing(self) -> Listing:
        """The negotiations, the newest first, and what in the directory is none."""
        folders, strays = list_folders(self.directory, self.directory.name)
        return Listing(newest_first(map(self._listed, folders)), strays)

    def ids(self) -> list[str]:
        """The ids of the negotiations, the newest first."""
        return self.listing().ids

    def get(self, id: str, progress: Progress | None = None) -> FolderState:
        """A folder as it stands now; `id` must be one of `ids()`.

        A folder that has changed is loaded in a thread of its own, once for all who ask, and their
        `progress` is told how far it is. What `progress` raises does not stop the thread.
        """
        found = self._current_or_loading(id)
        return found if isinstance(found, FolderState) else found.wait(progress)

    def ready(self, id: str) -> FolderState | None:
        """A folder as it stands now where it is loaded; else None, and it begins to be."""
        found = self._current_or_loading(id)
        return found if isinstance(found, FolderState) else None

    def loaded(self, id: str) -> FolderState | None:
        """A folder as it was last loaded, without a look at its files."""
        return self._states.get(id)

    def current_version(self, id: str | None) -> str:
        """The version token of the listing and a folder as they stand now; None for all folders.

        Every open page asks for one again and again: the files are looked at once for all of them.
        """
        now = monotonic()
        cached = self._tokens.get(id)
        if cached is not None and now - cached[0] < TOKEN_SECONDS:
            return cached[1]
        listing = self.listing()
        ids = [each for each in listing.ids if id is None or each == id]
        token = version_token(listing, {each: self.stamp(each) for each in ids})
        if id is None or ids:  # else anybody could fill the memory
            self._tokens[id] = (now, token)
        return token

    def stamp(self, id: str) -> Stamp:
        """The stamp of a folder as it stands now."""
        return folder_stamp(self.directory / id)

    def _listed(self, folder: Path) -> Listed:
        """A folder is not loaded for its title; beside new faults that of its last good state is
        shown, as everything else of it is."""
        header = current_header(folder)
        state = self._states.get(folder.name)
        if header is None and state is not None and state.negotiation is not None:
            header = state.negotiation.header
        return Listed(folder.name, header.title, header.as_of) if header else _untitled(folder)

    def _current_or_loading(self, id: str) -> FolderState | _Loading:
        """The state of a folder where no file has changed since, or else its loading.

        Who waits for the loading holds no reference to the old state: it is freed as soon as the
        new one has come.
        """
        stamp = self.stamp(id)
        with self._lock:
            cached = self._states.get(id)
            if cached is not None and cached.stamp == stamp:
                return cached
            loading = self._loadings.get(id)
            if loading is None:
                loading = self._loadings[id] = _Loading(id)
                Thread(target=self._load, args=(loading,), daemon=True).start()
            return loading

    def _load(self, loading: _Loading) -> None:
        """Load a folder and hand its state, or what was raised, to all who wait for it."""
        try:
            with self._one_at_a_time:
                state = self._load_state(loading)
        except BaseException as error:
            with self._lock:
                del self._loadings[loading.id]
            loading.result.set_exception(error)
        else:
            with self._lock:
                self._states[loading.id] = state
                del self._loadings[loading.id]
            gc_policy.release_memory()
            gc_policy.freeze()
            loading.result.set_result(state)
            gc_policy.collect_later()

    def _load_state(self, loading: _Loading) -> FolderState:
        previous = self._states.get(loading.id)
        with ProgressLine(sys.stderr) as line:

            def report(what: str, share: float) -> None:
                loading.progress = (what, share)
                line(what, share)

            return load_state(self.directory / loading.id, previous, report)


def _untitled(folder: Path) -> Listed:
    return Listed(folder.name, folder.name, None)


@lru_cache(maxsize=8)
def _store_of(directory: Path) -> FolderStore:
    return FolderStore(directory)


def folder_store() -> FolderStore:
    """The store of the data directory that this process serves."""
    return _store_of(data_dir().resolve())
