"""What stores promise when they acknowledge a write: the section `stores` of images.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from whatif.durability import SAFE, Ack, Durability, SavePoint, Trait
from whatif.model import Writer
from whatif.readers import nodes
from whatif.readers.document import documents
from whatif.readers.durations import seconds
from whatif.readers.faults import Report, SourceFile

Settings = Mapping[str, str]  # name -> value, both as the product spells them


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting that changes what an acknowledged write means."""

    name: str
    default: str
    values: tuple[str, ...] = ()  # without any: save points
    same: Settings = field(default_factory=dict)  # other spellings
    arguments: tuple[str, ...] = ()
    flags: Settings = field(default_factory=dict)  # option -> the value that it stands for
    variables: tuple[str, ...] = ()

    def value(self, text: str) -> str | None:
        """The value that a text means, as the product spells it; None where it means nothing."""
        if not self.values:
            return text.strip() if save_points(text) is not None else None
        spelled = {value.casefold(): value for value in self.values}
        return self.same.get(text.casefold()) or spelled.get(text.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What some values of the settings mean."""

    when: Mapping[str, tuple[str, ...]]  # setting -> any of these
    durability: Durability = SAFE
    save_points: str = ""  # the setting that has them
    unsettled: str = ""  # what the sources do not tell
    impossible: str = ""  # why there is no such thing

    def fits(self, settings: Settings) -> bool:
        return all(settings[name] in values for name, values in self.when.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A program that keeps state."""

    name: str
    writer: Writer
    traits: frozenset[Trait]
    settings: Mapping[str, Setting]
    cases: tuple[Case, ...]
    alone: str = ""
    assumes: str = ""
    argument_variables: tuple[str, ...] = ()
    configured_by: tuple[str, ...] = ()
    configured_at: tuple[str, ...] = ()

    def case(self, settings: Settings) -> Case:
        """What the settings mean; those that are not given are at their defaults."""
        all_of_them = {name: setting.default for name, setting in self.settings.items()}
        all_of_them.update(settings)
        case = next(case for case in self.cases if case.fits(all_of_them))
        if not case.save_points:
            return case
        points = save_points(all_of_them[case.save_points]) or ()
        return replace(case, durability=replace(case.durability, save_points=points))

    def configuration(self, words: Iterable[str]) -> str:
        """The word of a command that names a file of settings; "" where none does."""
        options = ((word, word.lstrip("-").replace("-", "_")) for word in words)
        found = (
            word
            for word, option in options
            for pattern in self.configured_by
            if fnmatchcase(option, pattern)
        )
        return next(found, "")


def save_points(text: str) -> tuple[SavePoint, ...] | None:
    """Pairs of seconds and changes; None where the text is no such thing.

    >>> save_points("300 100")
    (SavePoint(after=300.0, changes=100),)
    """
    words = text.split()
    if len(words) % 2 or not all(word.isdecimal() and len(word) < 10 for word in words):
        return None
    numbers = [int(word) for word in words]
    return tuple(
        SavePoint(float(after), changes)
        for after, changes in zip(numbers[::2], numbers[1::2], strict=True)
    )


@cache
def table() -> nodes.Mapping:
    """The file images.yaml, read once a process."""
    text = files("whatif").joinpath("images.yaml").read_text(encoding="utf-8")
    root = documents(SourceFile("images.yaml", text), Report())[0]
    assert isinstance(root, nodes.Mapping)
    return root


@cache
def stores() -> Mapping[str, Store]:
    """All stores by every name they go by."""
    found = {
        name.text: _store(name.text, entry)
        for entry in table().mappings("stores")
        for name in entry.texts("stores")
    }
    return MappingProxyType(found)


def _store(name: str, entry: nodes.Mapping) -> Store:
    settings = entry.mapping("settings")
    return Store(
        name=name,
        writer=Writer(entry.text("writer", "many")),
        traits=frozenset(Trait[trait] for trait in texts(entry, "traits")),
        settings={key.text: _setting(key.text, settings) for key, _ in settings.pairs()},
        cases=tuple(_case(case) for case in entry.mappings("cases")),
        alone=entry.text("alone"),
        assumes=entry.text("assumes"),
        argument_variables=texts(entry, "argument_variables"),
        configured_by=texts(entry, "configured_by"),
        configured_at=texts(entry, "configured_at"),
    )


def _setting(name: str, settings: nodes.Mapping) -> Setting:
    entry = settings.mapping(name)
    return Setting(
        name=name,
        default=entry.text("default"),
        values=texts(entry, "values"),
        same=pairs(entry, "same"),
        arguments=texts(entry, "arguments"),
        flags=pairs(entry, "flags"),
        variables=texts(entry, "variables"),
    )


def _case(entry: nodes.Mapping) -> Case:
    when = entry.mapping("when")
    return Case(
        when={key.text: texts(when, key.text) for key, _ in when.pairs()},
        durability=Durability(
            ack=Ack(entry.text("ack", Ack.DISK)),
            flush=seconds(entry.text("flush")),
            flush_on_stop=seconds(entry.text("flush_on_stop")),
            tears=entry.text("tears") == "true",
        ),
        save_points=entry.text("save_points"),
        unsettled=entry.text("unsettled"),
        impossible=entry.text("impossible"),
    )


def texts(entry: nodes.Mapping, key: str) -> tuple[str, ...]:
    return tuple(scalar.text for scalar in entry.texts(key))


def pairs(entry: nodes.Mapping, key: str) -> Settings:
    found = entry.mapping(key)
    return {name.text: found.text(name.text) for name, _ in found.pairs()}
