"""Which chapters a configuration is drawn with: those it names, those that can show it, those asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import ConfigError, Settings, load_settings
from scenes.cli.choice import chosen_chapters
from scenes.course import COURSE
from scenes.film.errors import RequestError

WIDE = """
[network]
input = [1, 2]
target = [1]
[[network.layers]]
weights = [[0.5, -0.5]]
activation = "tanh"
"""


def settings(folder: Path, text: str) -> Settings:
    """Return the settings of a configuration's text."""
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_all_chapters_show_the_default() -> None:
    told: list[str] = []
    assert chosen_chapters(COURSE, (), load_settings(), told.append) == COURSE.scenes
    assert told == []


def test_what_needs_a_chain_is_left_out_of_a_wide_network_and_told(tmp_path: Path) -> None:
    told: list[str] = []
    chosen = [scene.id for scene in chosen_chapters(COURSE, (), settings(tmp_path, WIDE), told.append)]
    assert {"forward_pass", "backward_pass", "jacobians", "circuit"} <= set(chosen)
    assert "premise" not in chosen
    assert "premise is left out: it needs a chain: one neuron a layer" in told
    assert len(chosen) + len(told) == len(COURSE.scenes)


def test_what_is_asked_for_and_cannot_be_shown_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        RequestError, match="premise cannot be drawn with this configuration: it needs a chain"
    ):
        chosen_chapters(COURSE, ("premise",), settings(tmp_path, WIDE), print)
    with pytest.raises(ConfigError, match="premise cannot be drawn"):
        chosen_chapters(COURSE, (), settings(tmp_path, 'chapters = ["premise"]\n' + WIDE), print)


def test_a_configuration_names_its_chapters_in_the_courses_order(tmp_path: Path) -> None:
    own = settings(tmp_path, 'chapters = ["recap", "circuit"]\n')
    assert [scene.id for scene in chosen_chapters(COURSE, (), own, print)] == ["circuit", "recap"]
    named = chosen_chapters(COURSE, ("premise",), own, print)
    assert [scene.id for scene in named] == ["premise"]
    with pytest.raises(ConfigError, match="there is no scene 'circus'"):
        chosen_chapters(COURSE, (), settings(tmp_path, 'chapters = ["circus"]\n'), print)
