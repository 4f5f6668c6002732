"""The colours of stances, statuses, attributions and the page: one meaning each, light and dark.

Each is told apart by shape, word or pattern as well. `tests/test_palette.py` holds their contrast.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Shade(NamedTuple):
    """A colour on the light and on the dark page."""

    light: str
    dark: str

    def on(self, dark: bool) -> str:
        """The colour for one of the two."""
        return self.dark if dark else self.light


BACKGROUND: Final = Shade("#ffffff", "#12161c")
TEXT: Final = Shade("#111111", "#e8eaed")
QUIET: Final = Shade("#555b64", "#a9b1bb")
RULE: Final = Shade("#e3e5e8", "#2a313a")
RULE_STRONG: Final = Shade("#b9bfc7", "#47515d")
HEAD: Final = Shade("#f4f5f6", "#1b2129")
BAND: Final = Shade("#eceef0", "#202730")
HOVER: Final = Shade("#f0f3f6", "#232b35")
HATCH: Final = Shade("#e6e8eb", "#252d36")
ALARM: Final = Shade("#a3123f", "#ff8fa9")
FOCUS: Final = Shade("#1a56c4", "#8ab8ff")
ON_TONE: Final = Shade("#ffffff", "#101318")

STANCE: Final[dict[str, Shade]] = {
    "supports": Shade("#1d5fa8", "#64a8f2"),
    "open": Shade("#4a86c5", "#9cc6f0"),
    "undecided": Shade("#6b7280", "#9aa3af"),
    "reluctant": Shade("#c26a12", "#f2b880"),
    "opposes": Shade("#b04309", "#f58a45"),
}
WASH: Final[dict[str, Shade]] = {
    "supports": Shade("#e4eef9", "#15212f"),
    "opposes": Shade("#fbe6d8", "#2b1d14"),
}
"""The faint ground of a cell at either end of the scale."""

OPPOSES_BLOCK: Final = Shade("#f2b48a", "#7d4621")
"""The ground of a sign for opposition: lighter than that for support, on the dark page darker, so
that a grid of signs tells both sides apart in greyscale."""

STATUS: Final[dict[str, Shade]] = {
    "agreed": Shade("#0f766e", "#3bbcae"),
    "converging": Shade("#4d8a3c", "#8cc572"),
    "open": Shade("#85760f", "#d0bd50"),
    "disputed": Shade("#9d2463", "#e67ba8"),
    "pending": Shade("#6a48b5", "#b096ee"),
    "unknown": Shade("#737a85", "#9aa3af"),
    "not-yet-known": Shade("#868e9a", "#858d99"),
}

ATTRIBUTION: Final[dict[str, Shade]] = {
    "document": Shade("#032830", "#bff2ff"),
    "on-record": Shade("#023d49", "#97d9e9"),
    "joint-statement": Shade("#00505e", "#7fc0d0"),
    "poll": Shade("#1d6170", "#68a9b8"),
    "anonymous": Shade("#327382", "#5394a3"),
    "second-hand": Shade("#468695", "#408190"),
    "reporter": Shade("#5a9aaa", "#2c6e7d"),
}
"""One hue; the more direct the evidence, the further from the page: by 1.3 to 1 from each to the
next, so that the order can be seen in greyscale."""

AGREEMENT: Final = (
    Shade("#f3e3d6", "#3a2a20"),
    Shade("#eceef0", "#2a313a"),
    Shade("#cfdff1", "#2c4768"),
    Shade("#8fb6df", "#3f6fa8"),
    Shade("#2f6fb5", "#64a8f2"),
)
"""From the opposite stance everywhere to the same one, in equal steps."""

SILENCE: Final = Shade("#8a919b", "#7d8692")


def as_css() -> str:
    """All colours as custom properties that follow the page's light or dark."""
    shades: dict[str, Shade] = {
        "quiet": QUIET,
        "rule": RULE,
        "rule-strong": RULE_STRONG,
        "head": HEAD,
        "band": BAND,
        "hover": HOVER,
        "hatch": HATCH,
        "alarm": ALARM,
        "focus": FOCUS,
        "on-tone": ON_TONE,
        **STANCE,
        **{f"{stance}-wash": shade for stance, shade in WASH.items()},
        "opposes-block": OPPOSES_BLOCK,
        **{status: shade for status, shade in STATUS.items() if status != "open"},
        "status-open": STATUS["open"],
        **{f"from-{attribution}": shade for attribution, shade in ATTRIBUTION.items()},
    }
    lines = "".join(
        f"--parley-{name}:light-dark({shade.light},{shade.dark});" for name, shade in shades.items()
    )
    return f":root{{{lines}}}"
