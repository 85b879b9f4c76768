"""The settings of a store: what a command and its environment give, what a block says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from whatif.readers import blocks
from whatif.readers.faults import Report
from whatif.readers.interpolation import with_defaults
from whatif.readers.nodes import Mapping, Scalar
from whatif.readers.program import Container
from whatif.readers.stores import Setting, Settings, Store

SHELL = re.compile(r"(?:.*/)?(?:ba|da|a|k|z)?sh")
SCRIPT = re.compile(r"-[a-z]*c")
NAMED = re.compile(r"[\w.-]+=.*", re.DOTALL)  # what stands behind -c
ATTACHED = re.compile(r"-c[\w.]+=.*", re.DOTALL)
DEEPEST = 3  # shells in shells


def words(command: str, depth: int = 0) -> list[str]:
    """The words of a command; a script that a shell gets counts as the words in it.

    >>> words("sh -c 'redis-server --save \\"\\"'")
    ['sh', '-c', 'redis-server', '--save', '']
    """
    try:
        found = shlex.split(command)
    except ValueError:  # a quote that is not closed
        return command.split()
    place = script_at(found)
    if place is None or depth > DEEPEST:
        return found
    return [*found[:place], *words(found[place], depth + 1), *found[place + 1 :]]


def script_at(found: list[str]) -> int | None:
    """The place of the script that a shell is given with -c."""
    for place in range(len(found) - 2):
        if SHELL.fullmatch(found[place]) and SCRIPT.fullmatch(found[place + 1]):
            return place + 2
    return None


def told(store: Store, container: Container, report: Report) -> dict[str, str]:
    """The settings that the files give: by the image, the environment, the arguments."""
    found = dict(container.known.sets) if container.known else {}
    texts = {**_by_variables(store, container), **_by_arguments(store, container)}
    for name, text in texts.items():
        value = store.settings[name].value(with_defaults(text))
        if value is None:
            what = f"{name} is {text} for {store.name}, which means nothing: read as its default"
            report.note(container.mark, what)
        else:
            found[name] = value
    return found


def stated(store: Store, entry: Mapping, report: Report) -> dict[str, str]:
    """The settings that an item of a state block names."""
    block = blocks.as_block(entry.entries["settings"][1], report)
    found = {}
    for key, node in block.pairs() if block else ():
        setting = store.settings.get(key.text)
        if setting is None:
            known = ", ".join(store.settings) or "none"
            report.fault(key.mark, f"{store.name} has no setting {key.text}; it has: {known}")
            continue
        value = setting.value(node.text) if isinstance(node, Scalar) else None
        if value is None:
            report.fault(key.mark, f"{key.text} is {_choice(setting)}{blocks.instead(node)}")
        else:
            found[key.text] = value
    return found


def _choice(setting: Setting) -> str:
    if setting.values:
        return f"one of: {', '.join(setting.values)}"
    return 'pairs of seconds and changes as "300 100", or ""'


def _by_variables(store: Store, container: Container) -> Settings:
    return {
        setting.name: container.environment[variable]
        for setting in store.settings.values()
        for variable in setting.variables
        if variable in container.environment
    }


def command_words(store: Store, container: Container) -> list[str]:
    """The words of the command, with those that variables add."""
    added = (container.environment.get(name, "") for name in store.argument_variables)
    return words(" ".join((container.command, *added)))


def _by_arguments(store: Store, container: Container) -> Settings:
    """Settings among the options; of one that stands twice the last one counts.

    Save points add up instead, and an empty one takes back those before it.
    """
    found: dict[str, str] = {}
    for option, values in options(command_words(store, container)):
        for setting in store.settings.values():
            if option in setting.flags and values != ["false"]:
                found[setting.name] = setting.flags[option]
            elif option in setting.arguments and setting.values:
                found[setting.name] = next(iter(values), "")
            elif option in setting.arguments:
                added = " ".join(values)
                before = found.get(setting.name, "")
                found[setting.name] = f"{before} {added}".strip() if added else ""
    return found


def options(found: list[str]) -> Iterator[tuple[str, list[str]]]:
    """`--name value ...`, `--name=value`, `-c name=value`: name with `_`, and its values."""
    name, values = "", list[str]()
    for word in found:
        own = word.startswith("-") or (name == "c" and NAMED.fullmatch(word))
        if not own:
            values.append(word)
            continue
        if name:
            yield name, values
        name, sign, value = _bare(word).partition("=")
        name, values = name.strip().replace("-", "_"), [value.strip()] if sign else []
    if name:
        yield name, values


def _bare(word: str) -> str:
    return word[2:] if ATTACHED.fullmatch(word) else word.lstrip("-")
