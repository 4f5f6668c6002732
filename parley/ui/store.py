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

from parley import gc_policy
from parley.paths import data_dir, negotiation_folders
from parley.progress import Progress, ProgressLine
from parley.ui.folder_state import FolderState, load_state
from parley.ui.folder_watch import Stamp, VersionTokens, current_header, folder_stamp

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
        self._tokens = VersionTokens(directory, self.ids)
        self._states: dict[str, tuple[Stamp, FolderState]] = {}
        self._loadings: dict[str, _Loading] = {}
        self._lock = Lock()
        self._one_at_a_time = Lock()

    def ids(self) -> list[str]:
        """The folders that hold a negotiation, in alphabetical order."""
        return [folder.name for folder in negotiation_folders(self.directory)]

    def get(self, id: str, progress: Progress | None = None) -> FolderState:
        """A folder as it stands now; `id` must be one of `ids()`.

        A folder that has changed is loaded in a thread of its own, once for all who ask, and their
        `progress` is told how far it is. What `progress` raises does not stop the thread.
        """
        found = self._current_or_loading(id)
        return found if isinstance(found, FolderState) else found.wait(progress)

    def title(self, id: str) -> str:
        """What a list of negotiations calls a folder: a folder is not loaded for its title."""
        _, state = self._states.get(id, (None, None))
        if state is not None and state.negotiation is not None:
            return state.title
        header = current_header(self.directory / id)
        return header.title if header else id

    def version_token(self, id: str) -> str:
        """A text that changes when a file of the folder `id` or the list of folders does."""
        return self._tokens.of(id)

    def _current_or_loading(self, id: str) -> FolderState | _Loading:
        """The state of a folder where no file has changed since, or else its loading.

        Who waits for the loading holds no reference to the old state: it is freed as soon as the
        new one has come.
        """
        stamp = folder_stamp(self.directory / id)
        with self._lock:
            cached = self._states.get(id)
            if cached is not None and cached[0] == stamp:
                return cached[1]
            loading = self._loadings.get(id)
            if loading is None:
                loading = self._loadings[id] = _Loading(id)
                Thread(target=self._load, args=(loading, stamp), daemon=True).start()
            return loading

    def _load(self, loading: _Loading, stamp: Stamp) -> None:
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
                self._states[loading.id] = (stamp, state)
                del self._loadings[loading.id]
            gc_policy.release_memory()
            gc_policy.freeze()
            loading.result.set_result(state)
            gc_policy.collect_later()

    def _load_state(self, loading: _Loading) -> FolderState:
        _, previous = self._states.get(loading.id, (None, None))
        with ProgressLine(sys.stderr) as line:

            def report(what: str, share: float) -> None:
                loading.progress = (what, share)
                line(what, share)

            return load_state(self.directory / loading.id, previous, report)


@lru_cache(maxsize=8)
def _store_of(directory: Path) -> FolderStore:
    return FolderStore(directory)


def folder_store() -> FolderStore:
    """The store of the data directory that this process serves."""
    return _store_of(data_dir().resolve())
