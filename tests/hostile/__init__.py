"""Damaged and hostile files of every format, and what must hold when they are read.

`sound` makes files that can be read, `wounds` damages them, `bombs` makes those that are meant to do harm, `trial`
reads them all and watches. `python -m tests.hostile --files 2000` runs many of them.
"""
