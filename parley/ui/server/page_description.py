"""The address of a page in, its title and its one sentence out, as far as they are known.

No folder is loaded for them and no reader waits for them: there is the title alone, from the
header, until the folder is loaded and the sentence has been computed in a thread of its own. What
reads data is imported when it is first needed: the server listens before that.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool

from parley.ui.page_list import PAGES
from parley.ui.server.one_worker import OneWorker
from parley.ui.server.warm_up import warming_up
from parley.wording import distinct_labels, end_sentence

if TYPE_CHECKING:
    from parley.ui.folder_state import FolderState
    from parley.ui.server.folder_request import FolderRequest

logger = logging.getLogger(__name__)

NAME: Final = "Parley"

PATIENCE: Final = 2.0
"""Seconds for which who is no browser waits for a sentence that is being computed."""

MOST_KNOWN, MOST_WAITING = 512, 16
"""Addresses whose sentences are kept, and those that are computed or wait to be."""

MOST_QUERY: Final = 2_000
"""Characters of a query for which a sentence is computed."""


@dataclass(frozen=True)
class PageDescription:
    """What is said of a page where a link to it is posted."""

    title: str
    sentence: str = ""
    """Empty where it is not known."""


class PageDescriptions:
    """The sentences of addresses that have been asked for, of the folders as they are loaded."""

    def __init__(self) -> None:
        self._worker = OneWorker("description", MOST_WAITING)
        self._known: OrderedDict[tuple[str, str], tuple[FolderState, PageDescription]] = (
            OrderedDict()
        )
        self._coming: dict[tuple[str, str], Future[PageDescription | None]] = {}
        self._lock = Lock()

    async def of(self, page: str, query: str, patience: float) -> PageDescription:
        """What is known of an address; a sentence that is not is waited for as long as that."""
        if warming_up.is_set():
            return _title(page, None)
        title, known, coming = await run_in_threadpool(self._look_up, page, query, patience > 0)
        if known is None and coming is not None and patience > 0:
            try:
                waiting = asyncio.shield(asyncio.wrap_future(coming))
                known = await asyncio.wait_for(waiting, patience)
            except TimeoutError:
                pass
        return known or title

    def _look_up(
        self, page: str, query: str, any_size: bool
    ) -> tuple[PageDescription, PageDescription | None, Future[PageDescription | None] | None]:
        """The title, and what is known or begins to be computed."""
        from parley.ui.store import folder_store

        store = folder_store()
        titles = store.listing().titles
        id = named_folder(parse_qs(query), titles)
        title = _title(page, titles.get(id or ""))
        if id is None or len(query) > MOST_QUERY:
            return title, None, None
        key = (page, query)
        with self._lock:
            entry = self._known.get(key)
            if entry is not None and entry[0] is store.loaded(id):
                self._known.move_to_end(key)
                return title, entry[1], None
            coming = self._coming.get(key)
            if coming is None:
                coming = self._worker.submit(partial(self._compute, key, id, any_size))
                if coming is not None:
                    self._coming[key] = coming
        return title, None, coming

    def _compute(self, key: tuple[str, str], id: str, any_size: bool) -> PageDescription | None:
        from parley.ui.store import folder_store

        try:
            state = folder_store().ready(id)
            if state is None:
                return None
            found = describe(*key, state, any_size)
            if found is not None:
                with self._lock:
                    self._known[key] = (state, found)
                    if len(self._known) > MOST_KNOWN:
                        self._known.popitem(last=False)
            return found
        except Exception:  # of a sentence, without which the page still reads
            logger.exception("no description of /%s", key[0])
            return None
        finally:
            with self._lock:
                self._coming.pop(key, None)


def named_folder(query: dict[str, list[str]], titles: dict[str, str]) -> str | None:
    """The id of the folder that a query names, by id or exactly by title; without one the first."""
    named = query.get("negotiation", [""])[-1]
    if not named:
        return next(iter(titles), None)
    labels = distinct_labels(titles)
    return named if named in labels else next((id for id in labels if labels[id] == named), None)


def describe(
    page: str, query: str, state: FolderState, any_size: bool = True
) -> PageDescription | None:
    """What a page says; None where it says nothing, or may take its time and shall not."""
    from parley.ui.server.folder_request import request_of

    request = request_of(parse_qs(query), state)
    if request is None or any(each.refuses for each in request.unknown):
        return None
    if not any_size and not request.context.small:
        return None
    return _describe(page, request)


def _describe(page: str, request: FolderRequest) -> PageDescription | None:
    from parley.views.headlines import headline
    from parley.views.page_subject import subject, subject_name
    from parley.views.share_card import as_of_sentence

    context = request.context
    try:
        about = subject(context, page, request.query)
    except KeyError:
        return None
    title = _title(page, context.negotiation.header.title, subject_name(context, page, about))
    sentence = end_sentence(headline(context, page, about))
    return PageDescription(title.title, f"{sentence} {as_of_sentence(context)}")


def _title(page: str, negotiation: str | None, about: str = "") -> PageDescription:
    own = about or next((each.title for each in PAGES if each.address == page), "")
    return PageDescription(" · ".join(each for each in (own, negotiation, NAME) if each))
