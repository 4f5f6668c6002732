"""What Parley relies on in Streamlit beyond its public Python API, and a check of each.

Scripts and style sheets have their part in `assets/streamlit.js` and in `parley/styles/`, in
`streamlit.css`. Where one of these assumptions fails, the page still works: it loses what the
message of the check says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from socket import socket
from typing import Any

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import Receive

from parley.paths import PACKAGE, app_dir

DISTRIBUTION = "parley"
"""Streamlit looks for the manifest of components in the pyproject.toml of each distribution, and
names a component `<distribution>.<component>`."""

COMPONENTS_PATH = "_stcore/bidi-components"
"""Below this address, and the server's base path, the files of a component are served."""

STATIC_DIR = Path(st.__file__).parent / "static"
"""The files of Streamlit's page."""

HEAD_START, HEAD_END, BODY_END = "<head>", "</head>", "</body>"
"""The tags of Streamlit's page at which something can be added."""

TITLE = "<title>Streamlit</title>"
"""The tag of Streamlit's page that is replaced."""

SERVER_LOCATION = """window.__streamlit = {
  BACKEND_BASE_URL: new URL(".", window.location.href).href,
  HOST_CONFIG: { allowedOrigins: [window.location.origin], useExternalAuthToken: false },
};"""
"""Tells Streamlit's page where its server is, as hosts of Streamlit do. Pages stand beside each
other, so the server's address is a page's up to the last slash. With both values the page opens its
session at once, and asks for its server's settings meanwhile."""

ICON_FONT = "Material Symbols Rounded"

ICON_FONT_LATER = f"""
const loadFont = document.fonts.load.bind(document.fonts);
document.fonts.load = (font, ...text) =>
  font.includes("{ICON_FONT}") ? Promise.resolve([]) : loadFont(font, ...text);"""
"""Streamlit's page loads the font of its icons ahead, a third of all that a first visit loads. Few
pages show one of them: the browser loads the font by itself where it does."""

LAZY_SCRIPTS = ("BidiComponent", "Html")
"""The scripts that draw components and HTML: their names up to the hash of their content."""

_IMPORT = re.compile(r"""\b(?:from|import)\s*["']\./([^"']+\.js)["']""")


def index_page() -> str | None:
    """Streamlit's page as it is shipped; None where there is no such file."""
    try:
        return (STATIC_DIR / "index.html").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def lazy_scripts(page: str) -> list[str]:
    """The addresses, relative to a page, of the scripts that it loads later but does not name."""
    paths = [path for name in LAZY_SCRIPTS for path in _scripts(f"{name}.*.js")]
    names = [path.name for path in paths]
    for name in names:  # grows while it is walked
        imported = _IMPORT.findall((STATIC_DIR / "static" / "js" / name).read_text("utf-8"))
        names += [each for each in imported if each not in names and each not in page]
    return [f"static/js/{name}" for name in names]


def _scripts(pattern: str = "*.js") -> list[Path]:
    return list((STATIC_DIR / "static" / "js").glob(pattern))


def source_sans() -> list[Path]:
    """The font of Streamlit's pages, as a file."""
    return list((STATIC_DIR / "static" / "media").glob("SourceSansVF-Upright.*.woff2"))


def is_static_file(status: int, headers: Headers) -> bool:
    """Whether a response is a file of Streamlit's page whose address changes with its content."""
    return status == 200 and "immutable" in headers.get("cache-control", "")


def is_page(status: int, headers: Headers) -> bool:
    """Whether a response is Streamlit's page, as opposed to HTML of Parley's own routes."""
    html = headers.get("content-type", "").startswith("text/html")
    return status == 200 and html and headers.get("cache-control") == "no-cache"


