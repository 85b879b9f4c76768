"""All numbers of a whole class, counted in one go through the first tries of its learners."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from classrooms.dashboard.drop_off import Counts, read_by
from classrooms.dashboard.due import Due, due_of
from classrooms.dashboard.holding import Holding
from classrooms.dashboard.items import Alike, Item, items, kinds, told_apart
from classrooms.dashboard.learners import Figures, figures_of
from classrooms.dashboard.people import learning_in, users_of
from classrooms.dashboard.reuse import Dated, reused
from classrooms.dashboard.standing import Standing, readers
from classrooms.dashboard.subjects import subjects
from classrooms.dashboard.tallies import Part, Tally, tallies
from classrooms.dashboard.tries import in_chunks
from classrooms.models import Classroom


@dataclass(slots=True)
class Believed:
    """One belief among the learners of a class."""

    met: int = 0  # learners with a first try at a question that carries it
    held: int = 0
    perhaps: int = 0

    @property
    def picked(self) -> int:
        """Learners who answered as it says at least once."""
        return self.held + self.perhaps


@dataclass(slots=True)
class Totals:
    """Of one class."""

    learners: int
    tries: int = 0
    skills: dict[str, Tally] = field(default_factory=dict)
    beliefs: dict[str, Believed] = field(default_factory=lambda: defaultdict(Believed))
    items: dict[str, Item] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    reading: Counts = field(default_factory=dict)
    work: list[Due] = field(default_factory=list)

    def add(self, user: int, figures: Figures) -> None:
        """One learner more."""
        self.tries += figures.count
        self.standing.add(user, figures)
        for slug, evidence in figures.evidence.items():
            belief = self.beliefs[slug]
            belief.met += 1
            belief.held += evidence.holding == Holding.HELD
            belief.perhaps += evidence.holding == Holding.PERHAPS


def totals_of(classroom: Classroom) -> Dated[Totals]:
    """The numbers of a class, and of when they are."""
    return reused(f"dashboard-{classroom.pk}", lambda: count(classroom))


def count(classroom: Classroom) -> Totals:
    """Go through all first tries, a chunk of learners at a time."""
    users = users_of(classroom)
    found, counted, started = Totals(len(users)), Counter[Alike](), set[int]()
    for chunk in in_chunks(users):
        about = subjects(chunk.shown)
        for own in chunk:
            found.add(own[0].learner, figures_of(own, about))
            started.add(own[0].learner)
            counted.update(kinds(own))
    told = told_apart(counted)
    about = subjects(kind.shown for kind in told)
    found.items = items(told)
    found.skills = tallies(
        Part(about[kind.shown].skills, kind.points, kind.max_points, count)
        for kind, count in told.items()
    )
    _count_rest(found, classroom, users, started)
    return found


def _count_rest(
    found: Totals, classroom: Classroom, users: Sequence[int], answered: Collection[int]
) -> None:
    everybody = learning_in(classroom)
    found.standing.close(users, {*answered, *readers(everybody)})
    found.reading = read_by(everybody)
    found.work = due_of(classroom, everybody, len(users))
