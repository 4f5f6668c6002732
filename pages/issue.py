"""Issue: one question whole, with where every party stands on it and why."""

from parley.ui.context import begin
from parley.ui.issue import bonds, chosen, history, introduction, positions, spectrum, take_away

shown = chosen(begin())
introduction(shown)
spectrum(shown)
positions(shown)
bonds(shown)
history(shown)
take_away(shown)
