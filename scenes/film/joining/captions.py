"""Captions: every beat's sentence as cues that can be read in their time, and their WebVTT file.

The limits are those of the lecture's style: two lines of 42 characters, 17 characters a second, a
second at least.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

import srt

from scenes.film.errors import ProductionError
from scenes.film.joining.phrases import AFTER_A_BREAK_WELL, BEFORE_A_BREAK_NEVER

if TYPE_CHECKING:
    from scenes.film.timeline import Beat, Speech, Timeline

LINE_LENGTH = 42
LINES = 2
CHARACTERS_PER_SECOND = 17.0
SHORTEST = 1.0

_LINGER = 0.15
"""Seconds that a caption stays after its last word."""
_NEAR = 0.8
"""Seconds between where a caption ought to change and the pause of the voice that it changes in."""

_SIGNS = frozenset("=≈≠<>≤≥+−-·×÷*/→")
_SPLIT_FORMULA = 400.0
_SPLIT_PHRASE = 200.0
_MID_SENTENCE = 60.0
_RAGGED = 0.25


@dataclass(frozen=True)
class Cue:
    """One caption: seconds from the scene's start, and its one or two lines."""

    start: float
    end: float
    lines: tuple[str, ...]

    @property
    def length(self) -> int:
        """Characters to read; the break between two lines counts as the space it stands for."""
        return len(" ".join(self.lines))


def cues(timeline: Timeline) -> tuple[Cue, ...]:
    """Return the scene's captions in order.

    Raises `ProductionError` naming the beat whose caption cannot be read in the beat's time.
    """
    found = [cue for beat in timeline.beats for cue in cues_of(beat, timeline.scene)]
    # What a scene of Manim's has asked for is shown as it asked for it.
    found += [Cue(one.start, one.end, tuple(one.text.splitlines())) for one in timeline.subcaptions]
    return tuple(sorted(found, key=lambda cue: cue.start))


def cues_of(beat: Beat, scene: str) -> list[Cue]:
    """Return one beat's captions, in seconds from the scene's start. Raises as `cues` does."""
    texts = broken(beat.caption)
    if not texts:
        return []
    lengths = [len(" ".join(lines)) for lines in texts]
    times = _times(beat, lengths)
    if beat.speech is not None and len(texts) > 1:
        times = _with_voice(times, beat, texts)
    found = [Cue(start, end, lines) for (start, end), lines in zip(pairwise(times), texts, strict=True)]
    for cue in found:
        time = cue.end - cue.start
        if time < SHORTEST - 1e-9 or cue.length > CHARACTERS_PER_SECOND * time + 1e-9:
            raise ProductionError(
                f"{scene}, beat {beat.id!r}: the caption {' '.join(cue.lines)!r} has {time:.2f} s, "
                f"too short to be read"
            )
    return found


def _times(beat: Beat, lengths: Sequence[int]) -> list[float]:
    """Share the words' time by the length of the text, but give every cue the shortest time at least."""
    end = beat.end if beat.speech is None else _until(beat, beat.speech, sum(lengths))
    whole = end - beat.start
    spare = max(0.0, whole - SHORTEST * len(lengths))
    shares = [whole * length / sum(lengths) for length in lengths]
    if min(shares) < SHORTEST:
        shares = [SHORTEST + spare * length / sum(lengths) for length in lengths]
    times = [beat.start]
    for share in shares[:-1]:
        times.append(times[-1] + share)
    return [*times, end]


def _until(beat: Beat, speech: Speech, length: int) -> float:
    """Return when the last caption of spoken words goes: with the last of them, or once it can be read."""
    return min(beat.end, max(speech.end + _LINGER, beat.start + _readable(length)))


def _readable(length: int) -> float:
    """Return the seconds that it takes to read so many characters."""
    return max(SHORTEST, length / CHARACTERS_PER_SECOND)


def _with_voice(times: Sequence[float], beat: Beat, texts: Sequence[tuple[str, ...]]) -> list[float]:
    """Return the times with each cue but the first beginning where the voice pauses before its words.

    A cue that could not be read in that time stays longer.
    """
    assert beat.speech is not None
    starts = list(times)
    needed = [_readable(len(" ".join(lines))) for lines in texts]
    for index in range(1, len(texts)):
        before = " ".join(word for lines in texts[:index] for word in lines)
        share = spoken_share(before, beat.caption, beat.spoken)
        guess = beat.speech.start + share * (beat.speech.end - beat.speech.start)
        pauses = [end for _, end in beat.speech.pauses if abs(end - guess) < _NEAR]
        heard = min(pauses, key=lambda end: abs(end - guess)) if pauses else guess
        latest = starts[-1] - sum(needed[index:])
        starts[index] = min(latest, max(starts[index - 1] + needed[index - 1], heard))
    return starts


