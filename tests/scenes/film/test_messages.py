"""What a maker does wrong is told in one line that names their file and their line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from config import Settings
from tests.scenes.own_scenes import drawn

HEAD = """import os

from manim import *
from manim.mobject.opengl.opengl_mobject import OpenGLMobject

from backprop_core.quantity import Quantity
from scenes.stage.chapter import Chapter
from scenes.stage.words import Words

os.environ["PATH"] = ""  # No program is found, LaTeX neither.


class Own(Chapter):
    title = "Own"

    def construct(self):
        with self.beat("only", Words("A beat.", "A beat.")):
"""
HERE = len(HEAD.splitlines()) + 1
"""The line of what is put into the beat."""
LATEX = "LaTeX is not installed (there is no program 'latex'): use MathTypst for MathTex, Typst for Tex,"
IN_WORDS = {
    "MathTex('x')": LATEX,
    "Tex('x')": LATEX,
    "DecimalNumber(2.5)": LATEX,
    "Axes(axis_config={'include_numbers': True})": LATEX,
    "BarChart([1, 2], bar_names=['a', 'b'])": LATEX,
    "self.interactive_embed()": "interactive_embed() waits for a person at a keyboard: leave it out",
    "self.embed()": "embed() waits for a person at a keyboard: leave it out",
    "self.interact(None, None)": "interact() waits for a person at a keyboard: leave it out",
    "config.renderer = 'opengl'": "config.renderer must stay 'cairo'",
    "with tempconfig({'renderer': 'opengl'}): Square()": "config.renderer must stay 'cairo'",
    "OpenGLMobject()": "OpenGL mobjects cannot be drawn: use those without OpenGL in their name",
    "Square().shift('left')": "",
    "self.play(FadeIn(3))": "",
    "Quantity(1, 2, 3, 4, 5, 6, 7, 8, 9)": "TypeError: ",
    "self.add(Dot().add_updater(lambda it, dt: it.shift(1 / 0))), self.wait()": "ZeroDivisionError: division",
    "raise ValueError('two\\n  lines')": "ValueError: two lines",
    "self.open_with(None)": "AttributeError: ",
    "assert 1 > 2": "AssertionError in `assert 1 > 2`",
    "raise KeyError": "KeyError in `raise KeyError`",
    "raise ValueError('long ' * 1000)": "ValueError: long long",
}


@pytest.mark.parametrize("line", IN_WORDS)
def test_the_makers_line_is_named(folder: Path, small: Settings, line: str) -> None:
    (told,) = drawn(folder, f"{HEAD}            {line}\n", small).failures
    (file,) = folder.glob("own_scene*")
    assert told.startswith(f"own0, beat 'only' ({file}:{HERE}): {IN_WORDS[line]}"), told
    assert "\n" not in told and len(told) < 800


def test_a_file_that_cannot_be_read_is_named_with_its_line(folder: Path, small: Settings) -> None:
    """Syntax, a module that is not there, a name that is not there: all before the first beat."""
    for line, words in {
        "x = (": "SyntaxError: '(' was never closed",
        "import no_such_module": "ModuleNotFoundError: No module named 'no_such_module'",
        "Sqare()": "NameError: name 'Sqare' is not defined",
        "config.renderer = 'opengl'": "config.renderer must stay 'cairo'",
    }.items():
        (told,) = drawn(folder, f"from manim import *\n\n{line}\n", small).failures
        file = max(folder.glob("own_scene*"), key=lambda path: path.stem)
        assert told == f"own0: cannot be loaded ({file}:3): {told.partition('): ')[2]}"
        assert words in told


def test_a_file_below_the_working_folder_is_named_from_there(
    folder: Path, small: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "scenes").mkdir()
    monkeypatch.syspath_prepend(folder / "scenes")
    monkeypatch.chdir(folder)
    (told,) = drawn(folder / "scenes", f"{HEAD}            assert False\n", small).failures
    assert told.startswith(f"own0, beat 'only' (scenes{os.sep}own_scene_")


def test_the_advice_about_latex_is_true(folder: Path, small: Settings) -> None:
    """Who follows it gets a film."""
    lines = (
        "self.add(MathTypst('x'), Typst('x'), DecimalNumber(2.5, mob_class=MathTypst))",
        "numbers = {'include_numbers': True, 'label_constructor': MathTypst}",
        "labels = {'label_constructor': MathTypst}",
        "self.add(Axes(axis_config=numbers))",
        "self.add(BarChart([1, 2], bar_names=['a', 'b'], x_axis_config=labels, y_axis_config=labels))",
    )
    assert drawn(folder, HEAD + "".join(f"            {line}\n" for line in lines), small).failures == []
