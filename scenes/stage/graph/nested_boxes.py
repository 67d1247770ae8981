"""The network's functions as nested boxes: one box in another, each closed by a lid until it is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, starmap

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    LaggedStart,
    Rectangle,
    ReplacementTransform,
    RoundedRectangle,
    VGroup,
    VMobject,
)

from backprop_core.network import Graph
from backprop_core.network.stages import stage_keys
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.color import mixed
from scenes.stage.formulas.equation import fit, name_piece, number_line, role_color
from scenes.stage.formulas.factor_chip import FactorChip
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.graph.boxes import ParameterBox, ValueBox
from scenes.stage.graph.shell_formula import shell_formula
from scenes.stage.lettering.box import INSET, Box
from scenes.stage.lettering.fitting import shortened
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, TITLE, TypesetPart, math
from scenes.stage.measure import allow

INSET_X, INSET_Y = 0.16, 0.25
"""How much smaller a shell is than the one around it, at its left side and at its top and bottom."""

_UNCROWDED = 5
"""Shells up to which they stand that far apart; more of them share the height of so many."""

SYMBOL_LEVEL, VALUE_LEVEL = 1.28, 0.7
"""How far above the shells' middle the symbols and the values stand; lower where the core is lower."""

_FILL, _LID_FILL, _LID_INSET, _OVERLAP, _RADIUS = 0.1, 0.3, 0.1, 0.02, 0.28
_WALL, _GLOW, _GLOW_ROOM = 3.5, 7.0, 0.05
_TAG_INSET, _UNDER_WALL, _UNDER_SYMBOL = 0.36, 0.4, 0.05
_ROOMY = 1.9
"""Width of a band up from which a tag at its wall's corner keeps its size and distance."""


def shells_of(graph: Graph) -> tuple[str, ...]:
    """Return the keys of the core, the first weight, and of what comes out of each function around it.

    In a long chain a function is a whole neuron.
    """
    return stage_keys(graph)


def function_piece(number: int) -> Piece:
    """Return the name of one of the nested functions, the innermost first."""
    return Piece(f"f_{number}", "symbol")


class NestedBox(VGroup):
    """A box; in the band at its right stands what comes out of it: the symbol, under it formula or value.

    `lid` covers all that is inside, `face` is the function's name on it, `tag` the same name in small at the
    wall's corner; the core has none of them.
    """

    def __init__(
        self,
        theme: Theme,
        quantity: Quantity,
        width: float,
        height: float,
        band: float,
        formula: VGroup | None = None,
    ) -> None:
        super().__init__()
        self.theme, self.quantity, self.band = theme, quantity, band
        self.color_on = role_color(theme, quantity.symbol)
        self.frame = RoundedRectangle(
            corner_radius=_RADIUS, width=width, height=height, stroke_color=self.color_on, stroke_width=_WALL
        )
        self.frame.set_fill(mixed(theme.background, self.color_on, _FILL), 1.0)
        self.symbol = math([name_piece(quantity)], self.color_on, size=TITLE)
        self.lid, self.face, self.tag = VGroup(), VGroup(), VGroup()
        self.formula = formula
        stated = shortened(quantity, lambda one: float(number_line(theme, one, size=1.0).width), self.room)
        self.value = fit(number_line(theme, stated, size=BODY, color=theme.ink), self.room)
        self.add(self.frame)

    @property
    def room(self) -> float:
        """Width that a line in the band may take."""
        return self.band - 2 * INSET

    def settle(self, lowered: float) -> None:
        """Put symbol, formula and value into the band, once the frame is in its place."""
        middle = float(self.frame.get_right()[0]) - self.band / 2
        height = float(self.frame.get_y()) - lowered
        self.symbol.move_to((middle, height + SYMBOL_LEVEL, 0.0))
        ceiling = float(self.symbol.get_bottom()[1]) - _UNDER_SYMBOL
        for line in (self.formula, self.value):
            if line is not None:
                line.move_to((middle, height + VALUE_LEVEL, 0.0))
                line.shift(DOWN * max(0.0, float(line.get_top()[1]) - ceiling))

    def close(self, number: int) -> None:
        """Put a lid over what is inside, and the function's name on it."""
        width, height = (float(side) - 2 * _LID_INSET for side in (self.frame.width, self.frame.height))
        for side in (UP, DOWN):
            half = Rectangle(width=width, height=height / 2 + _OVERLAP, stroke_width=0.0)
            half.set_fill(mixed(self.theme.background, self.color_on, _LID_FILL), 1.0)
            allow(half, "text on line", "the seam of a lid: both halves have one colour")
            self.lid.add(half.next_to(self.frame.get_center(), side, buff=-_OVERLAP))
        named = math([function_piece(number)], self.theme.ink, size=2.4 * TITLE).move_to(self.frame)
        share = min(1.0, self.band / _ROOMY)
        self.tag.add(math([function_piece(number)], self.color_on, size=share * BODY))
        self.tag.move_to(self.frame.get_corner(UP + RIGHT) + (DOWN + LEFT) * share * _TAG_INSET)
        self.face = allow(named.part(1), "reading time", "it flies on into the formula, and stays there")

    def open(self, name: TypesetPart) -> Animation:
        """Return the animation in which the face flies to its name and the lid's halves roll away."""
        self.face.set_z_index(1)
        halves = [
            changing(half).stretch_to_fit_height(1e-3, about_edge=side)
            for half, side in zip(self.lid, (UP, DOWN), strict=True)
        ]
        return LaggedStart(ReplacementTransform(self.face, name), AnimationGroup(*halves), lag_ratio=0.55)

    def highlight(self) -> Animation:
        """Return the animation that makes the wall thick."""
        return self._wall(_GLOW)

    def tone_down(self) -> Animation:
        """Return the animation that makes the wall as thin as it was."""
        return self._wall(_WALL)

    def token(self) -> Box:
        """Return a box around symbol and value, which carries both here from elsewhere."""
        what = VGroup(self.symbol, self.digits)
        token = Box(self.theme, self.color_on, self.band - 0.5, float(what.height) + 0.4)
        token.frame.set_fill(mixed(self.theme.background, self.color_on, _LID_FILL), 1.0)
        token.move_to(what)
        return token.add(*what.copy())

    def unfold_into(self, box: ValueBox | ParameterBox) -> Animation:
        """Return the animation in which frame, symbol and value become those of a network's box.

        The sign in a parameter's box is not a part of it.
        """
        pairs: list[tuple[VMobject, VMobject]] = [(self.frame, box.frame)]
        if isinstance(box, ParameterBox):
            pairs += [(self.symbol.part(1), box.line.part(1)), (self.digits, box.digits)]
        else:
            assert box.value is not None
            pairs += [(self.symbol, box.symbol), (self.digits, box.value.part(1))]
        return AnimationGroup(*starmap(ReplacementTransform, pairs))

    @property
    def digits(self) -> TypesetPart:
        """The value's digits."""
        return self.value.part(1)

    def _wall(self, width: float) -> Animation:
        wall: Animation = changing(self.frame).set_stroke(width=width)
        return wall


