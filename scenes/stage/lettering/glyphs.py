"""Typst source to outlines: one compilation a line, every glyph read once.

Parts of a line are told apart in the SVG by a fill colour that stands for the part's number, so a
line of any number of parts needs a single compilation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from xml.etree import ElementTree

import numpy as np
import svgelements
import typst
from manim import VMobjectFromSVGPath
from numpy.typing import NDArray

POINTS_PER_EM = 10.0
"""Type size at which Typst compiles; outlines are scaled to ems afterwards."""

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MARKER = 0xFE0001
_PREAMBLE = """\
#set page(width: auto, height: auto, margin: 20pt, fill: none)
#set text(size: 10pt, font: "Source Sans Pro")
#let part(n, body) = text(fill: rgb(n), body)
#part("#fe0001")[H]#h(10pt)"""


class TypesettingError(ValueError):
    """Typst refused a source; the message holds both the source and the reason."""


@dataclass(frozen=True)
class GlyphOutline:
    """One glyph or rule: points of cubic curves in ems from the baseline's start, and its part's number."""

    points: NDArray[np.float64]
    part: int


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = str(files("font_source_sans_pro") / "files")
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


@lru_cache(maxsize=4096)
def outlines(body: str) -> tuple[GlyphOutline, ...]:
    """Typeset one line of Typst markup.

    In the markup `#part("#00000n", content)` marks the outlines of part n. The result is in ems: the
    baseline lies at zero, x grows to the right from the line's start, y upwards. Raises
    `TypesettingError` if Typst refuses the source.
    """
    try:
        svg = typst.compile((_PREAMBLE + body).encode(), format="svg", font_paths=_fonts())
    except typst.TypstError as error:
        raise TypesettingError(f"Typst refused {body!r}: {error}") from error
    root = ElementTree.fromstring(svg)
    symbols = {
        symbol.get("id", ""): symbol.find(f"{_NAMESPACE}path").get("d", "")  # type: ignore[union-attr]
        for symbol in root.iter(f"{_NAMESPACE}symbol")
    }
    found: list[tuple[NDArray[np.float64], int]] = []
    _walk(root, svgelements.Matrix(), symbols, found)
    marker = next(points for points, part in found if part == _MARKER)
    start = np.array([marker[:, 0].min() - 0.9 + 6.52 + 10.0, marker[:, 1].max(), 0.0])
    return tuple(
        GlyphOutline((points - start) * np.array([1.0, -1.0, 1.0]) / POINTS_PER_EM, part)
        for points, part in found
        if part != _MARKER
    )


def _walk(
    element: ElementTree.Element,
    matrix: svgelements.Matrix,
    symbols: dict[str, str],
    found: list[tuple[NDArray[np.float64], int]],
) -> None:
    for child in element:
        tag = child.tag.removeprefix(_NAMESPACE)
        if tag in ("defs", "symbol"):
            continue
        here = svgelements.Matrix(child.get("transform") or "") * matrix
        if tag == "use":
            here = svgelements.Matrix.translate(float(child.get("x", 0)), float(child.get("y", 0))) * here
            points = _placed(_glyph_points(symbols[child.get(_HREF, "")[1:]]), here)
            found.append((points, _part_number(child.get("fill", ""))))
        elif tag == "path":
            stroke = child.get("stroke")
            if stroke in (None, "none"):
                points, colour = _placed(_glyph_points(child.get("d", "")), here), child.get("fill", "")
            else:
                points, colour = _rule(child, here), stroke
            found.append((points, _part_number(colour or "")))
        _walk(child, here, symbols, found)


def _part_number(colour: str) -> int:
    return int(colour[1:7], 16) if re.fullmatch(r"#[0-9a-fA-F]{6,8}", colour) else 0


@lru_cache(maxsize=1024)
def _glyph_points(path: str) -> NDArray[np.float64]:
    mobject = VMobjectFromSVGPath(
        svgelements.Path(path), should_subdivide_sharp_curves=False, should_remove_null_curves=True
    )
    return np.array(mobject.points)


def _placed(points: NDArray[np.float64], matrix: svgelements.Matrix) -> NDArray[np.float64]:
    linear = np.array([[matrix.a, matrix.b, 0.0], [matrix.c, matrix.d, 0.0], [0.0, 0.0, 1.0]])
    placed: NDArray[np.float64] = points @ linear + np.array([matrix.e, matrix.f, 0.0])
    return placed


def _rule(element: ElementTree.Element, matrix: svgelements.Matrix) -> NDArray[np.float64]:
    """Turn a stroked straight line (a fraction's bar) into a filled bar of the same thickness."""
    line = _placed(_glyph_points(element.get("d", "")), matrix)
    half = float(element.get("stroke-width", 1)) / 2
    along = (line[-1] - line[0]) / max(float(np.linalg.norm(line[-1] - line[0])), 1e-9)
    across = np.array([-along[1], along[0], 0.0]) * half
    corners = [line[0] + across, line[-1] + across, line[-1] - across, line[0] - across]
    edges = zip(corners, corners[1:] + corners[:1], strict=True)
    return np.array([a + (b - a) * s for a, b in edges for s in (0.0, 1 / 3, 2 / 3, 1.0)])
