"""A small content/ for quizzes: two lessons, and scenarios of every kind that they ask."""

from __future__ import annotations

from pathlib import Path

LESSON = """\
---
title: {title}
promise: Say what becomes of each piece.
introduces: [{introduces}]
quiz: {{ask: {ask}, from: [{scenarios}]}}
---
## The first section {{#first}}

State is what the next request needs.

## The second section {{#second}}

It lives somewhere.
"""

SHOP = """\
services:
  web:
    image: shop:1
    x-state:
      sessions: {at: process memory, use: session}
      uploads: {at: /app/uploads}
"""

PHOTOS = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: photos
  annotations:
    stateguide.dev/facts: "{nodes: [node-1]}"
    stateguide.dev/state: |
      import folder: {at: /import}
      thumbnails: {at: /cache, role: derived}
spec:
  replicas: 1
  selector: {matchLabels: {app: photos}}
  template:
    metadata: {labels: {app: photos}}
    spec:
      containers:
        - name: photos
          image: "photos:1"
          volumeMounts:
            - {name: import, mountPath: /import}
            - {name: cache, mountPath: /cache}
      volumes:
        - {name: import, hostPath: {path: /srv/import}}
        - {name: cache, emptyDir: {}}
"""

CARD = """\
title: {title}
story: A small shop. Some people are logged in.
event: {event}
happens: {happens}
ask: [{ask}]
skills: [{skill}]
difficulty: 1
"""

BELIEF = """\
{slug}:
  number: {number}
  title: {title}
  not_so: It is not so that {title}.
  instead: What happens instead of {slug}.
  because: there is a reason for {slug}
  try: Try {slug}.
  lesson: what-is-state
  anchor: second
  rules: [R21]
  source: https://example.org/{slug}
"""

SKILL = "{slug}: {{title: {title}, lesson: what-is-state, anchor: {anchor}}}\n"


def card(title: str, event: str, happens: str, ask: str, skill: str = "tell-a-restart") -> str:
    return CARD.format(title=title, event=event, happens=happens, ask=ask, skill=skill)


def belief(slug: str, number: str) -> str:
    return BELIEF.format(slug=slug, number=number, title=slug.replace("-", " "))


FILES = {
    "lessons/01-what-is-state.md": LESSON.format(
        title="What is state?",
        introduces="survives, lost, inaccessible",
        ask=3,
        scenarios="restart, recreate, drain, down",
    ),
    "lessons/02-stateless-systems.md": LESSON.format(
        title="Stateless systems", introduces="partly_lost", ask=1, scenarios="recreate"
    ),
    "scenarios/home/compose.yaml": SHOP,
    "scenarios/home/scenario.yaml": card(
        "What happens if web restarts?", "restart web", "docker compose restart web", "state"
    ),
    "scenarios/restart/compose.yaml": SHOP,
    "scenarios/restart/scenario.yaml": card(
        "Web is restarted", "restart web", "docker compose restart web", "state, users"
    ),
    "scenarios/recreate/compose.yaml": SHOP,
    "scenarios/recreate/scenario.yaml": card(
        "Web is recreated", "recreate web", "docker compose up -d", "state, users"
    ),
    "scenarios/down/compose.yaml": SHOP,
    "scenarios/down/scenario.yaml": card(
        "All is taken down", "down", "docker compose down", "state", "follow-the-login"
    ),
    "scenarios/drain/photos.yaml": PHOTOS,
    "scenarios/drain/scenario.yaml": card(
        "Node 1 is drained", "drain node-1", "kubectl drain node-1", "state", "find-it-again"
    ),
    "beliefs.yaml": belief("down-deletes-nothing", "M1b")
    + belief("removed-container-keeps-its-files", "M4")
    + belief("restart-is-recreate", "M5")
    + belief("emptydir-is-durable", "M6b")
    + belief("hostpath-follows-the-pod", "M7")
    + belief("replica-is-a-backup", "M13"),
    "glossary.yaml": "state: {says: Data that a later request will need.}\n",
    "skills.yaml": SKILL.format(slug="tell-a-restart", title="Tell a restart", anchor="first")
    + SKILL.format(slug="follow-the-login", title="Follow the login", anchor="second")
    + SKILL.format(slug="find-it-again", title="Find it again", anchor="second"),
    "statements.yaml": """\
statements:
- {id: S08, section: "What Is State?", kind: statement, says: "State outlives a request."}
taught_at: {S08: what-is-state#first}
""",
}


def write(root: Path) -> Path:
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
