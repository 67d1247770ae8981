"""A working stands long enough for the numbers put in to be read."""

import numpy as np
import pytest
from manim import Mobject, VMobject

from config import load_settings
from scenes.audit.legible.measures import reading_time
from scenes.audit.look.things import SeenGlyph
from scenes.stage.formulas.calculation import CalculationLine
from tests.networks import chain

NUMBERS = ("2", "3.1", "2.5", "-4", "-3", "0")


def seen(outline: Mobject) -> SeenGlyph:
    """Return an outline as the audit sees it."""
    assert isinstance(outline, VMobject)
    flat = outline.points[:, :2]
    box = np.concatenate([flat.min(axis=0), flat.max(axis=0)])
    return SeenGlyph(outline, outline, outline, outline.points, box, np.ones(3), 1.0, 0)


@pytest.mark.parametrize("key", ["z2", "a1", "z1", "w1"])
def test_it_counts_the_spaces_that_a_reader_takes(key: str) -> None:
    network = chain(NUMBERS)
    line = CalculationLine(load_settings().theme, network.gradient[key], (0.0, 0.0, 0.0))
    assert line.numbers is not None
    glyphs = [seen(glyph) for glyph in line.numbers.family_members_with_points()]
    assert line.seconds_to_read >= reading_time(glyphs) - 1e-9
