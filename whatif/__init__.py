"""What an event does to state: a pure engine, usable alone as `python -m whatif`."""
