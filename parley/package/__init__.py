"""Frames and a package of outcomes in, verdicts out: who accepts it by what each has said.

`outcomes` says what can be decided and keeps a package in an address, `statements` holds what the
parties have said, `verdicts` reads a package against it, `changes` looks for what would free most,
`starting` gives packages to begin with, and `words` says all of it in sentences.

It reads public statements, one by one. Nothing here is a forecast or a probability, and what a
party has not said is never filled in.
"""
