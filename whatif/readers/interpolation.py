"""`${...}` in compose files: kept as it stands, looked into only where a default tells more."""

from __future__ import annotations

import re

VARIABLE = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}|\$[A-Za-z_]\w*")
DEFAULT = re.compile(r"\$\{\w+:?-((?:[^{}]|\$\{[^{}]*\})*)\}")


def with_defaults(text: str) -> str:
    """The text as it is when no variable is set; a variable without default stays.

    >>> with_defaults("postgres:${TAG:-16}-${X:-${Y:-alpine}}")
    'postgres:16-alpine'
    """
    for _ in range(3):  # defaults may hold variables with defaults
        if "${" not in text:
            break
        text = DEFAULT.sub(lambda match: match[1], text)
    return text


def fields(text: str, separator: str = ":") -> list[str]:
    """Split at the separator, but not inside `${...}`.

    >>> fields("${DATA:-./data}:/data:ro")
    ['${DATA:-./data}', '/data', 'ro']
    """
    parts = [""]
    position = 0
    for match in re.finditer(f"{VARIABLE.pattern}|{re.escape(separator)}", text):
        parts[-1] += text[position : match.start()]
        position = match.end()
        if match[0] == separator:
            parts.append("")
        else:
            parts[-1] += match[0]
    parts[-1] += text[position:]
    return parts
