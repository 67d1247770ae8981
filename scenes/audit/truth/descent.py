"""Gradient descent by definition: what a network is given after steps against mean slopes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from scenes.audit.truth.feedforward import Net, given_names
from scenes.audit.truth.network import mean_loss, mean_slope, net_of
from scenes.audit.truth.precision import Claim, Real, big, exact

if TYPE_CHECKING:
    from config import Settings

ONE = big(1)
Given = tuple[tuple[str, Real], ...]


@dataclass(frozen=True)
class Descent:
    """A network that learns some of its numbers from so many examples, at a rate."""

    net: Net
    examples: int
    rate: Real
    learned: tuple[str, ...]

    @classmethod
    def of(cls, settings: Settings) -> Descent:
        """Return the descent of all weights and biases, as it is configured."""
        net, given = net_of(settings), settings.lecture.network
        return cls(net, len(given.examples), exact(given.learning_rate), net.learned)

    def after(self, steps: Real, at: Mapping[str, Real]) -> dict[str, Real]:
        """Return what is given after steps, the last of them perhaps not a whole one."""
        whole = int(steps)
        state = _descended(
            self, whole, tuple((name, at[name]) for name in given_names(self.net, self.examples))
        )
        return {**at, **dict(state if steps == whole else _moved(self, state, steps - whole))}

    def loss(self, at: Mapping[str, Real]) -> Real:
        """Return the average loss."""
        return mean_loss(self.net, self.examples, at)

    def claims(self) -> dict[str, Claim]:
        """Return the rate, each step from what is given, and what it makes of the numbers and of the loss."""
        claims: dict[str, Claim] = {
            "η": self.rate,
            "L after a step": lambda at: self.loss(self.after(ONE, at)),
        }
        for name in self.learned:
            claims |= {f"{name} after a step": self._stepped(name), f"−η·∂L/∂{name}": self._step(name)}
        return claims

    def _stepped(self, name: str) -> Claim:
        return lambda at: self.after(ONE, at)[name]

    def _step(self, name: str) -> Claim:
        return lambda at: self.after(ONE, at)[name] - at[name]


@lru_cache(maxsize=4096)
def _descended(descent: Descent, steps: int, given: Given) -> Given:
    return _moved(descent, _descended(descent, steps - 1, given), ONE) if steps else given


def _moved(descent: Descent, given: Given, share: Real) -> Given:
    at = dict(given)
    slopes = {name: mean_slope(descent.net, descent.examples, name, at) for name in descent.learned}
    return tuple((name, value - share * descent.rate * slopes.get(name, 0)) for name, value in given)
