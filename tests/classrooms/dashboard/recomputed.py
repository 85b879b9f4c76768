"""Every number of a dashboard once more, from the rows alone: nothing of the app computes here."""

from __future__ import annotations

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
Z = statistics.NormalDist().inv_cdf(0.975)


def first_tries(rows: Iterable[Row]) -> dict[tuple[int, str], Row]:
    """Of each learner and question the answer that was stored first."""
    found: dict[tuple[int, str], Row] = {}
    for row in sorted(rows, key=lambda row: row["pk"], reverse=True):
        found[row["learner"], row["question"]] = row
    return dict(sorted(found.items(), key=lambda item: item[1]["pk"]))


def by_skill(tries: Iterable[Row]) -> dict[str, tuple[int, int, int]]:
    """Points, of so many, in so many questions."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for one in tries:
        for skill in one["skills"]:
            rows[skill].append(one)
    return {
        skill: (sum(r["points"] for r in own), sum(r["max_points"] for r in own), len(own))
        for skill, own in rows.items()
    }


def by_belief(tries: list[Row]) -> dict[str, tuple[int, int, str]]:
    """Met, picked, and what that allows to say; by the odds of Bayes."""
    met = Counter(slug for one in tries for slug in one["beliefs"])
    picked = Counter(one["belief"] for one in tries if one["belief"])
    return {slug: (met[slug], picked[slug], says(met[slug], picked[slug])) for slug in met}


def says(met: int, picked: int) -> str:
    if picked == 0:
        return ""
    odds = 0.25 * (0.70 / 0.08) ** picked * (0.30 / 0.92) ** (met - picked)
    return "holds it" if odds >= 4 and met > 2 else "perhaps"


def poor_runs(tries: list[Row]) -> dict[str, int]:
    """By skill how many first tries at its end had less than half of the points, from three on."""
    found = {}
    for skill in {skill for one in tries for skill in one["skills"]}:
        own = [one for one in tries if skill in one["skills"]]
        run = 0
        while run < len(own) and own[-1 - run]["points"] / own[-1 - run]["max_points"] < 0.5:
            run += 1
        if run >= 3:
            found[skill] = run
    return found


def interval(right: int, count: int) -> tuple[float, float]:
    """Wilson's, as the roots of (p - share)^2 = z^2 p (1 - p) / n."""
    share, square = right / count, Z * Z / count
    a, b, c = 1 + square, -(2 * share + square), share * share
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))


def discriminations(by_learner: dict[int, list[Row]]) -> dict[str, float]:
    """Corrected item-rest correlations of shares of points, from 30 learners on."""
    pairs: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for own in by_learner.values():
        points, most = sum(r["points"] for r in own), sum(r["max_points"] for r in own)
        for one in own if len(own) > 1 else ():
            rest = (points - one["points"]) / (most - one["max_points"])
            pairs[one["question"]].append((one["points"] / one["max_points"], rest))
    return {
        question: statistics.correlation(*zip(*told, strict=True))
        for question, told in pairs.items()
        if len(told) >= 30 and len({x for x, _ in told}) > 1
    }
