"""The way back through a circuit, cut into beats: what is new is worked out, what is known goes together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from backprop_core.circuit import Circuit, Gate
from scenes.chapters.circuit.sentences import kind_of, sentence_of
from scenes.stage.words import Words, words

FEW = 4
"""Up to so many gates each has a beat and is worked out; of more only the first of every kind."""

FANS_OUT = "fan_out"
_ADDS_UP = (
    "What of {name}? A nudge of it leaves by every wire at once, so what comes back along them adds up."
)


@dataclass(frozen=True)
class GateStep:
    """A gate's gradient goes back along its wires; `worked` tells whether it is worked out in lines."""

    gate: Gate
    worked: bool


@dataclass(frozen=True)
class SumStep:
    """What has come back along all wires of a value is added; `worked` tells whether from close by."""

    name: str
    worked: bool


@dataclass
class BackBeat:
    """A beat: its name, its words, and its steps."""

    name: str
    sentence: Words
    steps: list[GateStep | SumStep] = field(default_factory=list)


def beats_back(circuit: Circuit) -> Iterator[BackBeat]:
    """Yield the beats back: a gate of a new kind begins one, and so does the first value that fans out."""
    few, known = len(circuit.gates) <= FEW, set[str]()
    beat: BackBeat | None = None
    for gate in reversed(circuit.gates):
        kind = kind_of(circuit, gate)
        new = few or kind not in known
        known.add(kind)
        if new or beat is None:
            if beat is not None:
                yield beat
            beat = BackBeat(f"back_{gate.name}", sentence_of(circuit, gate))
        beat.steps.append(GateStep(gate, new))
        for name in _completed(circuit, gate):
            new = FANS_OUT not in known
            if new:
                yield beat
                known.add(FANS_OUT)
                beat = BackBeat(FANS_OUT, words(_ADDS_UP, name=circuit.value[name].symbol))
            beat.steps.append(SumStep(name, new))
    if beat is not None:
        yield beat


def _completed(circuit: Circuit, gate: Gate) -> Iterator[str]:
    """Yield the values that fan out whose first gate this is: nothing more comes back to them."""
    for name in dict.fromkeys(gate.inputs):
        leaving = circuit.leaving(name)
        if len(leaving) > 1 and leaving[0].gate == gate.name:
            yield name
