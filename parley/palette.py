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
BORDER: Final = Shade("#868d96", "#6b7683")
"""The border of a field or a button: 3 to 1 from the page."""
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
    "agreed": Shade("#20262e", "#e4e8ec"),
    "converging": Shade("#47515c", "#b3bac3"),
    "open": Shade("#69737f", "#8b949f"),
    "disputed": Shade("#9d2463", "#e67ba8"),
    "pending": Shade("#8b949e", "#69727d"),
    "unknown": Shade("#767d87", "#98a1ad"),
    "not-yet-known": Shade("#868e9a", "#858d99"),
}
"""A quiet scale, the nearer to an agreement the further from the page, by 1.5 to 1 from each to the
next, and one accent: what is disputed. What is not known is drawn hollow."""

RECORD: Final = Shade("#3f5566", "#a3b9c9")
"""What is on the record is filled with it, what is not is drawn hollow in it."""

AGREEMENT: Final = (
    Shade("#f3e3d6", "#3a2a20"),
    Shade("#eceef0", "#2a313a"),
    Shade("#cfdff1", "#2c4768"),
    Shade("#8fb6df", "#3f6fa8"),
    Shade("#2f6fb5", "#64a8f2"),
)
"""From the opposite stance everywhere to the same one, in equal steps."""


def as_css() -> str:
    """All colours as custom properties that follow the page's light or dark."""
    shades: dict[str, Shade] = {
        "quiet": QUIET,
        "rule": RULE,
        "rule-strong": RULE_STRONG,
        "border": BORDER,
        "head": HEAD,
        "band": BAND,
        "hover": HOVER,
        "alarm": ALARM,
        "focus": FOCUS,
        "on-tone": ON_TONE,
        **STANCE,
        **{f"{stance}-wash": shade for stance, shade in WASH.items()},
        "opposes-block": OPPOSES_BLOCK,
        **{status: shade for status, shade in STATUS.items() if status != "open"},
        "status-open": STATUS["open"],
        **{f"agree-{at}": shade for at, shade in enumerate(AGREEMENT)},
    }
    lines = "".join(
        f"--parley-{name}:light-dark({shade.light},{shade.dark});" for name, shade in shades.items()
    )
    return f":root{{{lines}}}"
