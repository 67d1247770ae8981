"""The curve and its slope as a panel beside a derivation, in which lights up what a line speaks of."""

from __future__ import annotations

from manim import RIGHT, Animation, Create, FadeIn, FadeOut, Line, Mobject, VMobject

from backprop_core.network.derivations.form import About
from scenes.chapters.sigmoid.gauges import AreaGauge, RiseGauge
from scenes.chapters.sigmoid.views import NEARER, PANEL, look
from scenes.stage.chapter import Chapter
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.curve_stage import BLEED, CurveStage
from scenes.stage.plots.cut import Cut, Cuttable

SPAN, NAMED = (-3.25, 3.45), 2.15
"""From where to where lines reach in the panel; how far the levels' names come in."""

PARTED, STEPPED, LEFT_OF = -0.57, 0.6, -2.1
"""Where the point stands, from the middle on stage: where both lengths are seen, where a step is seen right
of zero, and left of it."""

RIDES: dict[str, tuple[float, ...]] = {
    "value": (0.9, PARTED),
    "rest": (-1.6, PARTED),
    "slope": (0.9, PARTED),
    "area": (-PARTED, PARTED),
}
"""Where the point goes while a part is spoken of that changes with it."""

_MARGIN = 0.64
"""What a line keeps from the frame's right edge where the camera is nearer."""

_LIT, _DIM = 1.9, 0.25
"""How much thicker strokes are that are spoken of; how much is seen of the others."""


class ProofPanel:
    """Takes a stage to one side of the frame and back; `light` points to a part of it."""

    def __init__(
        self, chapter: Chapter, stage: CurveStage, gauge: AreaGauge | RiseGauge, sides: list[Line]
    ) -> None:
        self.chapter, self.stage, self.gauge, self.sides = chapter, stage, gauge, sides
        self.lines = [Cuttable(line, (-BLEED, BLEED)) for line in (stage.zero, stage.curve, stage.floor)]
        self.lines += [Cuttable(line, (-BLEED, BLEED)) for line in (*stage.levels, stage.slope_line)]
        ticks = [tick for tick in stage.ticks if not SPAN[0] < float(tick.get_x()) < SPAN[1]]
        self.outside: list[Mobject] = [*ticks, stage.z_below]
        self.view = PANEL
        self.looks: dict[VMobject, tuple[float, float, float]] = {}
        self.dips = stage.activation.shape.dip_at is not None
        """Whether the curve would cross its levels' names in the panel."""
        self.parted = False

    def enter(self, gone: list[Animation]) -> None:
        """The camera goes to one side; the lines withdraw, and both lengths stand upright again."""
        gauge, stage = self.gauge, self.stage
        moves: list[Animation] = [
            look(self.chapter, self.view),
            *gone,
            *(Cut(one, SPAN) for one in self.lines),
        ]
        moves += [FadeOut(part) for part in self.outside]
        names = stage.level_names
        moves.append(FadeOut(names) if self.dips else changing(names).shift(RIGHT * NAMED))
        if isinstance(gauge, AreaGauge):
            moves += [FadeOut(gauge.area), changing(gauge.fold).set_value(0.0)]
        start = (
            self.stage.activation.middle + (PARTED if isinstance(gauge, AreaGauge) else STEPPED) / stage.unit
        )
        self.chapter.play(*moves, changing(gauge.z).set_value(start), run_time=1.3)
        self.chapter.add(gauge.dot)

    def stand(self, right: float) -> None:
        """Let the camera be nearer at first if it sees then as far as a line goes."""
        edge = NEARER.x + Frame.current().width * NEARER.scale / 2 - _MARGIN
        self.view = NEARER if right <= edge else PANEL

    def step_back(self) -> list[Animation]:
        """Return the animation that lets the camera see the slope, too, if it does not."""
        if self.view == PANEL:
            return []
        self.view = PANEL
        return [look(self.chapter, PANEL)]

    def ride(self, about: About, seconds: float = 0.9) -> None:
        """Let the point go along the curve and back, and with it what is spoken of."""
        if self.parted or about not in RIDES:
            return
        places = RIDES[about] if isinstance(self.gauge, AreaGauge) else (LEFT_OF, STEPPED)
        for place in places:
            to = changing(self.gauge.z).set_value(self.stage.activation.middle + place / self.stage.unit)
            self.chapter.play(to, run_time=max(0.9, seconds))

    def leave(self, gone: list[Animation]) -> list[Animation]:
        """Return the animations by which the lines grow again."""
        moves = [*gone, *(Cut(one, (-BLEED, BLEED)) for one in self.lines)]
        moves += [FadeIn(part) for part in self.outside]
        if self.stage.level_names in self.chapter.mobjects:
            moves.append(FadeOut(self.stage.level_names))
        return moves

    def name_levels_outside(self) -> None:
        """Put the levels' names, which are off stage, back to where they stood."""
        if not self.dips:
            self.stage.level_names.shift(RIGHT * -NAMED)

    def light(self, about: About) -> list[Animation]:
        """Return the animations that light what is spoken of, and dim the rest of the gauge."""
        groups = self.gauge.spoken_of()
        lit = groups.get(about, [])
        moves: list[Animation] = []
        for part in dict.fromkeys(part for group in groups.values() for part in group):
            if part not in self.chapter.mobjects:
                continue
            look = (part.get_stroke_width(), part.get_stroke_opacity(), part.get_fill_opacity())
            width, stroke, fill = self.looks.setdefault(part, look)
            share = 1.0 if part in lit or not lit or part is self.stage.curve else _DIM
            thick = width * (_LIT if part in lit else 1.0)
            looks = changing(part).set_stroke(width=thick, opacity=share * stroke)
            moves.append(looks.set_fill(opacity=share * fill) if fill else looks)
        return moves

    def go(self, about: About) -> None:
        """Move the point where the part that is spoken of lies, or stand up both sides' tangents."""
        gauge, stage, chapter = self.gauge, self.stage, self.chapter
        if about == "area" and isinstance(gauge, AreaGauge):
            chapter.play(FadeOut(gauge.names[1]), *self.light(""), run_time=0.2)
            chapter.play(changing(gauge.fold).set_value(1.0), run_time=1.1)
            chapter.bring_to_back(gauge.area)
            chapter.play(FadeIn(gauge.area), FadeIn(gauge.names[1]), *self.light("area"), run_time=0.6)
            return
        places = {"right": STEPPED, "left": LEFT_OF, "zero": 0.0, "sides": 0.0}
        if about not in places:
            return
        to = stage.activation.middle + places[about] / stage.unit
        parts = [gauge.tangent, *gauge.picture, gauge.column]
        away: list[Animation] = []
        if about == "sides" and not self.parted:
            away = [FadeOut(part) for part in parts]
        if away or abs(float(gauge.z.get_value()) - to) > 1e-9:
            chapter.play(changing(gauge.z).set_value(to), *away, run_time=1.1)
        if away:
            chapter.play(*(Create(side) for side in self.sides), run_time=0.7)
            chapter.add(gauge.dot)
            self.parted = True
