"""The functions of school and calculus."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import sympy

from backprop_core.functions import kept
from backprop_core.functions.intervals import falling, larger, rising, smaller, tangent, valley, wave
from backprop_core.functions.named import corners_at, function
from backprop_core.functions.precise import mp, on
from backprop_core.functions.precise import tangent as precise_tangent


def _positive(z: object) -> bool:
    return bool(z > 0)  # type: ignore[operator]


def _within_one(z: object) -> bool:
    return bool(abs(z) <= 1)  # type: ignore[arg-type]


_erf = np.vectorize(math.erf, otypes=[np.float64])

ELEMENTARY = (
    function("sin", sympy.sin, "sine", mp.sin, wave(np.sin, np.pi / 2), typst="sin"),
    function("cos", sympy.cos, "cosine", mp.cos, wave(np.cos, 0.0), typst="cos"),
    function(
        "tan",
        sympy.tan,
        "tangent",
        precise_tangent,
        tangent,
        typst="tan",
        corners=lambda z: (sympy.cos(z),),
    ),
    function("exp", sympy.exp, "the exponential", mp.exp, rising(np.exp), typst="exp"),
    function(
        "log",
        sympy.log,
        "natural log",
        on(mp.log, _positive),
        rising(np.log, 0, closed=False),
        typst="ln",
        plain="ln",
        corners=corners_at(0),
    ),
    function(
        "log2",
        kept.log2,
        "log to base two",
        on(lambda z: mp.log(z, 2), _positive),
        rising(np.log2, 0, closed=False),
        typst="log_(2)",
        plain="log₂",
        array=np.log2,
        corners=corners_at(0),
    ),
    function(
        "log10",
        kept.log10,
        "log to base ten",
        on(mp.log10, _positive),
        rising(np.log10, 0, closed=False),
        typst="log_(10)",
        plain="log₁₀",
        array=np.log10,
        corners=corners_at(0),
    ),
    replace(
        function(
            "sqrt",
            sympy.Pow,
            "the square root",
            on(mp.sqrt, lambda z: z >= 0),
            rising(np.sqrt, 0),
            typst="sqrt",
            plain="√",
            corners=corners_at(0),
        ),
        make=sympy.sqrt,
    ),
    function(
        "asin",
        sympy.asin,
        "arc sine",
        on(mp.asin, _within_one),
        rising(np.arcsin, -1, 1),
        typst="arcsin",
        plain="arcsin",
        corners=corners_at(-1, 1),
    ),
    function(
        "acos",
        sympy.acos,
        "arc cosine",
        on(mp.acos, _within_one),
        falling(np.arccos, -1, 1),
        typst="arccos",
        plain="arccos",
        corners=corners_at(-1, 1),
    ),
    function("atan", sympy.atan, "arc tangent", mp.atan, rising(np.arctan), typst="arctan", plain="arctan"),
    function("sinh", sympy.sinh, "hyperbolic sine", mp.sinh, rising(np.sinh), typst="sinh"),
    function("cosh", sympy.cosh, "hyperbolic cosine", mp.cosh, valley(np.cosh, 0.0), typst="cosh"),
    function("tanh", sympy.tanh, "hyperbolic tangent", mp.tanh, rising(np.tanh), typst="tanh"),
    function("asinh", sympy.asinh, "inverse hyperbolic sine", mp.asinh, rising(np.arcsinh)),
    function(
        "acosh",
        sympy.acosh,
        "inverse hyperbolic cosine",
        on(mp.acosh, lambda z: z >= 1),
        rising(np.arccosh, 1),
        corners=corners_at(1),
    ),
    function(
        "atanh",
        sympy.atanh,
        "inverse hyperbolic tangent",
        on(mp.atanh, lambda z: abs(z) < 1),
        rising(np.arctanh, -1, 1, closed=False),
        corners=corners_at(-1, 1),
    ),
    function("erf", sympy.erf, "error function", mp.erf, rising(_erf), array=_erf),
    function(
        "abs",
        sympy.Abs,
        "absolute value",
        abs,
        valley(np.abs, 0.0),
        typst="abs",
        corners=corners_at(0),
    ),
    function("sign", sympy.sign, "sign", mp.sign, rising(np.sign), corners=corners_at(0)),
    function(
        "max",
        kept.maximum,
        "the maximum",
        max,
        larger,
        typst="max",
        array=np.maximum,
        corners=lambda first, second: (first - second,),
        arity=2,
    ),
    function(
        "min",
        kept.minimum,
        "the minimum",
        min,
        smaller,
        typst="min",
        array=np.minimum,
        corners=lambda first, second: (first - second,),
        arity=2,
    ),
)
