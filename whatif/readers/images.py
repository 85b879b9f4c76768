"""What well-known images keep, and where: the lookups in `whatif/images.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cache, lru_cache

from whatif.model import Role, Writer
from whatif.readers import nodes
from whatif.readers.interpolation import with_defaults
from whatif.readers.stores import Settings, pairs, stores, table, texts

LONGEST_NAME = 512  # of any image; a longer text is no name
HUB = re.compile(
    r"^(?:(?:index\.)?docker\.io/|public\.ecr\.aws/docker/|mirror\.gcr\.io/)?(?:library/)?"
)
LINUXSERVER = re.compile(r"^(?:lscr\.io|ghcr\.io)/(?=linuxserver/)")
KUBERNETES = re.compile(r"^(?:registry\.k8s\.io|k8s\.gcr\.io)/(?:.*/)?")
POSTGRES_IN_TAG = re.compile(r"pg(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What differs for some tags."""

    tag: str
    data: tuple[str, ...] | None = None
    volumes: tuple[str, ...] | None = None
    work: str = ""  # where the data is, when it lies deeper than the path to protect
    refuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An entry of images.yaml, as it holds for one tag."""

    name: str
    state: str = "durable"
    store: str = ""
    writer: Writer = Writer.MANY
    data: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    in_memory: bool = False
    moved_by_env: tuple[str, ...] = ()
    moved_by_args: tuple[str, ...] = ()
    sets: Settings = field(default_factory=dict)  # settings of its store
    versions: tuple[Version, ...] = ()
    refuses: tuple[str, ...] = ()  # with a mount at one of these it does not start
    tag_unknown: bool = False  # paths depend on a tag that the file does not tell

    @property
    def role(self) -> Role:
        return Role.DERIVED if self.state == "cache" else Role.SOURCE

    def path(self, environment: Mapping[str, str], command: str) -> str:
        """Where it keeps its data, in the container; "" where it is kept in memory or nowhere."""
        for name in self.moved_by_env:
            if (value := with_defaults(environment.get(name, ""))).startswith("/"):
                return value.split(",")[0]
        return _argument(command, self.moved_by_args) or next(iter(self.data), "")


@lru_cache(maxsize=1024)
def lookup(image: str) -> Image | None:
    """The entry of an image as a file writes it, None where nothing is known of it.

    >>> lookup("docker.io/library/postgres:18-alpine").data
    ('/var/lib/postgresql/18/docker',)
    """
    if len(image) > LONGEST_NAME:
        return None
    name, tag = split(image)
    found = _entries().get(name) or _by_pattern(name)
    if found is None and "$" in name:
        found = _entries().get(split(with_defaults(image))[0])
    if found is None or found.state == "unknown":
        return None
    return _for_tag(found, with_defaults(tag))


def chosen(written: str, instead: str) -> tuple[str, Image | None]:
    """The image that runs, and its entry, where another may run `instead` of the written one.

    A new image that tells nothing of its data keeps them where those of the old one are.
    """
    old = lookup(written) if written else None
    if not instead:
        return written, old
    new = lookup(instead)
    tells = new is not None and (new.data or new.in_memory)
    return instead, new if tells or old is None else old


def split(image: str) -> tuple[str, str]:
    """Name and tag, normalised.

    >>> split("lscr.io/linuxserver/sonarr:latest@sha256:0")
    ('linuxserver/sonarr', 'latest')
    """
    name = image.strip().partition("@")[0]
    tag = ""
    if match := re.search(r":((?:\$\{[^}]*\}|[^/{}])*)$", name):
        name, tag = name[: match.start()], match[1]
    name = HUB.sub("", LINUXSERVER.sub("", name))
    return (name if name in _entries() else KUBERNETES.sub("", name)), tag


def _argument(command: str, options: tuple[str, ...]) -> str:
    words = command.replace("=", " ").replace('"', " ").replace("'", " ").split()
    for word, value in zip(words, words[1:], strict=False):
        if word in options and value.startswith("/"):
            return value
    return ""


def _by_pattern(name: str) -> Image | None:
    for pattern in _patterns():
        if fnmatchcase(name, pattern):
            image = _entries()[pattern]
            return replace(image, data=_for_app(image.data, name))
    return None


def _for_app(data: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(path.replace("<app>", name.rpartition("/")[2]) for path in data)


def _for_tag(image: Image, tag: str) -> Image:
    if not image.versions:
        return image
    if "$" in tag:
        return replace(_for_tag(image, ""), tag_unknown=True)
    version = next((v for v in image.versions if _matches(v.tag, tag)), None)
    if version is None:  # a name such as `bookworm` stands for the newest
        version = next((v for v in image.versions if _matches(v.tag, "latest")), None)
    if version is None:
        return image
    data = version.data if version.data is not None else image.data
    if version.work:
        major = _number(tag)
        data = (version.work.replace("18", str(major)) if major else version.work,)
    volumes = version.volumes if version.volumes is not None else image.volumes
    return replace(image, data=data, volumes=volumes, refuses=version.refuses)


def _matches(patterns: str, tag: str) -> bool:
    for pattern in (part.strip() for part in patterns.split("|")):
        number = _number(tag)
        if pattern.startswith((">=", "<=")):
            bound = int(pattern[2:])
            if number is not None and (number >= bound if pattern[0] == ">" else number <= bound):
                return True
        elif fnmatchcase(tag or "no tag", pattern) or tag == pattern.removesuffix(".*"):
            return True
    return False


def _number(tag: str) -> int | None:
    match = POSTGRES_IN_TAG.search(tag) or re.match(r"v?(\d+)", tag)
    return int(match[1]) if match else None


@cache
def store_names() -> frozenset[str]:
    """The programs that keep state, by name, whether or not it is known how they write."""
    named = {image.store for image in _entries().values() if image.store}
    return frozenset({*stores(), *named})


@cache
def _patterns() -> tuple[str, ...]:
    return tuple(name for name in _entries() if "*" in name)


@cache
def _entries() -> dict[str, Image]:
    """All entries by every name they go by; read once a process."""
    return {name: image for entry in table().mappings("images") for name, image in _named(entry)}


def _named(entry: nodes.Mapping) -> Iterator[tuple[str, Image]]:
    image = _image(entry)
    folder = image.name.removesuffix("*") if image.name.endswith("/*") else ""
    yield image.name, image
    for alias in entry.texts("aliases"):
        yield folder + alias.text if "/" not in alias.text else alias.text, image
    for variant in entry.mappings("variants"):
        yield variant.text("image"), _variant(image, variant)


def _image(entry: nodes.Mapping) -> Image:
    data = texts(entry, "data")
    default = entry.text("default")
    checked = entry.text("volume") != "unknown"
    moved = entry.mapping("moved_by")
    return Image(
        name=entry.text("image"),
        state=entry.text("state"),
        store=entry.text("store"),
        writer=_writer(entry),
        data=data,
        volumes=texts(entry, "volume") if checked else data if default == "anon" else (),
        in_memory=default == "ram",
        moved_by_env=texts(moved, "env"),
        moved_by_args=texts(moved, "args"),
        sets=pairs(entry, "sets"),
        versions=tuple(_version(item) for item in entry.mappings("versions")),
    )


def _variant(image: Image, variant: nodes.Mapping) -> Image:
    data = texts(variant, "data") if "data" in variant else image.data
    volumes = data if image.volumes else ()
    return replace(
        image,
        name=variant.text("image"),
        state=variant.text("state", image.state),
        store=variant.text("store", image.store),
        writer=_writer(variant) if "store" in variant else image.writer,
        sets=pairs(variant, "sets"),
        data=_for_app(data, variant.text("image")),
        volumes=volumes,
        versions=(),
    )


def _version(item: nodes.Mapping) -> Version:
    return Version(
        tag=item.text("tag"),
        data=texts(item, "data") if "data" in item else None,
        volumes=texts(item, "volume") if "volume" in item else None,
        work=item.text("pgdata"),
        refuses=texts(item, "refuses"),
    )


def _writer(entry: nodes.Mapping) -> Writer:
    """What the image says, else what is said of its store."""
    store = stores().get(entry.text("store"))
    return Writer(entry.text("writer", store.writer if store else Writer.MANY))
