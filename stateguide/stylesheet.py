"""Few stylesheets, joined from one block a file. No build: the sources are what is served.

The files of `static/css/` make `site.css`, which every page links; the files of a folder
`static/css/<area>/` make `<area>.css`. Each is joined in the order of the names (`_layers.css`
comes first and orders the layers, so the rest of the order is harmless). This finder offers the
joined files to `collectstatic` and to the development server alike.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import get_ident
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MARGIN = re.compile(r"^\s+|[ \t]+$", re.MULTILINE)
UPWARDS = re.compile(r"""(url\(["']?)(?:\.\./)+""")  # the joined file lies at the top


def sources(folder: Path) -> dict[str, list[Path]]:
    """Return the name of each joined stylesheet with the files that make it."""
    areas = {"site.css": folder} | {
        f"{area.name}.css": area for area in sorted(folder.iterdir()) if area.is_dir()
    }
    return {name: sorted(area.glob("*.css")) for name, area in areas.items()}


def join(files: Iterable[Path]) -> str:
    """Return the text of all `files`, without comments and margins."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return UPWARDS.sub(r"\1", MARGIN.sub("", COMMENT.sub("", text)))


class JoinedStylesheetFinder(BaseFinder):
    """Find the joined stylesheets: written anew into the data folder when a source has changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.folder = settings.BASE_DIR / "static" / "css"
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "joined")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        """Return the place of a joined stylesheet, or nothing for any other path."""
        files = sources(self.folder).get(path)
        found = str(self._write(path, files)) if files else ""
        return ([found] if found else []) if kwargs.get("find_all") else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Offer each joined stylesheet."""
        for name, files in sources(self.folder).items():
            self._write(name, files)
            yield name, self.storage

    def _write(self, name: str, files: Iterable[Path]) -> Path:
        text = join(files)
        file = Path(self.storage.location) / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = file.with_suffix(f".{os.getpid()}-{get_ident()}.draft")
            draft.write_text(text, encoding="utf-8")
            draft.replace(file)
        return file
