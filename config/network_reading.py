"""`[network]` as it is written, in its short form or its long one, brought into one form.

The short form is a chain: `x`, `w1`, `b1`, `w2`, `b2`, … and `target`. The long form has `input` and `target`
(or `data`, a list of both) and a table for each of the `layers`. Weights may be named in a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from backprop_core.number import Number
from config.model_files import ModelFileError, weights_in
from config.network import MOST_EXAMPLES, MOST_LAYERS, MOST_NEURONS
from config.numbers import between

Place = tuple[str | int, ...]
Refuse = Callable[[Place, str], Exception]
"""Makes the error for what is wrong at a place of the table, which says what is allowed."""

LONG = ("input", "data", "layers")
_SHORT = re.compile(r"x|[wb][1-9]|activation")
_COMMON = ("target", "loss", "learning_rate")
_WEIGHT = between("-100", "100").func
_READABLE = "give numbers in brackets, such as [0.5, -1.2]"


def chosen_form(given: Mapping[str, Any], own: Callable[[str], bool]) -> dict[str, Any]:
    """Return what counts of the keys of a `[network]`: `own(key)` tells whether the user has given one.

    Who gives the long form has nothing of the default's short one; who gives layers of the short form that
    the default does not have, keeps those it does.
    """
    if not any(key in given and own(key) for key in LONG):
        return dict(given)
    return {
        key: value
        for key, value in given.items()
        if own(key) or not (_SHORT.fullmatch(key) or key == "target")
    }


def network_values(given: Mapping[str, Any], folder: Path, refuse: Refuse) -> dict[str, Any]:
    """Return the values of `NetworkSettings` for what was written. Files are looked for in `folder`.

    Raises what `refuse` makes for anything that is wrong.
    """
    long = any(key in given for key in LONG)
    allowed = (*LONG, *_COMMON) if long else ("x", "w1", "b1", "w2", "b2", "…", "activation", *_COMMON)
    for key in given:
        if key not in _COMMON and (key not in LONG if long else not _SHORT.fullmatch(key)):
            raise refuse((key,), f"unknown; the keys are {', '.join(allowed)}")
    values = _long_form(given, folder, refuse) if long else _short_form(given, refuse)
    values["loss"] = given.get("loss", "squared")
    values["learning_rate"] = given.get("learning_rate")
    return values


def _short_form(given: Mapping[str, Any], refuse: Refuse) -> dict[str, Any]:
    depth = max(int(key[1:]) for key in given if key[0] in "wb" and key[1:].isdigit())
    if depth > MOST_LAYERS:
        raise refuse(
            (f"w{depth}" if f"w{depth}" in given else f"b{depth}",), f"give 1 to {MOST_LAYERS} layers"
        )
    layers = []
    for number in range(1, depth + 1):
        for key in (f"w{number}", f"b{number}"):
            if key not in given:
                raise refuse((), f"{key} is missing; the layers are numbered from 1 to {depth}")
        weight, bias = (_number((key,), given[key], refuse) for key in (f"w{number}", f"b{number}"))
        activation = given.get("activation", "sigmoid")
        layers.append({"weights": ((weight,),), "bias": (bias,), "activation": activation})
    for key in ("x", "target"):
        if key not in given:
            raise refuse((), f"{key} is missing")
    example = {
        name: (_number((key,), given[key], refuse),) for name, key in (("input", "x"), ("target", "target"))
    }
    return {"examples": (example,), "layers": tuple(layers)}


def _long_form(given: Mapping[str, Any], folder: Path, refuse: Refuse) -> dict[str, Any]:
    examples = _examples(given, refuse)
    layers = given.get("layers")
    if not isinstance(layers, list) or not 1 <= len(layers) <= MOST_LAYERS:
        if layers is None:
            raise refuse((), "layers is missing: give a table [[network.layers]] for each layer")
        count = f", not {len(layers)}" if isinstance(layers, list) else ""
        raise refuse(("layers",), f"give 1 to {MOST_LAYERS} tables [[network.layers]]{count}")
    width = len(examples[0]["input"])
    read = []
    for index, layer in enumerate(layers):
        read.append(_layer(("layers", index), layer, width, folder, refuse))
        width = len(read[-1]["bias"])
    for index, example in enumerate(examples):
        place = ("data", index, "target") if "data" in given else ("target",)
        if len(example["target"]) != width:
            raise refuse(
                place, f"has {len(example['target'])} numbers, but the last layer has {width} neurons"
            )
    return {"examples": tuple(examples), "layers": tuple(read)}


def _examples(given: Mapping[str, Any], refuse: Refuse) -> list[dict[str, tuple[Number, ...]]]:
    if "data" not in given:
        for key in ("input", "target"):
            if key not in given:
                raise refuse((), f"{key} is missing; give input and target, or data")
        return [{key: _vector((key,), given[key], refuse) for key in ("input", "target")}]
    for key in ("input", "target"):
        if key in given:
            raise refuse((key,), "give either data or input and target")
    data = given["data"]
    if not isinstance(data, list) or not 1 <= len(data) <= MOST_EXAMPLES:
        raise refuse(
            ("data",), f"give 1 to {MOST_EXAMPLES} examples, such as [{{input = [0, 1], target = [1]}}]"
        )
    examples = []
    for index, example in enumerate(data):
        place = ("data", index)
        if not isinstance(example, dict) or set(example) != {"input", "target"}:
            raise refuse(place, "give an example as {input = [...], target = [...]}")
        examples.append({key: _vector((*place, key), example[key], refuse) for key in ("input", "target")})
        for key in ("input", "target"):
            if len(examples[-1][key]) != len(examples[0][key]):
                raise refuse((*place, key), f"give as many numbers as in example 1 ({len(examples[0][key])})")
    return examples


def _layer(place: Place, layer: Any, width: int, folder: Path, refuse: Refuse) -> dict[str, Any]:
    keys = ("weights", "bias", "activation")
    if not isinstance(layer, dict):
        raise refuse(place, f"give a table with {', '.join(keys)}")
    for key in layer:
        if key not in keys:
            raise refuse((*place, key), f"unknown; the keys are {', '.join(keys)}")
    for key in ("weights", "activation"):
        if key not in layer:
            raise refuse(place, f"{key} is missing; the keys are {', '.join(keys)}")
    weights = _matrix((*place, "weights"), layer["weights"], width, folder, refuse)
    bias: tuple[Number, ...] = (0,) * len(weights)
    if "bias" in layer:
        bias = _bias((*place, "bias"), layer["bias"], len(weights), folder, refuse)
    return {"weights": weights, "bias": bias, "activation": layer["activation"]}


def _matrix(
    place: Place, value: Any, width: int, folder: Path, refuse: Refuse
) -> tuple[tuple[Number, ...], ...]:
    if isinstance(value, str):
        found = _from_file(place, value, folder, refuse)
        if len(found[0]) != 2 or found[0][1] != width or not 1 <= found[0][0] <= MOST_NEURONS:
            raise refuse(
                place,
                f"has the shape {_shape(found[0])}, but {width} inputs come in: give {_shape(('n', width))}, "
                f"neurons by inputs, with 1 to {MOST_NEURONS} neurons",
            )
        return tuple(tuple(row) for row in found[1])
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_NEURONS:
        raise refuse(
            place, f"give a row of weights for each of 1 to {MOST_NEURONS} neurons: [[0.5, -1.2], …]"
        )
    rows = []
    for index, row in enumerate(value):
        rows.append(_vector((*place, index), row, refuse))
        if len(rows[-1]) != width:
            raise refuse(
                (*place, index),
                f"the shape is {_shape((len(value), len(rows[-1])))}, give {_shape((len(value), width))}: "
                f"{width} inputs come in",
            )
    return tuple(rows)


def _bias(place: Place, value: Any, neurons: int, folder: Path, refuse: Refuse) -> tuple[Number, ...]:
    if isinstance(value, str):
        shape, numbers = _from_file(place, value, folder, refuse)
    else:
        numbers = _vector(place, value, refuse)
        shape = (len(numbers),)
    if tuple(shape) != (neurons,):
        raise refuse(place, f"has the shape {_shape(shape)}, give {_shape((neurons,))}: one for each neuron")
    return tuple(numbers)


def _from_file(place: Place, value: str, folder: Path, refuse: Refuse) -> tuple[tuple[int, ...], Any]:
    try:
        return weights_in(value, folder)
    except ModelFileError as error:
        raise refuse(place, str(error)) from None


def _vector(place: Place, value: Any, refuse: Refuse) -> tuple[Number, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_NEURONS:
        raise refuse(place, f"{_READABLE}, 1 to {MOST_NEURONS} of them")
    return tuple(_number((*place, index), one, refuse) for index, one in enumerate(value))


def _number(place: Place, value: Any, refuse: Refuse) -> Number:
    try:
        found: Number = _WEIGHT(value)  # type: ignore[call-arg]
    except PydanticCustomError as error:
        raise refuse(place, error.message()) from None
    return found


def _shape(sizes: Any) -> str:
    return f"({', '.join(map(str, sizes))}{',' if len(sizes) == 1 else ''})"
