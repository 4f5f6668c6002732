"""Parley: who wants what in a negotiation, who said so, and what stands between the parties."""

__version__ = "0.1.0"
