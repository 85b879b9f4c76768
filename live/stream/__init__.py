"""The streams of live rounds and the votes that come to them: a small ASGI application of its own.

It uses Django's models and settings, and none of its middleware and handlers. An event is encoded
once and the same bytes are written to every stream; votes are committed in groups and acknowledged
after the commit. The database is the truth: any number of such processes may run beside each other,
and each of them may be killed at any moment.
"""
