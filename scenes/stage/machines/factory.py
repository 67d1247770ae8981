"""The interior of whichever function a node of a chain is, and of the slope by what enters it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from manim import VGroup

from backprop_core.network import Network
from backprop_core.network.graph import LOSS
from config import Theme
from scenes.stage.layout import Region
from scenes.stage.machines.curve_reading import CurveReading
from scenes.stage.machines.interiors import Squeeze, WeighedSum
from scenes.stage.machines.losses import LossCurve, SquaredGap
from scenes.stage.machines.slopes import LinePicture, SlopePicture, StripsPicture, TangentPicture
from scenes.stage.machines.step_picture import StepPicture

Size = tuple[float, float]
PictureT = TypeVar("PictureT", bound=VGroup)


_TRIES, _SAME = 4, 1e-6
"""How often a picture is made smaller, for one that is bounded by its width gets no lower at first."""


def fitting(make: Callable[[Size, Size], PictureT], size: Size, curve: Size, region: Region) -> PictureT:
    """Return a picture in the middle of a region, made smaller by what its labels take beyond the region.

    `make` gets the size of a picture and that of a plotted curve, whose labels stand around it.
    """
    picture, wide, tall = make(size, curve), 0.0, 0.0
    for _ in range(_TRIES):
        beyond = float(picture.width) - region.width, float(picture.height) - region.height
        if max(beyond) < _SAME:
            break
        wide, tall = wide + max(0.0, beyond[0]), tall + max(0.0, beyond[1])
        picture = make((size[0] - wide, size[1] - tall), (curve[0] - wide, curve[1] - tall))
    return picture.move_to(region.center)


def interior_of(theme: Theme, net: Network, key: str, size: Size, curve: Size) -> StepPicture:
    """Return what a step of a chain does, drawn to scale; a plotted curve has a size of its own."""
    known, node = net.quantity, net.graph.nodes[key]
    entering = [known[name] for name in node.entering]
    if node.kind == "activation":
        return Squeeze(theme, entering[0], known[key], net.graph.activation(node.layer), curve)
    if node.kind != "loss":
        factors = entering[0], entering[1]
        return WeighedSum(theme, known[key], factors, entering[2], size, reach_of_sums(net))
    output, target = entering
    rule, last = net.graph.loss, net.graph.neuron(net.graph.depth).sum
    if rule.from_sums is not None:
        return LossCurve(theme, (known[LOSS], output, target, known[last]), rule, curve)
    return SquaredGap(theme, known[LOSS], (output, target), size, halves=rule.name == "half_squared")


def reach_of_sums(net: Network) -> tuple[float, float]:
    """Return the lowest and the highest place that a chain's sums come to, so that all have one scale."""
    places = [0.0]
    for layer in range(1, net.graph.depth + 1):
        neuron = net.graph.neuron(layer)
        places += [float(net.values[neuron.weights[0]] * net.values[neuron.sources[0]])]
        places += [float(net.values[neuron.sum]), float(net.values[neuron.sources[0]])]
    return min(places), max(places)


def slope_of(theme: Theme, net: Network, of: str, by: str, size: Size, curve: Size) -> SlopePicture:
    """Return a chain's local derivative as a picture; its mark is not laid yet."""
    local, known = net.local[of, by], net.quantity
    if net.graph.nodes[of].kind == "pre_activation":
        return LinePicture(theme, known[of], known[by], local, curve)
    inside = interior_of(theme, net, of, size, curve)
    if isinstance(inside, SquaredGap):
        return StripsPicture(theme, inside, local)
    assert isinstance(inside, CurveReading)
    return TangentPicture(theme, inside, local)
