"""A class that is simulated, against real processes: under load, and while something breaks.

`make live-load` and `make live-chaos`; docs/rehearsal.md says what they do and what passes.
"""