class NestedBoxes(VGroup):
    """Shells around a core, a chain's first weight: its sums, activations and loss; `box` by key.

    All fill the safe width, from `top` down to `bottom` or else to the end of the safe area. Only the frames
    are part of the group; lids, faces, symbols and values are in their places.
    """

    def __init__(
        self,
        theme: Theme,
        graph: Graph,
        quantities: Mapping[str, Quantity],
        top: float,
        bottom: float | None = None,
    ) -> None:
        super().__init__()
        self.theme = theme
        bottom = safe_bottom() if bottom is None else bottom
        keys = shells_of(graph)
        deepest = len(keys) - 1
        height, left = top - bottom - _GLOW_ROOM, -safe_width() / 2 + _GLOW_ROOM
        self.band = (safe_width() - 2 * _GLOW_ROOM - deepest * INSET_X) / len(keys)
        inset = INSET_Y * min(1.0, _UNCROWDED / deepest)
        core = height / 2 - deepest * inset
        self.lowered = max(0.0, SYMBOL_LEVEL + _UNDER_WALL - core)
        self.box: dict[str, NestedBox] = {}
        for index, key in enumerate(keys):
            depth = deepest - index
            start = left + depth * INSET_X
            end = left + deepest * INSET_X + (index + 1) * self.band
            formula = shell_formula(theme, graph, quantities, key, self.band)
            size = end - start, height - 2 * depth * inset
            shell = NestedBox(theme, quantities[key], *size, self.band, formula)
            shell.move_to(((start + end) / 2, top - height / 2, 0.0))
            shell.settle(self.lowered)
            if index:
                shell.close(index)
            self.box[key] = shell
        self.add(*reversed(self.box.values()))

    @property
    def middle(self) -> float:
        """The height of the shells' common middle."""
        return float(self.box["L"].frame.get_y())

    def column(self, key: str) -> float:
        """Where the middle of a shell's band stands."""
        return float(self.box[key].symbol.get_x())

    def wall(self, key: str) -> float:
        """Where the wall stands that closes a shell at its right."""
        return float(self.box[key].frame.get_right()[0])

    @property
    def floor(self) -> float:
        """The height of the core's lower wall."""
        return float(self.box["w1"].frame.get_bottom()[1])

    def slopes_on_walls(self, chain: Sequence[Quantity], level: float) -> dict[str, FactorChip]:
        """Return the slope of each function, the innermost first, on the wall that a change passes to it.

        `level` is the height at which they stand; they are no part of the group.
        """
        return {
            key: FactorChip(self.theme, slope, self.band - 0.1).move_to((self.wall(before), level, 0.0))
            for (before, key), slope in zip(pairwise(self.box), chain, strict=True)
        }
