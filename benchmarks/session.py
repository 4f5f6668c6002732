"""A reader without a browser: speaks the protocol of a Streamlit session over its websocket.

A `Session` opens a page, sets a filter or a widget, and measures from sending to `script_finished`,
with the bytes that came. It keeps and names messages as Streamlit's browser client does, so that
the server sends again only what has changed, and refuses a page that shows an exception.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PART = re.compile(r'data-part="([^"]+)"')
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
PAGE_SCRIPT = "parley-page"
PATIENCE = 60.0
"""Seconds that an answer may take."""


class Refused(Exception):
    """The page did not answer, or answered with an exception."""


@dataclass(frozen=True)
class Run:
    """One run of a page, as its reader saw it."""

    seconds: float
    sent: int
    """Bytes of the messages that came."""


@dataclass
class _Kept:
    """A message that the server may refer to instead of sending it again."""

    message: ForwardMsg
    at: int


class Session:
    """One reader's connection to one page; `opened` makes it."""

    def __init__(self, socket: ClientConnection, page: str, query: str) -> None:
        self._socket = socket
        self._page = page
        self._query = query
        self._script = ""
        self._widgets: dict[str, WidgetState] = {}
        self._kept: dict[str, _Kept] = {}
        self._near: list[str] = []
        self._runs = 0
        self._most_runs = 2
        self.elements: dict[tuple[int, ...], Element] = {}
        """The elements of the last run, by where they stand."""

    async def run(self) -> Run:
        """Run the page as it stands."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self._query
        state.page_name = self._page
        state.page_script_hash = self._script
        state.widget_states.widgets.extend(self._widgets.values())
        state.cached_message_hashes.extend(self._kept)
        state.context_info.timezone = "Etc/UTC"
        state.context_info.locale = "en"
        state.context_info.url = f"http://localhost/{self._page}"
        self.elements = {}
        start = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE):
                sent = await self._finished()
        except TimeoutError:
            raise Refused(f"no answer within {PATIENCE:.0f} s") from None
        run = Run(time.perf_counter() - start, sent)
        self._runs += 1
        self._kept = {
            hash: kept
            for hash, kept in self._kept.items()
            if self._runs - kept.at <= self._most_runs
        }
        for element in self.elements.values():
            if element.WhichOneof("type") == "exception":
                raise Refused(f"{element.exception.type}: {element.exception.message}"[:200])
        return run

    async def _finished(self) -> int:
        """Take what comes until the script has finished, and return how many bytes came."""
        sent = 0
        while True:
            payload = await self._socket.recv()
            sent += len(payload)
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                kept = self._kept[message.ref_hash]
                kept.at = self._runs
                path = tuple(message.metadata.delta_path)
                message = kept.message
                kind = message.WhichOneof("type")
            else:
                path = tuple(message.metadata.delta_path)
                if message.metadata.cacheable:
                    self._kept[message.hash] = _Kept(message, self._runs)
            if kind == "new_session":
                self._most_runs = message.new_session.config.max_cached_message_age
                self._script = message.new_session.page_script_hash
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self.elements[path] = message.delta.new_element
            elif kind == "script_finished":
                status = message.script_finished
                if status == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return sent
                if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise Refused("the script could not be compiled")

    async def choose(self, parameter: str, ids: list[str]) -> Run:
        """Choose options of a filter, in the address, as a click does, and run the page."""
        others = [pair for pair in parse_qsl(self._query) if pair[0] != parameter]
        self._query = urlencode([*others, *((parameter, id) for id in ids)])
        return await self.run()

    async def tick(self, label: str, on: bool) -> Run:
        """Tick a checkbox, and run the page."""
        box = self._widget("checkbox", label)
        self._widgets[box.id] = WidgetState(id=box.id, bool_value=on)
        return await self.run()

    async def closed(self) -> None:
        """Return when the server has closed the connection."""
        await self._socket.wait_closed()

    def cut(self) -> None:
        """Cut the connection without a word, as a network does."""
        self._socket.transport.abort()

    def heading(self) -> str:
        """The title of the page, as it is shown."""
        bodies = (each.html.body for each in self.elements.values())
        found = (HEADING.search(body) for body in bodies)
        return next((each[1] for each in found if each), "")

    def waiting(self) -> list[str]:
        """The parts of the page that are drawn only once a reader comes near them."""
        bodies = (each.html.body for each in self.elements.values())
        return list(dict.fromkeys(part for body in bodies for part in PART.findall(body)))

    async def come_near(self, part: str) -> Run:
        """Come near a part of the page, as a reader who scrolls does, and run the page."""
        self._near.append(part)
        for element in self.elements.values():
            script = element.bidi_component
            if PAGE_SCRIPT in script.id:
                asked = json.dumps({"requested": self._near})
                self._widgets[script.id] = WidgetState(id=script.id, json_value=asked)
                return await self.run()
        raise Refused("the page has no script of its own")

    def options(self, parameter: str) -> list[str]:
        """The ids that a filter offers."""
        components = (each.bidi_component.json for each in self.elements.values())
        return offered(filter(None, components), parameter)

    def _widget(self, kind: str, label: str):
        for element in self.elements.values():
            if element.WhichOneof("type") == kind and getattr(element, kind).label == label:
                return getattr(element, kind)
        raise Refused(f"no {kind} {label!r} on the page")


def offered(components: Iterable[str], parameter: str) -> list[str]:
    """The ids that a filter offers, of what the components of a page were given."""
    for given in components:
        for control in json.loads(given).get("controls", ()):
            if control["key"] == parameter:
                return [id for id, _ in control["options"]]
    raise Refused(f"no filter {parameter!r} on the page")


@asynccontextmanager
async def opened(
    url: str, page: str = "", query: str = "", headers: Mapping[str, str] | None = None
) -> AsyncIterator[Session]:
    """A session on the page of a server; nothing has run yet. `headers` go with its request."""
    host = urlsplit(url).netloc
    async with connect(
        f"ws://{host}/_stcore/stream",
        origin=f"http://{host}",
        subprotocols=["streamlit"],
        additional_headers=headers,
        max_size=None,
        ping_interval=None,
        open_timeout=PATIENCE,
        close_timeout=1,  # a server that falls behind is not waited for
    ) as socket:
        yield Session(socket, page, query)
