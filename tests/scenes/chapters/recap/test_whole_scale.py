"""The scale of the recap: its numbers keep off what stands at an end of the line."""

from __future__ import annotations

import pytest

from config import load_settings
from scenes.chapters.recap.whole_scale import WholeScale

WIDTH, CLEAR = 10.8, 0.05


@pytest.mark.parametrize("values", [(0.0, 0.9), (-1.0, 1.0), (0.4, 2.0), (-12.3, 0.5)])
@pytest.mark.parametrize("ball", [0.0, 0.13, 0.44])
def test_a_ball_at_an_end_touches_no_number(values: tuple[float, ...], ball: float) -> None:
    scale = WholeScale(load_settings().theme, values, WIDTH, 0.3, ball)
    low, high = scale.numbers
    left, right = (float(scale.place(end)[0]) for end in scale.ends)
    assert float(low.get_right()[0]) <= left - ball - CLEAR
    assert float(high.get_left()[0]) >= right + ball + CLEAR
    assert float(high.get_right()[0] - low.get_left()[0]) == pytest.approx(WIDTH)
