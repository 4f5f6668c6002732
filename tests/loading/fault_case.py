"""A tiny bad folder in a test: its name, what is changed in a sound one, and the lines it gives."""

from __future__ import annotations

from .folders import Edit

Case = tuple[str, dict[str, Edit], list[str]]

HEADER, PARTIES, SOURCES = "negotiation.yaml", "parties.yaml", "sources.yaml"
EVENTS, BORDER, MONEY = "events.yaml", "issues/border.yaml", "issues/money.yaml"
POSITIONS = "positions.csv"
