"""Captions keep the limits of the style for any sentence that a beat may have."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.film.errors import ProductionError
from scenes.film.joining.captions import as_vtt, broken, cues
from scenes.film.timeline import TICKS_PER_SECOND, Beat, Timeline
from scenes.stage.frame import Frame

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=16)
SENTENCES = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


def timeline(*captions: str, extra: int = 0) -> Timeline:
    """Return beats that last as long as the stage makes them last at least."""
    beats: list[Beat] = []
    tick = 0
    for index, caption in enumerate(captions):
        end = tick + max(TICKS_PER_SECOND, math.ceil(len(caption) / 15 * TICKS_PER_SECOND)) + extra
        beats.append(Beat(f"b{index}", tick, end, caption, caption, ()))
        tick = end
    return Timeline("chapter", "Chapter", tuple(beats), beats[-1].end_tick if beats else 0)


@given(st.lists(SENTENCES, min_size=1, max_size=4), st.integers(0, 100))
def test_every_cue_can_be_read(captions: list[str], extra: int) -> None:
    """Two lines of 42, at most 17 characters a second, a second at least, within the beat, no word lost."""
    planned = timeline(*captions, extra=extra)
    found = cues(planned)
    for cue in found:
        assert 1 <= len(cue.lines) <= 2
        assert all(1 <= len(line) <= 42 for line in cue.lines)
        assert cue.end - cue.start >= 1 - 1e-9
        assert len(" ".join(cue.lines)) / (cue.end - cue.start) <= 17 + 1e-9
    assert all(a.end <= b.start + 1e-9 for a, b in pairwise(found))
    for beat in planned.beats:
        inside = [cue for cue in found if beat.start - 1e-9 <= cue.start and cue.end <= beat.end + 1e-9]
        assert " ".join(line for cue in inside for line in cue.lines).split() == beat.caption.split()
        assert inside[0].start == beat.start
        assert inside[-1].end == beat.end


def test_no_more_cues_than_needed_and_balanced_lines() -> None:
    """A sentence of one line stays one; two lines are about equally long."""
    assert broken("A nudge of x moves f.") == [("A nudge of x moves f.",)]
    ((first, second),) = broken("The slope of the tangent is the ratio of the two nudges.")
    assert abs(len(first) - len(second)) <= 8
    assert broken("  ") == []


def test_formulae_stay_in_one_piece() -> None:
    """No line or cue ends between a name, its sign and its digits where there is another place."""
    for sentence in (
        "Multiply the five local derivatives and ∂L/∂w₁ ≈ −0.0872 comes out, as before.",
        "At the point where the two curves meet each other f′(x) = −1.5 and the tangent falls; "
        "a little further on the slope is zero and then f′(x) = 2 says that the curve climbs.",
    ):
        for lines in broken(sentence):
            for line in lines:
                assert line.split()[0] not in ("≈", "=")
                assert line.split()[-1] not in ("≈", "=")


def test_a_cue_ends_where_the_sentence_does() -> None:
    """Of two ways to split, the one at a full stop is taken."""
    sentences = ("The loss falls when the weight falls.", "So a step against the gradient helps us.")
    assert [" ".join(lines) for lines in broken(" ".join(sentences * 2))] == [" ".join(sentences)] * 2


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [
        (
            "At the core of it all stands one single weight, w₁.",
            ("At the core of it all stands", "one single weight, w₁."),
        ),
        (
            "Lay the slopes side by side, one after the other, and multiply.",
            ("Lay the slopes side by side,", "one after the other, and multiply."),
        ),
        (
            "How steep is the curve of the loss at the place where we stand?",
            ("How steep is the curve of the loss", "at the place where we stand?"),
        ),
    ],
)
def test_a_line_breaks_where_a_phrase_does(sentence: str, lines: tuple[str, ...]) -> None:
    """Not after an article, a preposition or a conjunction, but before them."""
    assert broken(sentence) == [lines]


def test_a_beat_too_short_is_named() -> None:
    """The chapter and the beat stand in the message."""
    hurried = Timeline("chapter", "C", (Beat("quick", 0, 8, "Too quick.", "", ()),), 8)
    with pytest.raises(ProductionError, match=r"chapter, beat 'quick': .*'Too quick\.' has 0\.53 s"):
        cues(hurried)


def test_the_file_is_read_back_by_a_player(tmp_path: Path) -> None:
    """FFmpeg's WebVTT reader finds the same words at the same times."""
    planned = timeline("If a < b & c > d, look here.", "And here: ∂L/∂w₁ ≈ −0.0872.", extra=1)
    path = tmp_path / "x.vtt"
    path.write_text(as_vtt(cues(planned)), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert re.findall("line:(.*)%", text) == [f"{100 * (1 - Frame.current().caption_band):g}"] * 2
    with av.open(path) as container:
        packets = [packet for packet in container.demux(container.streams.subtitles[0]) if packet.size]
    assert [bytes(p).decode() for p in packets] == [
        "If a &lt; b &amp; c &gt; d, look here.",
        "And here: ∂L/∂w₁ ≈ −0.0872.",
    ]
    for packet, beat in zip(packets, planned.beats, strict=True):
        assert packet.pts is not None and packet.duration is not None and packet.time_base is not None
        assert beat.start - 0.001 <= float(packet.pts * packet.time_base) <= beat.start
        assert float((packet.pts + packet.duration) * packet.time_base) <= beat.end
