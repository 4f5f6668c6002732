"""Tidy frames in, plotly figures out: one figure a file."""
