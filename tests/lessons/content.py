"""A small sound content/ for tests, one file a name, to be spoilt one line at a time."""

from __future__ import annotations

from pathlib import Path

FIRST = """\
---
title: What is state?
promise: Find every piece that a later request needs.
introduces: [survives, lost, inaccessible]
quiz: {ask: 1, from: [restart, recreate]}
---
State is what the next request needs. See [R7].

```ladder
scenario: restart
caption: One container, two pieces.
run: true
```

## A definition {#definition}

Data that outlives one request is state.

```note
It is **not** the code. [R7]
```

```worked
skill: tell-restart
scenario: example
caption: What a restart takes.
```

## Where it lives {#where}

```file
scenario: restart
file: compose.yaml
lines: 1-5
decides: 5
why: "**Line 5 decides A.** It lives in the process."
```

```console
$ docker compose restart web
```

```try
scenario: restart
ask: "What becomes of the sessions?"
```
"""

SECOND = """\
---
title: Stateless systems
promise: Replace an instance and lose nothing.
introduces: [partly_lost]
quiz: {ask: 2, from: [recreate, restart]}
---
## Beside each other {#beside}

| Event | Sessions |
|:------|---------:|
| restart | lost |

```compare
- {label: Restart, scenario: restart, event: restart web}
- {label: Recreate, scenario: recreate, event: recreate web}
```
"""

THIRD = """\
---
title: Side by side
promise: Compare the two.
introduces: []
quiz: {ask: 1, from: [recreate]}
---
## Step by step {#worked}

```worked
skill: follow-an-event
scenario: example
caption: What a restart takes.
```

```versus
- aspect: Restart safety
  stateless: {word: Safe, why: "Nothing is the **only** copy.", except: "Requests in flight end."}
  stateful: {word: Risky, why: "Memory goes.", except: "A volume stays.", scenario: example}
```

## How many {#many}

```replicas
scenario: example
service: web
counts: [1, 3, 10]
events: [none, crash web/0]
caption: Sessions in memory.
```

```ask
question: what-outlives
```
"""

COMPOSE = """\
services:
  web:
    image: shop:1
    x-state:
      sessions: {at: process memory, use: session}
      uploads: {at: /app/uploads}
"""

SCENARIO = """\
title: A restart
story: A shop keeps sessions in its own memory and uploads in its container.
event: restart web
happens: docker compose restart web
ask: [state, users]
skills: [tell-restart]
difficulty: 1
"""

QUESTIONS = """\
- id: what-outlives
  kind: definition
  statements: [S08]
  skills: [tell-restart]
  difficulty: 1
  asks: Which of these is state?
  options:
  - {says: The code, why: "It comes with the program."}
  - {says: A session, right: true, why: "The next request needs it."}
  - {says: A variable of one call, why: "It is gone with the call."}
- id: which-is-which
  kind: classification
  statements: [S08]
  skills: [tell-restart]
  difficulty: 2
  asks: Where does each belong?
  bins: [Stateless, Stateful]
  items:
  - {says: A file server, bin: Stateless, why: "Every request brings what it needs."}
  - {says: A database, bin: Stateful, why: "It keeps the rows."}
"""

GLOSSARY = """\
state:
  says: Data that a later request will need.
  lesson: what-is-state
  anchor: definition
writable layer:
  says: The files of a container.
"""

BELIEFS = """\
restart-is-recreate:
  number: M5
  title: a restarted container starts clean
  not_so: A restart does not make a new container.
  instead: Docker starts the same container again.
  because: a container starts from its image
  try: Write a file, and run docker restart.
  lesson: what-is-state
  anchor: where
  rules: [R21]
  source: https://github.com/openSUSE/osem/issues/1833
"""

FILES = {
    "lessons/01-what-is-state.md": FIRST,
    "lessons/02-stateless-systems.md": SECOND,
    "scenarios/restart/compose.yaml": COMPOSE,
    "scenarios/restart/scenario.yaml": SCENARIO,
    "scenarios/recreate/compose.yaml": COMPOSE,
    "scenarios/recreate/scenario.yaml": SCENARIO.replace("A restart", "A recreate")
    .replace("restart web", "recreate web")
    .replace("happens: docker compose recreate web", "happens: docker compose up"),
    "scenarios/example/compose.yaml": COMPOSE,
    "scenarios/example/scenario.yaml": SCENARIO,
    "questions/what-is-state.yaml": QUESTIONS,
    "beliefs.yaml": BELIEFS,
    "glossary.yaml": GLOSSARY,
    "skills.yaml": """\
tell-restart:
  title: Say what a restart ends
  lesson: what-is-state
  anchor: definition
""",
    "statements.yaml": """\
statements:
- {id: S08, section: "What Is State?", kind: statement, says: "State outlives a request."}
taught_at:
  S08: what-is-state#definition
""",
}


# A third lesson with every block that the other two have not.
MORE: dict[str, str | None] = {
    "lessons/03-side-by-side.md": THIRD,
    "skills.yaml": FILES["skills.yaml"]
    + "follow-an-event: {title: Follow an event, lesson: side-by-side, anchor: worked}\n",
}


def write(root: Path, changes: dict[str, str | None] | None = None) -> Path:
    """The files under `root`; a changed file has the text given, None leaves it out."""
    for name, text in {**FILES, **(changes or {})}.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return root


def spoil(name: str, old: str, new: str) -> dict[str, str | None]:
    """The change of one place of one file."""
    assert FILES[name].count(old) == 1, f"{name} has {FILES[name].count(old)} times {old!r}"
    return {name: FILES[name].replace(old, new)}


def changed(name: str, old: str, new: str) -> dict[str, str | None]:
    """MORE with the change of one place of one of its files."""
    text = str(MORE[name])
    assert text.count(old) == 1, f"{name} has {text.count(old)} times {old!r}"
    return {**MORE, name: text.replace(old, new)}
