"""The command that measures: what is a wrong word, its table, what it refuses. No recogniser is asked."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from scenes.course import Course
from scenes.film.project import SceneRef
from scenes.voice.speech import Samples
from tools import hear


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command know one short chapter: "A square moves." and "It rests."."""
    course = Course("Tiny", (SceneRef("tiny", "tests.scenes.tiny_chapters", "Tiny"),))
    monkeypatch.setattr(hear, "COURSE", course)


def measured(monkeypatch: pytest.MonkeyPatch, *understood: str) -> Result:
    """Run the command with somebody who understands this, line by line."""
    lines = iter(understood)

    def written_down(_samples: Samples) -> str:
        return next(lines)

    monkeypatch.setattr(hear, "whisper", lambda: written_down)
    return CliRunner().invoke(hear.main, ["tiny"])


def rows(result: Result) -> list[list[str]]:
    """Return the cells of what was printed, line by line."""
    return [line.replace("│", " ").split() for line in result.output.splitlines()]


def test_numbers_symbols_and_words_that_sound_alike_are_the_same() -> None:
    assert hear.spelt("Two w1, 0.5!") == hear.spelt("to W one zero point five")
    assert hear.spelt("all by the way") == ("all", "by", "the", "weigh")


def test_whoever_understands_all_has_no_word_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    result = measured(monkeypatch, "a square moves", "it rests")
    assert result.exit_code == 0, result.output
    assert ["all", "2", "5", "0", "0.0"] in rows(result)
    assert "heard" not in result.output


def test_wrong_words_are_counted_and_their_beat_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One word less, one other: no reason to fail."""
    result = measured(monkeypatch, "a square", "it vests")
    assert result.exit_code == 0, result.output
    assert ["all", "2", "5", "2", "40.0"] in rows(result)
    assert "rest: 1 of 2 words\n  said   it rests\n  heard  it vests" in result.output


@pytest.mark.parametrize(
    ("name", "words"),
    [("tiny", "faster_whisper is not installed"), ("tinny", "there is no scene 'tinny'")],
)
def test_what_cannot_be_measured_is_one_line(monkeypatch: pytest.MonkeyPatch, name: str, words: str) -> None:
    def missing() -> None:
        raise ImportError("No module named 'faster_whisper'", name="faster_whisper")

    monkeypatch.setattr(hear, "_model", missing)
    result = CliRunner().invoke(hear.main, [name])
    assert result.exit_code == 2
    (line,) = result.output.splitlines()
    assert line.startswith("error: ")
    assert words in line
