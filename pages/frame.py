"""The frame of every page: which negotiation, which filters, which page."""

from parley.ui.frame import run

run()