def connection_socket(receive: Receive) -> socket | None:
    """The socket of a request, where uvicorn's protocol classes keep it; else None."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    return transport.get_extra_info("socket") if transport is not None else None


CONNECTION = ("connection_made", "data_received", "send_400_response")
"""Methods of a connection that `parley.ui.server.connection_limits` extends."""


def protocol_class() -> type[Any] | None:
    """The class of the connections of the server that Streamlit starts; None where that is another
    server by now."""
    try:
        from uvicorn.protocols.http.auto import AutoHTTPProtocol
    except ImportError:
        return None
    return AutoHTTPProtocol


NO_SOCKET = (
    "Streamlit's server no longer shows the socket of a request: "
    "TCP_NODELAY is not set, and each answer may take 40 ms longer"
)
OTHER_PAGE = (
    "Streamlit's server no longer sends static/index.html as its page: "
    "the page is sent unchanged, and its script loads the style sheet"
)


@dataclass(frozen=True)
class Assumption:
    """Something that holds of Streamlit; else `message` says so, and what the page does without."""

    message: str
    holds: Callable[[], bool]


def broken_assumptions() -> list[str]:
    """The messages of the assumptions that fail in the Streamlit that is installed."""
    return [each.message for each in assumptions() if not each.holds()]


TEST_IDS = {
    "stApp": "whether a run has ended is guessed from how long the page has not changed",
    "stMain": "the page as a whole is what scrolls, and parts of it are loaded a little later",
    "stHeader": "Streamlit's header, with its menu, stands above the bar",
    "stSkipToContent": "there are two links that skip the bar",
    "stSkeleton": "parts of a page may be loaded before its widgets are drawn",
    "stBidiComponentIsolated": "parts of a page may be loaded before its matrix is drawn",
    "stPlotlyChart": "a page may be printed before its charts are drawn",
    "stAppViewContainer": "only the first sheet of a page is printed",
    "stButton": "buttons are printed",
    "stPagination": "the numbers of a table's pages are printed",
    "stExpander": "the heads of what is closed are printed",
    "stMainBlockContainer": "pages have Streamlit's own margins",
    "stVerticalBlock": "there is an empty line above each page",
    "stIconMaterial": "a font of icons is loaded for one arrow",
    "stElementContainer": "the parts of the bar stand below each other",
    "stHtml": "the parts of the bar stand below each other",
    "stDialog": "where the server is away, readers are told so in words for whoever started it",
}
"""What the scripts and style sheets find by its `data-testid`, and what is lost without it."""


def _in_page(tag: str) -> bool:
    page = index_page()
    return page is None or tag in page  # a missing page is an assumption of its own


def _has_script(name: str) -> bool:
    return bool(_scripts(f"{name}.*.js")) or not _scripts()  # so are missing scripts


def _in_scripts(term: str, quoted: bool = True) -> bool:
    """Whether Streamlit's scripts contain a term, as a whole string where it is `quoted`."""
    return term not in _missing_terms(STATIC_DIR, quoted) or not _scripts()


_QUOTED_TERMS = (*TEST_IDS, "data-test-script-state", "notRunning", "running", "popstate")
_THEME = "stActiveTheme-${window.location.pathname}"
_NAMES = ("__streamlit", "BACKEND_BASE_URL", "HOST_CONFIG", COMPONENTS_PATH, _THEME, ICON_FONT)


@lru_cache(maxsize=2)
def _missing_terms(_: Path, quoted: bool) -> frozenset[str]:
    quotes = "\"'`" if quoted else ("",)
    missing = {
        term: [f"{quote}{term}{quote}".encode() for quote in quotes]
        for term in (_QUOTED_TERMS if quoted else _NAMES)
    }
    # index.*.js has nearly all of them: 20 MB of other scripts are read only for what is missing.
    for path in sorted(_scripts(), key=_by_likelihood):
        if not missing:
            break
        script = path.read_bytes()
        for term in [term for term, forms in missing.items() if any(f in script for f in forms)]:
            del missing[term]
    return frozenset(missing)


def _by_likelihood(script: Path) -> tuple[bool, bool]:
    return not script.name.startswith("index."), not script.name.startswith(LAZY_SCRIPTS)


def _knows_option(key: str) -> bool:
    try:
        st.get_option(key)
    except RuntimeError:
        return False
    return True


def _configured_options() -> Iterator[str]:
    """The options that `.streamlit/config.toml` sets, but for the theme's."""
    config = tomllib.loads((app_dir() / ".streamlit" / "config.toml").read_text("utf-8"))
    for section, options in config.items():
        if section != "theme":
            yield from (f"{section}.{name}" for name in options)


