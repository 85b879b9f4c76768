"""Pages and live rounds in one process, as `make run` serves them: `stateguide.whole:application`.

Live rounds come with Django, so until that is loaded they wait, and pages that are kept do not.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from stateguide.bridge import Bridge, Message, Receive, Send
from stateguide.garbage import look_seldom
from stateguide.wsgi import application as front

if TYPE_CHECKING:
    from live.stream.application import Live
    from live.stream.protocol import TakeVote

LIVE = "/live/stream/"


class Whole:
    """Sends each request where its path belongs."""

    def __init__(self) -> None:
        self._pages = Bridge(front)
        self._live: Live | None = None
        self._loading = asyncio.Lock()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and not scope["path"].startswith(LIVE):
            await self._pages(scope, receive, send)
        else:
            live = self._live or await self._loaded()
            await live(scope, receive, send)

    @property
    def take_vote(self) -> TakeVote | None:
        """What live.stream.protocol may call; None until live rounds are loaded."""
        return self._live.take_vote if self._live else None

    async def _loaded(self) -> Live:
        async with self._loading:
            if self._live is None:
                self._live = await asyncio.to_thread(_load)
        return self._live


def _load() -> Live:
    front.wait()
    from live.stream.application import Live  # noqa: PLC0415  needs the apps

    look_seldom()
    return Live()


application = Whole()
