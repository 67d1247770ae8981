"""Losses by definition, a row each, of a network's outputs and targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scenes.audit.truth.precision import Real, mp

Vector = Sequence[Real]


def _squares(outputs: Vector, targets: Vector) -> Real:
    return mp.fsum((a - y) ** 2 for a, y in zip(outputs, targets, strict=True))


def _surprise(share: Real, of: Real) -> Real:
    """Return -y ln a; what has no share does not count, whatever its logarithm."""
    return -share * mp.log(of) if share else mp.mpf(0)


def _of_classes(outputs: Vector, targets: Vector) -> Real:
    return mp.fsum(_surprise(y, a) for a, y in zip(outputs, targets, strict=True))


def _of_answers(outputs: Vector, targets: Vector) -> Real:
    return mp.fsum(_surprise(y, a) + _surprise(1 - y, 1 - a) for a, y in zip(outputs, targets, strict=True))


LOSSES: dict[str, Callable[[Vector, Vector], Real]] = {
    "squared": _squares,
    "half_squared": lambda outputs, targets: _squares(outputs, targets) / 2,
    "mean_squared": lambda outputs, targets: _squares(outputs, targets) / len(outputs),
    "cross_entropy": _of_answers,
    "cross_entropy of classes": _of_classes,
}


def loss_of(name: str, last: str) -> Callable[[Vector, Vector], Real]:
    """Return a loss by its name; a cross entropy after softmax is that of classes that exclude each other."""
    return LOSSES[f"{name} of classes" if (name, last) == ("cross_entropy", "softmax") else name]
