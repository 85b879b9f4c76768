"""Which lessons there are, read from the names of their files."""

from verify.serving import ROOT


def lesson_slugs() -> list[str]:
    """The slugs of all lessons in their order; each has a quiz of the same slug."""
    files = sorted((ROOT / "content" / "lessons").glob("*.md"))
    return [file.stem.partition("-")[2] for file in files]
