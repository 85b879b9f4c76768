"""Stylesheets joined from one block a file: one for every page, one for each area.

The sources stay in `static/css/`. Its own files become `site.css`, which every page links; those
of a folder in it become one file of that folder's name (`quiz/*.css` is `quiz.css`), which only
the pages of that area link. This finder offers the joined texts to `collectstatic` and to the
development server alike. Files are joined by name: `_layers.css`, which orders the layers, first.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

EVERY_PAGE = "site.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MARGIN = re.compile(r"^\s+|\s+$|\n(?=\n)", re.MULTILINE)


def stylesheets(folder: Path) -> dict[str, str]:
    """Return the joined stylesheets of the sources in `folder`, by name."""
    areas = sorted(path for path in folder.iterdir() if path.is_dir())
    return {EVERY_PAGE: join(folder)} | {f"{area.name}.css": join(area) for area in areas}


def join(folder: Path) -> str:
    """Return the text of the css files in `folder`, without comments and margins."""
    files = sorted(folder.glob("*.css"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return MARGIN.sub("", COMMENT.sub("", text)) + "\n"


class JoinedStylesheetFinder(BaseFinder):
    """Find the joined stylesheets: written anew into the data folder when a source has changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "joined")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        """Return the place of a joined stylesheet, or nothing for any other path."""
        found = str(self._place(path)) if path in self._write() else ""
        return ([found] if found else []) if kwargs.get("find_all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Offer the joined stylesheets."""
        for name in self._write():
            yield name, self.storage

    def _place(self, name: str) -> Path:
        return Path(self.storage.location) / name

    def _write(self) -> Iterable[str]:
        texts = stylesheets(settings.BASE_DIR / "static" / "css")
        for name, text in texts.items():
            file = self._place(name)
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                draft = file.with_suffix(".draft")
                draft.write_text(text, encoding="utf-8")
                draft.replace(file)
        return texts
