"""Which installed packages decide what is drawn and heard, and a digest of their versions.

Clusters run `versions` on their workers by value: it uses nothing of the project outside of this module.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache

DRAWING = (
    # What is drawn: Manim with its text, curves, triangles, cuts, contours and graphs; Cairo paints it.
    *("manim", "manimpango", "svgelements", "scipy", "mapbox-earcut"),
    # Where a label keeps off what is drawn.
    "shapely",
    *("skia-pathops", "isosurfaces", "networkx", "pycairo"),
    # The lettering: typeset by Typst, in this font.
    *("typst", "font-source-sans-pro"),
    # Numbers, formulas and their digits.
    *("numpy", "sympy", "mpmath"),
    # Where the gates of a circuit stand.
    "grandalf",
    # Heatmaps, their colours, and pictures.
    *("contourpy", "cmap", "pillow"),
    # How frames are encoded; FFmpeg comes with it.
    "av",
)
"""Packages that decide how frames come out. A test holds this to what a worker really imports."""

SPEAKING = ("hibari-tts", "onnxruntime", "numpy", "scipy", "av")
"""Packages that decide how a voice or a recording sounds."""


def versions(names: Iterable[str] = DRAWING) -> dict[str, str]:
    """Return the versions of Python, of Cairo and of those of the packages that are installed."""
    found = {"Python": platform.python_version()}
    with suppress(ImportError):
        # pycairo draws with the system's Cairo.
        import cairo

        found["Cairo"] = cairo.cairo_version_string()
    for name in names:
        with suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def imported() -> dict[str, str]:
    """Return the versions of all packages that are imported here, without those in `DRAWING`.

    What a scene may use is not known beforehand.
    """
    owners = importlib.metadata.packages_distributions()
    names = {
        name for module in {name.partition(".")[0] for name in sys.modules} for name in owners.get(module, ())
    }
    return {name: importlib.metadata.version(name) for name in sorted(names.difference(DRAWING))}


def installed(known: Mapping[str, str]) -> bool:
    """Tell whether packages are there in the versions given."""
    return all(versions((name,)).get(name) == version for name, version in known.items())


@lru_cache(maxsize=8)
def digest(names: tuple[str, ...] = DRAWING) -> str:
    """Return a digest of Python, this kind of machine, Cairo, and the versions of packages."""
    told = (sys.version, platform.system(), platform.machine(), sorted(versions(names).items()))
    return hashlib.sha256(repr(told).encode()).hexdigest()
