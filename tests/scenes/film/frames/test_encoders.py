"""Which encoder makes a film, and what it is told: chosen once, named in the key, never silently another."""

from __future__ import annotations

import pickle
from pathlib import Path

import av
import pytest

from config import Settings
from scenes.film.errors import RequestError
from scenes.film.frames import encoders
from scenes.film.hardware import HARDWARE, InHardware
from scenes.film.project import SceneRef
from scenes.film.quality import Quality
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render


@pytest.fixture
def tiny(small: Settings) -> Quality:
    """Return the tiny quality."""
    return small.profiles["tiny"]


def nothing_works(_quality: InHardware) -> str | None:
    return "no such card"


def the_second_works(quality: InHardware) -> str | None:
    return None if quality.encoder == HARDWARE[1] else "no such card"


def test_software_is_what_nobody_asks_for(tiny: Quality) -> None:
    assert encoders.chosen("software", tiny) == (tiny, None)
    assert encoders.encoder_of(tiny) == "libx264"


def test_auto_takes_the_first_that_works_else_x264_and_says_so(
    tiny: Quality, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoders, "_why_not", the_second_works)
    quality, line = encoders.chosen("auto", tiny)
    assert encoders.encoder_of(quality) == HARDWARE[1]
    assert line == f"encoding with {HARDWARE[1]}"
    monkeypatch.setattr(encoders, "_why_not", nothing_works)
    quality, line = encoders.chosen("auto", tiny)
    assert quality is tiny
    assert line is not None and line.startswith(
        "encoding with x264, for none in hardware works here (h264_nvenc: "
    )
    assert line.count("no such card") == len(HARDWARE)


def test_an_encoder_that_is_named_works_or_is_refused(tiny: Quality, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "_why_not", the_second_works)
    assert encoders.encoder_of(encoders.chosen(HARDWARE[1], tiny)[0]) == HARDWARE[1]
    with pytest.raises(RequestError) as told:
        encoders.chosen(HARDWARE[0], tiny)
    assert str(told.value) == f"the encoder does not work here: {HARDWARE[0]}: no such card"


def test_what_ffmpeg_does_not_have_does_not_work(tiny: Quality) -> None:
    """Tried for real: a name that no FFmpeg has."""
    with pytest.raises(RequestError) as told:
        encoders.chosen("h264_of_nobody", tiny)
    assert str(told.value).endswith("not part of this FFmpeg")


@pytest.mark.parametrize("name", HARDWARE)
def test_the_encoder_is_part_of_the_key_and_goes_with_the_quality(tiny: Quality, name: str) -> None:
    quality = InHardware(tiny, name)
    assert quality.key != tiny.key
    assert len({InHardware(tiny, other).key for other in HARDWARE}) == len(HARDWARE)
    assert pickle.loads(pickle.dumps(quality)) == quality
    assert (quality.width, quality.height, quality.frame_rate) == (160, 90, 30)
    assert encoders.options(quality)["bf"] == "0"


def test_films_of_another_encoder_are_drawn_anew_and_joined_of_it_alone(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """A stand-in for hardware: FFmpeg's other name of x264's family, with options of its own."""
    tiny = small.profiles["tiny"]

    def draw(quality: Quality) -> tuple[int, str]:
        from scenes.film.render import render as render_quality

        result = render_quality(
            [entries["tiny"]],
            small,
            quality,
            small.narration,
            profile="tiny",
            jobs=1,
            out=tmp_path,
            reporter=Notes(),
        )
        assert result.failures == []
        (scene,) = result.scenes
        assert scene.video is not None
        with av.open(scene.video) as film:
            assert sum(1 for _ in film.decode(video=0)) == scene.frames
            return scene.drawn, film.streams.video[0].codec_context.profile or ""

    first = render([entries["tiny"]], small, out=tmp_path, reporter=Notes()).scenes[0].drawn
    assert first > 0
    assert draw(tiny)[0] == 0
    other = StandIn(tiny, "libx264")
    assert draw(other)[0] == first
    assert draw(other)[0] == 0
    assert draw(other)[1] != draw(tiny)[1]


class StandIn(InHardware):
    """x264 in the place of an encoder in hardware."""

    @property
    def encoding(self) -> dict[str, str]:
        return {"preset": "ultrafast", "profile": "high", "x264-params": "8x8dct=1"}
