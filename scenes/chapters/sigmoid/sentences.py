"""What is said of a curve: sentences chosen by what its shape is."""

from __future__ import annotations

from collections.abc import Sequence

from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.network.activations import Activation
from backprop_core.network.derivations import DERIVATIONS
from backprop_core.network.standing import Standing
from backprop_core.quantity import Quantity
from backprop_core.spoken import spoken_number
from scenes.stage.words import Words, words


def opening(curve: ActivationCurve) -> Words:
    """Say what the function does."""
    return words(DERIVATIONS[curve.activation.name].opening)


def parts(curve: ActivationCurve) -> Words:
    """Say what the two lengths at a point are."""
    if curve.shape.levels[0] == 0:
        return words("From the floor up to the curve: the value. From there to the ceiling: the rest.")
    return words("One length from the floor up to the curve, another from there to the ceiling.")


def steep(curve: ActivationCurve) -> Words:
    """Ask for the slope; what the tangent does along the curve."""
    shape = curve.shape
    what = "flat on the left, steep on the right"
    if shape.saturates:
        what = "flat, then steep, then flat again"
    elif shape.is_straight:
        what = "it never turns"
    elif shape.ends[0] > 0:
        what = "almost flat on the left, steep on the right"
    return words(f"How steep is it? Let a tangent ride along: {what}.")


def fold() -> Words:
    """Turn one of both lengths."""
    return words("What have both to do with the slope? Fold the upper one down: they are an area's sides.")


def step() -> Words:
    """Take a step."""
    return words("How steep is it here? Take one step to the right, and see how far the tangent rises.")


def gradient() -> Words:
    """What a gradient does that comes to the curve."""
    return words("And a gradient? It comes down onto the curve, and the slope's share of it goes on.")


def walk(curve: ActivationCurve) -> Words:
    """Say what the point draws."""
    what = "that area" if curve.parts else "that rise"
    return words(f"Take {what} along as a height. It draws how steep the curve is, place by place.")


def kink(convention: Quantity) -> Words:
    """Say what the kink does and by which convention."""
    return words(
        "At zero the two sides disagree: there is no slope. By convention it is {slope}.", slope=convention
    )


def peak(curve: ActivationCurve, slope: Quantity) -> Words:
    """Say where it is steepest."""
    shape = curve.shape
    if shape.is_straight:
        return words("It is as steep everywhere: a slope of {peak}.", peak=slope)
    if shape.peak_at == 0:
        return words("Steepest is the middle: a slope of {peak}, never more.", peak=slope)
    if shape.peak_at is not None:
        return words("Steepest is this place: a slope of {peak}, more than a whole gradient.", peak=slope)
    if curve.slope(curve.middle + 1.0) == shape.peak:
        return words("On the right it is steepest: a slope of {peak}, never more.", peak=slope)
    return words("The farther right, the steeper: almost a slope of {peak}, never more.", peak=slope)


def dip(slope: Quantity) -> Words:
    """Say where the slope is below zero."""
    return words("Here the curve falls: a slope of {slope} turns a gradient round.", slope=slope)


def ends(curve: ActivationCurve) -> Words:
    """Say what the flattest end does to a gradient."""
    shape = curve.shape
    if shape.saturates:
        return words("Far out the curve is flat, and almost nothing of a gradient gets through.")
    if shape.is_straight:
        return words("It is flat nowhere: all of a gradient gets through, wherever a neuron stands.")
    if shape.ends[0] > 0:
        return words("On this side hardly any of a gradient gets through, but never nothing.")
    if curve.slope(curve.middle - 1.0) == 0:
        return words("On this side nothing gets through at all: a neuron that stands here does not learn.")
    return words("Far left the curve is flat, and almost nothing of a gradient gets through.")


def marked(shown: Sequence[Standing], *, left_out: bool) -> Words:
    """Say how many of the network's neurons are marked; `left_out` if others have activations not shown."""
    count, total = sum(len(one.neurons) for one in shown), sum(one.count for one in shown)
    number = spoken_number(str(count))
    whose = "Each lets" if count > 1 else "It lets"
    if count < total or left_out:
        subject = f"{number.capitalize()} of our neurons, {_which(count)}, {_stand(count)} here"
    else:
        subject = f"Our {number} neurons stand here" if count > 1 else "Our one neuron stands here"
    return words(f"{subject}. {whose} this share of a gradient through.")


def mixed(shown: Sequence[Standing], left_out: Sequence[Activation]) -> Words:
    """Say which activations a network mixes, and which have no picture of their own here."""
    said = f"Our network mixes {_listed([one.curve.activation.spoken for one in shown])}."
    if left_out:
        verb = "is" if len(left_out) == 1 else "are"
        names = _listed([one.spoken for one in left_out])
        said += f" {names[0].upper()}{names[1:]}, which fewer neurons have, {verb} left out."
    return words(said)


def _which(count: int) -> str:
    return "those of the first layers" if count > 1 else "the first"


def _stand(count: int) -> str:
    return "stand" if count > 1 else "stands"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
