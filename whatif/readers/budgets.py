"""Which pods a PodDisruptionBudget stands for."""

from __future__ import annotations

from collections.abc import Sequence

from whatif.readers.manifests import Manifest, texts
from whatif.readers.nodes import Mapping


class Budgets:
    """The disruption budgets of the stack."""

    def __init__(self, manifests: Sequence[Manifest]) -> None:
        self.selectors = [
            (manifest.namespace, manifest.spec.mapping("selector"))
            for manifest in manifests
            if manifest.kind == "PodDisruptionBudget" and "selector" in manifest.spec
        ]

    def protect(self, namespace: str, labels: dict[str, str]) -> bool:
        """Whether one of them selects pods with these labels; an empty selector takes all."""
        return any(own == namespace and selects(by, labels) for own, by in self.selectors)


def selects(selector: Mapping, labels: dict[str, str]) -> bool:
    """Whether a label selector matches these labels."""
    wanted = texts(selector.mapping("matchLabels")).items()
    expressions = selector.mappings("matchExpressions")
    return wanted <= labels.items() and all(_holds(one, labels) for one in expressions)


def _holds(expression: Mapping, labels: dict[str, str]) -> bool:
    value = labels.get(expression.text("key"))
    among = value in {scalar.text for scalar in expression.texts("values")}
    match expression.text("operator"):
        case "In":
            return among
        case "NotIn":
            return not among
        case "Exists":
            return value is not None
        case _:
            return value is None
