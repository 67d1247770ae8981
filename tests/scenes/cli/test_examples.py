"""Published worked examples: what their sources say comes out, to the last published digit."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from config import load_settings
from scenes.cli.examples import comparisons, example_files
from scenes.cli.main import main
from scenes.course import COURSE

MISPRINTED = {("mazur", "L after a step of the weights")}
"""What a source states that does not follow from its own numbers; the file says so."""


@pytest.mark.parametrize("file", example_files(), ids=lambda file: file.stem)
def test_what_was_published_comes_out(file: Path) -> None:
    settings = load_settings(file)
    found = list(comparisons(settings))
    assert found
    differing = {(file.stem, one.name) for one in found if not one.agrees}
    assert differing == {pair for pair in MISPRINTED if pair[0] == file.stem}
    assert COURSE.chosen(settings.chapters)
    assert file.read_text(encoding="utf-8").startswith("# ")


def test_the_examples_are_those_that_teachers_know() -> None:
    names = {file.stem for file in example_files()}
    assert {"mazur", "relu_layers", "softmax_classifier", "xor"} <= names


def test_a_number_that_does_not_come_out_is_told() -> None:
    result = CliRunner().invoke(main, ["examples"], obj=COURSE)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert "mazur: forward_pass, backward_pass, jacobians, update_step, recap" in lines
    assert sum(line.endswith("differs") for line in lines) == len(MISPRINTED)
