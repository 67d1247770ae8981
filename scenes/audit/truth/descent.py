"""Gradient descent by definition: what a network is given after steps against mean slopes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.precision import Claim, Real, big, exact

if TYPE_CHECKING:
    from config import Settings

_ONE = big(1)
Numbers = tuple[Real, ...]


@dataclass(frozen=True, eq=False)
class Descent:
    """A network that learns some of its numbers, at a rate; `truth` is all that can be said of it."""

    truth: Mapping[str, Claim]
    given: tuple[str, ...]
    learned: tuple[str, ...]
    rate: Real

    @classmethod
    def of(cls, settings: Settings) -> Descent:
        """Return the descent of all weights and biases, as it is configured."""
        given, rate = network.variable_values(settings)[0], exact(settings.lecture.network.learning_rate)
        return cls(network.truth(settings), tuple(given), network.net_of(settings).learned, rate)

    def after(self, steps: Real, at: Mapping[str, Real]) -> dict[str, Real]:
        """Return what is given after steps, the last of them perhaps not a whole one."""
        whole = int(steps)
        state = self._descended(whole, tuple(at[name] for name in self.given))
        if steps != whole:
            state = self._moved(state, steps - whole)
        return {**at, **dict(zip(self.given, state, strict=True))}

    def trained(self, name: str) -> Claim:
        """Return what can be said under a name as a function of the step."""
        claim = self.truth[name]
        return (lambda at: claim(self.after(at["step"], at))) if callable(claim) else claim

    def claims(self) -> dict[str, Claim]:
        """Return the rate, each step from what is given, and what it makes of the numbers and of the loss."""
        names = ("L", "mean L", *self.learned)
        claims: dict[str, Claim] = {f"{name} after a step": self._stepped(self.truth[name]) for name in names}
        return {"η": self.rate, **claims, **{f"−η·∂L/∂{name}": self._step(name) for name in self.learned}}

    def _step(self, name: str) -> Claim:
        return lambda at: self.after(_ONE, at)[name] - at[name]

    def _stepped(self, claim: Claim) -> Claim:
        return lambda at: claim(self.after(_ONE, at))

    @lru_cache(maxsize=4096)  # noqa: B019
    def _descended(self, steps: int, given: Numbers) -> Numbers:
        return self._moved(self._descended(steps - 1, given), _ONE) if steps else given

    def _moved(self, given: Numbers, share: Real) -> Numbers:
        at = dict(zip(self.given, given, strict=True))
        slopes = {name: self.truth[f"mean ∂L/∂{name}"](at) for name in self.learned}
        return tuple(value - share * self.rate * slopes.get(name, 0) for name, value in at.items())
