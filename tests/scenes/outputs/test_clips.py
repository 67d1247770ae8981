"""Every beat as a film of its own, made of what is drawn already."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from config import Settings
from scenes.film.joining import join as joining
from scenes.film.joining.captions import Cue
from scenes.film.project import SceneRef
from scenes.film.result import BuildResult
from scenes.outputs.clips import make as clips
from scenes.voice.speech import Samples
from tests.scenes.checkout import frames
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render


def rendered(entries: dict[str, SceneRef], small: Settings, out: Path) -> BuildResult:
    """Render the tiny chapter."""
    outcome = render([entries["tiny"]], small, profile="tiny", jobs=1, out=out, reporter=Notes())
    assert outcome.failures == []
    return outcome


class Links(HTMLParser):
    """What a page points to, and the sentences in it."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a link or a picture points to."""
        self.files += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)


def test_clips_are_the_chapter_cut_at_its_beats(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """Their frames one after the other are the chapter's; captions start at the clip's start."""
    made = rendered(entries, small, tmp_path)
    index = clips.make_all(made.scenes, tmp_path, made.narration)
    folder = tmp_path / "clips" / "tiny"
    cut = [frames(folder / f"{beat}.mp4") for beat in ("move", "rest")]
    assert np.array_equal(np.concatenate(cut), frames(tmp_path / "chapters" / "tiny.mp4"))
    for beat in ("move", "rest"):
        data = (folder / f"{beat}.mp4").read_bytes()
        assert data.index(b"moov") < data.index(b"mdat")
        assert (folder / f"{beat}.vtt").read_text().splitlines()[2].startswith("00:00:00.000 --> ")
        assert (folder / f"{beat}.png").read_bytes().startswith(b"\x89PNG")
    page = Links()
    page.feed(index.read_text(encoding="utf-8"))
    assert sorted(page.files) == ["tiny/move.mp4", "tiny/move.png", "tiny/rest.mp4", "tiny/rest.png"]
    assert all((index.parent / file).is_file() for file in page.files)
    assert {"Tiny & small ", "A square moves, and 1 < 2 & 3 > 2."} <= set(page.texts)


def test_only_what_has_changed_is_cut_again(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = rendered(entries, small, tmp_path)
    clips.make_all(made.scenes, tmp_path, made.narration)
    (tmp_path / "clips" / "tiny" / "rest.mp4").unlink()
    cut: list[str] = []

    def join(
        pieces: list[joining.Piece], target: Path, *, title: str, cues: list[Cue], sound: Iterator[Samples]
    ) -> int:
        cut.append(title)
        return joining.join(pieces, target, title=title, cues=cues, sound=sound)

    monkeypatch.setattr(clips, "join", join)
    clips.make_all(made.scenes, tmp_path, made.narration)
    assert cut == ["Tiny & small: It rests here long enough."]
