"""The contract: what a data folder may hold, word for word, and what a fault is.

Nothing goes in; the models, the closed lists, the JSON Schemas and the form of a problem come out.
"""