def spoken_share(before: str, caption: str, spoken: str) -> float:
    """Return which share of the spoken words comes before a place in the caption, by their letters."""
    seen, heard = caption.split(), spoken.split()
    alike = SequenceMatcher(None, seen, heard, autojunk=False).get_matching_blocks()
    count = len(before.split())
    known = [(0, 0), *((block.a + step, block.b + step) for block in alike for step in range(block.size + 1))]
    left = max(pair for pair in known if pair[0] <= count)
    right = min(pair for pair in [*known, (len(seen), len(heard))] if pair[0] >= count)
    step = (count - left[0]) / max(1, right[0] - left[0])
    words = round(left[1] + step * (right[1] - left[1]))
    return len(" ".join(heard[:words])) / max(1, len(spoken))


def broken(sentence: str) -> list[tuple[str, ...]]:
    """Break a sentence into cues of lines, as few cues as hold it, where a reader would pause.

    Of all ways with that few cues the cheapest is taken: lines and cues of equal length, no break
    next to a sign of arithmetic or after a word that belongs to the next one, a cue's end after
    punctuation where that is possible.
    """
    words = [part for word in sentence.split() for part in _fitting(word)]
    if not words:
        return []
    best: list[tuple[tuple[int, float], list[tuple[str, ...]]]] = [((0, 0.0), [])]
    for end in range(1, len(words) + 1):
        options = []
        for start in range(end):
            if sum(map(len, words[start:end])) + end - start - 1 > LINES * LINE_LENGTH:
                continue
            laid = _lines(words[start:end])
            if laid is None:
                continue
            cost, lines = laid
            (count, total), before = best[start]
            stop = 0.0 if end == len(words) else _break_cost(words[end - 1], words[end], cue=True)
            size = len(" ".join(lines))
            options.append(((count + 1, total + cost + stop + _RAGGED * size * size / 4), [*before, lines]))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def _lines(words: Sequence[str]) -> tuple[float, tuple[str, ...]] | None:
    """Return the cheapest way to set words in at most two lines, or None if they do not fit."""
    whole = " ".join(words)
    if len(whole) <= LINE_LENGTH:
        return 0.0, (whole,)
    ways = []
    for index in range(1, len(words)):
        first, second = " ".join(words[:index]), " ".join(words[index:])
        if len(first) <= LINE_LENGTH and len(second) <= LINE_LENGTH:
            uneven = len(first) - len(second)
            cost = _break_cost(words[index - 1], words[index], cue=False) + _RAGGED * uneven * uneven
            ways.append((cost, (first, second)))
    return min(ways) if ways else None


def _break_cost(before: str, after: str, *, cue: bool) -> float:
    if before in _SIGNS or after in _SIGNS:
        return _SPLIT_FORMULA
    if before[-1] in ".:;?!,":
        return 0.0 if before[-1] != "," or not cue else _MID_SENTENCE / 3
    cost = _MID_SENTENCE if cue else _MID_SENTENCE / 3
    if before.lower() in BEFORE_A_BREAK_NEVER:
        return cost + _SPLIT_PHRASE
    return cost / 2 if after.lower() in AFTER_A_BREAK_WELL else cost


def _fitting(word: str) -> list[str]:
    return [word[start : start + LINE_LENGTH] for start in range(0, len(word), LINE_LENGTH)]


_TOP = 88
"""Where captions begin: chapters leave the lowest 12% of a frame free for them."""


def as_vtt(found: Iterable[Cue]) -> str:
    """Return the cues as a WebVTT file (https://www.w3.org/TR/webvtt1/).

    Times are cut, not rounded, to milliseconds, so that the frame on which a beat starts already has
    the beat's caption. Each cue says where it begins, in percent of the frame's height: a browser lifts one
    that does not over its controls, into the picture, and leaves it there.
    """
    blocks = ["WEBVTT"]
    for cue in found:
        text = "\n".join(escape(line, quote=False) for line in cue.lines)
        blocks.append(f"{_timestamp(cue.start)} --> {_timestamp(cue.end)} line:{_TOP}%\n{text}")
    return "\n\n".join(blocks) + "\n"


def as_srt(found: Iterable[Cue]) -> str:
    """Return the cues as a SubRip file."""
    text: str = srt.compose(
        srt.Subtitle(number, timedelta(seconds=cue.start), timedelta(seconds=cue.end), "\n".join(cue.lines))
        for number, cue in enumerate(found, start=1)
    )
    return text


def _timestamp(seconds: float) -> str:
    minutes, milliseconds = divmod(int(seconds * 1000 + 1e-6), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000:03d}"
