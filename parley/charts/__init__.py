"""The figures: one a file, each a pure function from a tidy frame to a plotly Figure.

Beside its figure each file has `finding`, what the chart says in one sentence (its title), `alt`,
the same with all numbers for those who do not see it, and the function that counts what is drawn,
whose frame is the chart's data. `theme` holds what they share.
"""
