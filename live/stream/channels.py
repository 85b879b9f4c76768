"""A round in this process: its open streams, and the end of its log in memory."""

from __future__ import annotations

import time
from collections import deque
from uuid import UUID

from django.utils import timezone

from live.log import KICKED, PHASE
from live.stream import reading
from live.stream.counts import COUNT, Told
from live.stream.frames import VIEWS, Event
from live.stream.replies import Refused
from live.stream.requests import HOST, PHONE, PROJECTOR
from live.stream.streams import Stream
from live.stream.tempo import Tempo

MOST = {PHONE: 10, PROJECTOR: 20, HOST: 10}  # streams: of a seat, of a round, of a round
TOO_MANY = "This seat has as many streams as it may have. Close a tab."


class Channel:
    """A round: its streams, and the end of its log in memory."""

    def __init__(self, opened: reading.Opened) -> None:
        self.pk = opened.pk
        self.streams: dict[str, set[Stream]] = {view: set() for view in VIEWS}
        self.told: dict[str, dict[str, bytes]] = {view: {} for view in VIEWS}  # counts, by kind
        self.tempo = Tempo()  # of the counts
        self._events = deque(opened.events, maxlen=max(reading.KEPT, len(opened.events)))

    @property
    def seq(self) -> int:
        """Of the last event that this process has seen."""
        return self._events[-1].seq if self._events else 0

    @property
    def is_empty(self) -> bool:
        return not any(self.streams.values())

    @property
    def is_counted(self) -> bool:
        """Whether somebody listens who is told the counts."""
        return bool(self.streams[HOST] or self.streams[PROJECTOR])

    def admit(self, stream: Stream, seen: int | None) -> None:
        """Open a stream with what its reader has missed. Raises Refused for one too many."""
        beside = [one for one in self.streams[stream.view] if one.player == stream.player]
        if len(beside) >= MOST[stream.view]:
            raise Refused(429, TOO_MANY)
        missed = b"".join(event.bytes_of[stream.view] for event in self._missed(seen))
        self.streams[stream.view].add(stream)
        stream.open(missed + self._clock() + b"".join(self.told[stream.view].values()))

    def leave(self, stream: Stream) -> None:
        """Forget a stream; one that was ended is forgotten already."""
        self.streams[stream.view].discard(stream)

    def _missed(self, seen: int | None) -> list[Event]:
        """The events after `seen`; from the last phase on where that is none of ours."""
        if seen is None or not self._events or not self._events[0].seq - 1 <= seen <= self.seq:
            return self._from_last_phase()
        return [event for event in self._events if event.seq > seen]

    def _from_last_phase(self) -> list[Event]:
        found: deque[Event] = deque()
        for event in reversed(self._events):
            found.appendleft(event)
            if event.kind == PHASE:
                break
        return list(found)

    def _clock(self) -> bytes:
        clock = self._from_last_phase()[0].clock if self._events else None
        return clock.frame(timezone.now()) if clock else b""

    def happened(self, event: Event) -> None:
        """Write an event to everybody, the same bytes to all of a view."""
        if event.seq <= self.seq:  # two looked at once
            return
        self._events.append(event)
        if event.kind == PHASE:
            self.tempo.hold(time.monotonic())
            for frames in self.told.values():
                frames.pop(COUNT, None)  # of another ballot
        for view in VIEWS:
            self.write(view, event.bytes_of[view], but=event.player)
        if event.kind == KICKED:
            for stream in [one for one in self.streams[PHONE] if one.player == event.player]:
                stream.write(event.farewell)
                stream.end()

    def write(self, view: str, frames: bytes, but: UUID | None = None) -> None:
        """Write bytes to all streams of a view."""
        streams = self.streams[view]
        for stream in streams if but is None else [one for one in streams if one.player != but]:
            stream.write(frames)
        streams.difference_update([one for one in streams if one.ended])

    def write_all(self, frames: bytes) -> None:
        """Write the same bytes to everybody."""
        for view in VIEWS:
            self.write(view, frames)

    def end(self) -> None:
        """Let go of everybody."""
        for streams in self.streams.values():
            for stream in streams:
                stream.end()

    def count(self, told: Told) -> bool:
        """Write what has changed of the counts, by view and kind; whether anything has."""
        news = False
        for view, frames in told.items():
            fresh = [one for kind, one in frames.items() if self.told[view].get(kind) != one]
            self.told[view].update(frames)
            if fresh:
                self.write(view, b"".join(fresh))
                news = True
        return news