def _has_manifest() -> bool:
    try:
        distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return False
    return any((place / "pyproject.toml").is_file() for place in (PACKAGE, PACKAGE.parent))


def assumptions() -> tuple[Assumption, ...]:
    """Each assumption that can be checked in the files of the installed Streamlit.

    Those that need a running server or a browser have tests alone: tests/ui/test_start.py and
    tests/browser/test_streamlit_page.py.
    """
    return (
        Assumption(
            "Parley is not installed, so Streamlit does not find its components: "
            "install it with `pip install -e .`",
            _has_manifest,
        ),
        Assumption(
            "Streamlit no longer has static/index.html: "
            "its page is sent unchanged, and the page's script loads the style sheet",
            lambda: index_page() is not None,
        ),
        Assumption(
            "Streamlit's server has connections of another kind: half-sent requests are not given "
            "up, and connections are not counted",
            lambda: all(hasattr(protocol_class(), each) for each in CONNECTION),
        ),
        Assumption(
            f"Streamlit's page no longer has {HEAD_START}: it finds its server a moment later",
            partial(_in_page, HEAD_START),
        ),
        Assumption(
            f"Streamlit's page no longer has {HEAD_END}: scripts are not loaded ahead",
            partial(_in_page, HEAD_END),
        ),
        Assumption(
            f"Streamlit's page no longer has {BODY_END}: the page's script loads the style sheet",
            partial(_in_page, BODY_END),
        ),
        Assumption(
            f"Streamlit's page no longer has {TITLE}: its own title stands beside Parley's "
            "until the page is drawn",
            partial(_in_page, TITLE),
        ),
        Assumption(
            "Streamlit no longer has Source Sans in static/static/media: "
            "share images are set in another font",
            lambda: bool(source_sans()),
        ),
        Assumption(
            "Streamlit no longer has scripts in static/static/js: "
            "none is loaded ahead, and what they contain is not known",
            lambda: bool(_scripts()),
        ),
        *(
            Assumption(
                f"Streamlit no longer has a script named {name}: it is not loaded ahead",
                partial(_has_script, name),
            )
            for name in LAZY_SCRIPTS
        ),
        *(
            Assumption(
                f"Streamlit's page no longer reads {name}: it finds its server a moment later",
                partial(_in_scripts, name, quoted=False),
            )
            for name in ("__streamlit", "BACKEND_BASE_URL", "HOST_CONFIG")
        ),
        Assumption(
            f"Streamlit's page no longer loads components from {COMPONENTS_PATH}: "
            "their scripts are not loaded ahead, and may not find each other",
            partial(_in_scripts, COMPONENTS_PATH, quoted=False),
        ),
        Assumption(
            f"Streamlit's page no longer has the font {ICON_FONT}: its icons are loaded ahead",
            partial(_in_scripts, ICON_FONT, quoted=False),
        ),
        Assumption(
            f"Streamlit's page no longer keeps its theme as {_THEME}: "
            "the choice of light or dark changes nothing",
            partial(_in_scripts, _THEME, quoted=False),
        ),
        *(
            Assumption(
                f"Streamlit's page no longer has data-testid={name}: {without}",
                partial(_in_scripts, name),
            )
            for name, without in TEST_IDS.items()
        ),
        *(
            Assumption(
                f"Streamlit's page no longer has {name}: "
                "whether a run has ended is guessed from how long the page has not changed",
                partial(_in_scripts, value),
            )
            for name, value in {
                "data-test-script-state": "data-test-script-state",
                "the state notRunning of a script": "notRunning",
                "the state running of a script": "running",
            }.items()
        ),
        Assumption(
            "Streamlit's page no longer listens for popstate: links and filters load the page anew",
            partial(_in_scripts, "popstate"),
        ),
        *(
            Assumption(
                f"Streamlit no longer has the option {key}: "
                ".streamlit/config.toml says what it was set for",
                partial(_knows_option, key),
            )
            for key in _configured_options()
        ),
    )
