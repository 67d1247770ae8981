"""The functions of neurons and, where they are functions of their own, their slopes."""

from __future__ import annotations

import math

import numpy as np

from backprop_core.functions import kept, precise
from backprop_core.functions.intervals import ArrayFunction, Floats, Interval, rising, valley
from backprop_core.functions.named import corners_at, function
from backprop_core.functions.precise import mp

_LOWEST_SILU, _LOWEST_GELU = -1.2784645427610738, -0.7517915246935645
"""Where z σ(z) and z Φ(z) are least."""

_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def _sigmoid(z: Floats) -> Floats:
    tail = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, 1.0, tail) / (1.0 + tail))


def _softplus(z: Floats) -> Floats:
    return np.asarray(np.logaddexp(0, z))


def _silu(z: Floats) -> Floats:
    return z * _sigmoid(z)


def _normal_share(z: Floats) -> Floats:
    return np.asarray(_erfc(-z / math.sqrt(2)) / 2)


def _gelu(z: Floats) -> Floats:
    return z * _normal_share(z)


def _relu(z: Floats) -> Floats:
    return np.maximum(z, 0)


def _leaky_relu(z: Floats) -> Floats:
    return np.maximum(z, z / 100)


def _elu(z: Floats) -> Floats:
    return np.asarray(np.where(z > 0, z, np.expm1(np.minimum(z, 0))))


def _elu_slope(z: Floats) -> Floats:
    return np.asarray(np.exp(np.minimum(z, 0)))


def _elu_bend(z: Floats) -> Floats:
    return np.asarray(np.where(z > 0, 0.0, np.exp(np.minimum(z, 0))))


def _elu_bend_interval(cell: Interval) -> Interval:
    low, high = cell
    return np.where(high > 0, 0.0, np.exp(np.minimum(low, 0))), np.exp(np.minimum(high, 0))


def _larger_share(z: Floats) -> Floats:
    return np.asarray((1 + np.sign(z)) / 2)


def _stepping(otherwise: float) -> ArrayFunction:
    """Return the function that is 1 above 0."""
    return lambda z: np.where(np.isnan(z), np.nan, np.where(z > 0, 1.0, otherwise))


ACTIVATIONS = (
    function(
        "sigmoid",
        kept.sigmoid,
        "sigma",
        precise.sigmoid,
        rising(_sigmoid),
        typst="sigma",
        plain="σ",
        array=_sigmoid,
    ),
    function("softplus", kept.softplus, "softplus", precise.softplus, rising(_softplus), array=_softplus),
    function(
        "silu",
        kept.silu,
        "silu",
        lambda z: z * precise.sigmoid(z),
        valley(_silu, _LOWEST_SILU),
        array=_silu,
    ),
    function(
        "gelu",
        kept.gelu,
        "gelu",
        lambda z: z * precise.normal_share(z),
        valley(_gelu, _LOWEST_GELU),
        array=_gelu,
    ),
    function(
        "normal_share",
        kept.normal_share,
        "phi",
        precise.normal_share,
        rising(_normal_share),
        typst="Phi",
        plain="Φ",
        array=_normal_share,
        readable=False,
    ),
    function(
        "relu",
        kept.relu,
        "relu",
        lambda z: max(z, mp.mpf(0)),
        rising(_relu),
        array=_relu,
        corners=corners_at(0),
    ),
    function(
        "relu_slope",
        kept.relu_slope,
        "relu prime",
        lambda z: mp.mpf(z > 0),
        rising(_stepping(0.0)),
        typst='op("relu")\'',
        plain="relu'",
        array=_stepping(0.0),
        corners=corners_at(0),
        readable=False,
    ),
    function(
        "leaky_relu",
        kept.leaky_relu,
        "leaky relu",
        lambda z: max(z, z / 100),
        rising(_leaky_relu),
        typst='op("leaky")',
        plain="leaky",
        array=_leaky_relu,
        corners=corners_at(0),
    ),
    function(
        "leaky_relu_slope",
        kept.leaky_relu_slope,
        "leaky relu prime",
        lambda z: mp.mpf(1) if z > 0 else mp.mpf(1) / 100,
        rising(_stepping(0.01)),
        typst='op("leaky")\'',
        plain="leaky'",
        array=_stepping(0.01),
        corners=corners_at(0),
        readable=False,
    ),
    function("elu", kept.elu, "elu", lambda z: z if z > 0 else mp.expm1(z), rising(_elu), array=_elu),
    function(
        "elu_slope",
        kept.elu_slope,
        "elu prime",
        lambda z: mp.exp(min(z, 0)),
        rising(_elu_slope),
        typst='op("elu")\'',
        plain="elu'",
        array=_elu_slope,
        readable=False,
    ),
    function(
        "elu_bend",
        kept.elu_bend,
        "elu double prime",
        lambda z: mp.mpf(0) if z > 0 else mp.exp(z),
        _elu_bend_interval,
        typst="op(\"elu\")''",
        plain="elu''",
        array=_elu_bend,
        corners=corners_at(0),
        readable=False,
    ),
    function(
        "step",
        kept.step,
        "step",
        lambda z: mp.mpf(z > 0),
        rising(_stepping(0.0)),
        array=_stepping(0.0),
        corners=corners_at(0),
    ),
    function(
        "larger_share",
        kept.larger_share,
        "step",
        lambda z: (1 + mp.sign(z)) / 2,
        rising(_larger_share),
        typst='op("step")',
        plain="step",
        array=_larger_share,
        corners=corners_at(0),
        readable=False,
    ),
)
