"""The truth of the circuit: its expression worked out by nudges of values and of single wires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth.circuit import claims_of_circuit
from scenes.audit.truth.precision import Claim, Real, big, lowered

if TYPE_CHECKING:
    from config import Settings


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the configured values of the variables."""
    return [{name[0] + lowered(name[1:]): big(value) for name, value in settings.lecture.circuit.values}]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the claims of values, gradients, local derivatives and contributions."""
    given = settings.lecture.circuit
    statements = [("", given.expression)] if isinstance(given.expression, str) else _named(given.expression)
    return claims_of_circuit(statements, [name for name, _ in given.values])


def _named(statements: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the names and texts of statements, parted at their first sign."""
    parted = (one.partition("=") for one in statements)
    return [(name.strip(), text.strip()) for name, _, text in parted]
