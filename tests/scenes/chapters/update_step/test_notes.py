"""What is written over the loss's curve: nothing runs through it, wherever the curve comes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from manim import Mobject

from config import load_settings
from scenes.chapters.update_step.notes import Notes
from scenes.chapters.update_step.scene import ROOM, UpdateStep
from scenes.film.playing.dry_renderer import DryRenderer
from scenes.stage.lettering.typesetting import math
from scenes.stage.plots.free_spot import keeps_off

EXAMPLES = Path(__file__).parents[4] / "config" / "examples"

DEAD = """
[network]
input = [-0.4]
target = [1.2]
learning_rate = 0.1
[[network.layers]]
weights = [[-1.3]]
bias = [-0.9]
activation = "relu"
[[network.layers]]
weights = [[0.42]]
bias = [0.29]
activation = "silu"
"""
VALLEY = """
[network]
input = [-0.91, -0.24]
target = [0.2, 0, 0.2]
loss = "mean_squared"
learning_rate = 1
[[network.layers]]
weights = [[-0.9, -0.86], [0.88, -0.16], [-0.8, -0.9]]
bias = [-0.06, 1.2, -0.54]
activation = "tanh"
"""
BROAD = """
[network]
input = [-0.1, 0.2, 0.5]
target = [0, 1, 0]
loss = "cross_entropy"
learning_rate = 0.5
[[network.layers]]
weights = [[-0.04, -0.07, 0.8], [-1.8, -0.8, -0.78], [0.8, 0.7, 1.9]]
bias = [0.2, 1.3, -1.9]
activation = "softmax"
"""
NETWORKS = {
    "dead": DEAD,
    "valley": VALLEY,
    "steep": (EXAMPLES / "relu_layers.toml").read_text(),
    "given": "",
    "broad": BROAD,
}


@pytest.fixture(scope="module", params=NETWORKS)
def chapter(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> UpdateStep:
    """The chapter on a network, laid out."""
    file = tmp_path_factory.mktemp("network") / "network.toml"
    file.write_text(NETWORKS[request.param])
    made = UpdateStep(load_settings(file), renderer=DryRenderer())
    made.setup()
    made.lay_out()
    return made


def covers(ground: Mobject, text: Mobject) -> bool:
    """Tell whether a text lies on a ground."""
    apart = np.abs(ground.get_center() - text.get_center())[:2]
    return bool(
        (apart <= np.array([ground.width - text.width, ground.height - text.height]) / 2 + 1e-6).all()
    )


@pytest.mark.parametrize("name", ["rule", "rate", "slope"])
def test_lines_keep_off_or_lie_under_a_ground(chapter: UpdateStep, name: str) -> None:
    notes = chapter.notes
    text = {"rule": chapter.rule, "rate": chapter.rate, "slope": chapter.readout}[name]
    lines = [*notes.whole, *(notes.near if name == "rule" else ())]
    grounds = notes.grounds[name]
    if len(grounds):
        assert covers(grounds[0], text)
        assert keeps_off(grounds[0], chapter.view.room, lines[1:3], enough=0.0) or name == "rule"
    else:
        assert keeps_off(text, chapter.view.room, lines, enough=0.1)


def test_texts_keep_off_each_other(chapter: UpdateStep) -> None:
    # The rate stands where the new value is written once it has gone.
    texts = [chapter.rule.symbols, chapter.rate, chapter.readout, chapter.view.names[1]]
    for place, text in enumerate(texts):
        assert keeps_off(text, chapter.view.room, [], texts=texts[:place] + texts[place + 1 :], enough=0.1)


def test_the_name_of_the_loss_is_crossed_by_nothing(chapter: UpdateStep) -> None:
    drawn = [*chapter.notes.whole, *chapter.notes.near]
    assert keeps_off(chapter.view.names[1], chapter.view.room, drawn, enough=0.05)


def test_a_ground_is_laid_only_where_nothing_is_free(
    chapter: UpdateStep, request: pytest.FixtureRequest
) -> None:
    """In the valley the rule has no free place over the curve."""
    name = request.node.callspec.params["chapter"]
    assert len(chapter.notes.grounds["rule"]) == (name == "valley")
    assert not len(chapter.notes.grounds["slope"])


def test_the_window_moves_only_where_the_rule_would_lie_on_a_ground(chapter: UpdateStep) -> None:
    if not chapter.moves:
        assert chapter.near == chapter.view.whole
        return
    windows = chapter.view.windows_around(chapter.start, chapter.end, ROOM)
    step = chapter.start, chapter.end
    stood = [
        Notes(chapter.theme, chapter.view, chapter.plan, step, window).grounds["rule"] for window in windows
    ]
    free = [window for window, ground in zip(windows, stood, strict=True) if not len(ground)]
    assert chapter.near == (free[0] if free else windows[0])


def test_a_text_without_a_free_place_stands_on_a_ground(chapter: UpdateStep) -> None:
    room = chapter.view.room
    step, windows = (chapter.start, chapter.end), [chapter.notes.window]
    notes = Notes(chapter.theme, chapter.view, chapter.plan, step, windows[0])
    broad = math(["alpha + beta"], "#FFFFFF", size=1.0)
    broad.scale(0.97 * min(room.width / float(broad.width), room.height / float(broad.height)))
    notes.lay_slope(broad, room, room.center)
    (ground,) = notes.grounds["slope"]
    assert covers(ground, broad)
