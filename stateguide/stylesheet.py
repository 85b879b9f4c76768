"""One stylesheet for every page, joined from one block a file.

`static/css/*.css` stay the sources. This finder offers their joined text as `site.css`, to
`collectstatic` and to the development server alike. The tokens come first, since they name the
order of the layers; then the other files by name. Files that not every page needs stay alone.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "site.css"
FIRST = "tokens.css"
ALONE = {"fonts.css", "patterns.css", "print.css"}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MARGIN = re.compile(r"^\s+|\s+$|\n(?=\n)", re.MULTILINE)


def join(folder: Path) -> str:
    """Return the joined stylesheet of the css files in `folder`, without comments and margins."""
    files = [file for file in folder.glob("*.css") if file.name not in ALONE]
    files.sort(key=lambda file: (file.name != FIRST, file.name))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    # site.css lies one folder higher than its sources.
    return MARGIN.sub("", COMMENT.sub("", text)).replace("url(../", "url(") + "\n"


class JoinedStylesheetFinder(BaseFinder):
    """Find `site.css`: written anew into the data folder when a source has changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "joined")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        """Return the place of `site.css`, or nothing for any other path."""
        found = str(self._write()) if path == NAME else ""
        return ([found] if found else []) if kwargs.get("find_all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Offer the one file."""
        self._write()
        yield NAME, self.storage

    def _write(self) -> Path:
        text = join(settings.BASE_DIR / "static" / "css")
        file = Path(self.storage.location) / NAME
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = file.with_suffix(".draft")
            draft.write_text(text, encoding="utf-8")
            draft.replace(file)
        return file
