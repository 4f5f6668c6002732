"""Tidy frames in, charts out: one kind of chart a module, each with a function of the same name.

A `chart.Chart` says its finding in one sentence, has its numbers in words and as a table, draws
its figure for a light or a dark page when asked to, saves itself, and shows itself in a notebook:

    from parley.charts.status_by_area import status_by_area

    chart = status_by_area(frames.issues)
    chart.finding
    chart.save("status.html")

plotly is loaded with a module that draws, not with the record.
"""
