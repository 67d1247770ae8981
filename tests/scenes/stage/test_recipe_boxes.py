"""The boxes round a frozen variable touch nothing else, wherever the variable stands."""

from fractions import Fraction

import pytest
import shapely
from manim import VMobject

from backprop_core.surface import Surface
from config import load_settings
from scenes.audit.legible.overlap import CLEARANCE
from scenes.audit.look.outlines import outline
from scenes.stage.formulas.recipe import Recipe
from scenes.stage.plots.partials import F, X, Y

EXPRESSIONS = (
    *("x^2 + 2*y^2", "sin(x)*cos(y)", "x/(1 + y^2)", "1/(1 + x^2 + y^2)", "sqrt(x^2 + y^2 + 1)"),
    *("exp(x - y)/100", "x*exp(y^2/2)", "(x + y)^3", "log(1 + x^2*y^2)", "exp(sin(x*y))"),
)


def glyphs(recipe: Recipe) -> list[VMobject]:
    """Return everything that is drawn in a recipe's rows."""
    parts = [part for row in recipe.rows for part in row.family_members_with_points()]
    return [part for part in parts if isinstance(part, VMobject) and len(part.points) > 4]


@pytest.mark.parametrize("along", [0, 1])
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_box_crosses_nothing(expression: str, along: int) -> None:
    theme, point = load_settings().theme, (Fraction(1, 2), Fraction(3, 10))
    colors, room = (theme.input, theme.input), (6.75, 2.75)
    recipe = Recipe(theme, Surface.from_text(expression), (X, Y, F), point, along, room, colors)
    assert recipe.boxes
    for box in recipe.boxes:
        edge = outline(box.points)
        near = min(float(shapely.distance(edge, outline(glyph.points))) for glyph in glyphs(recipe))
        assert near >= CLEARANCE + float(box.get_stroke_width()) / 200
    assert sum(row.height for row in recipe.rows) <= room[1]
