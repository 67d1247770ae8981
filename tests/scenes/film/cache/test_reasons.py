"""What is told about why a beat is drawn again, for each kind of edit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scenes.film.cache.plans import Plan
from scenes.film.cache.reasons import reasons
from tests.scenes.film.digests.playing import plan_of, tiny_frames, write
from tests.scenes.film.digests.sources.source import scene

LONGER = "Now it goes, and much more is to be said about where it goes and why it does so."

FILM = scene(
    "three beats",
    """
    square = Square(2)
    tracker = ValueTracker(0.5)
    with self.beat("first", Said("It comes.", "")):
        self.play(FadeIn(square), run_time=0.2)
    with self.beat("second", Said("Now it goes.", "")):
        self.play(square.animate(rate_func=pace).shift(RIGHT), run_time=0.2)
    with self.beat("third", Said("It stays.", "")):
        self.play(Indicate(square), run_time=0.2)
    """,
    """
    from scenes.film.playing.scene import BeatScene
    class Said(NamedTuple):
        caption: str
        spoken: str
    def pace(t):
        return t
    """,
    base="BeatScene",
)

BEGINS = "it begins with another picture since second has changed"
SHOWS = "what it shows has changed"

EDITS: dict[str, tuple[tuple[tuple[str, str], ...], dict[str, str]]] = {
    "nothing": ((), {}),
    "a comment": ((("return t", "return t  # As it is."),), {}),
    "words as long as before": ((("Now it goes.", "Now it runs."),), {}),
    "a longer sentence": ((("Now it goes.", LONGER),), {"second": "it lasts longer or shorter"}),
    "the way to the same end": ((("return t", "return t * t"),), {"second": SHOWS}),
    "another end": ((("shift(RIGHT)", "shift(LEFT)"),), {"second": SHOWS, "third": BEGINS}),
    "another end and a change after it": (
        (("shift(RIGHT)", "shift(LEFT)"), ("Indicate", "Circumscribe")),
        {"second": SHOWS, "third": BEGINS},
    ),
    "the last beat": ((("Indicate", "Circumscribe"),), {"third": SHOWS}),
    "another name": ((('beat("second"', 'beat("new"'),), {"new": "it is new"}),
    "one play call more": (
        (("Indicate(square), run_time=0.2)", "Indicate(square), run_time=0.2)\n            self.wait(0.2)"),),
        {"third": SHOWS},
    ),
    "what cannot be read": (
        (("tracker =", "square.add_updater(lambda m, xs=(x for x in [1]): m)\n        tracker ="),),
        dict.fromkeys(
            ("first", "second", "third"),
            "something moves in it that cannot be compared, and the scene has changed",
        ),
    ),
}


def planned(folder: Path, places: tuple[tuple[str, str], ...] = (), **changed: Any) -> Plan:
    text = FILM.scene
    for old, new in places:
        assert old in text
        text = text.replace(old, new)
    write(folder, text)
    with tiny_frames(folder):
        return plan_of(folder, **changed)


@pytest.mark.parametrize("edit", EDITS)
def test_of_an_edit(edit: str, tmp_path: Path) -> None:
    places, expected = EDITS[edit]
    assert reasons(planned(tmp_path), planned(tmp_path, places)) == expected


def test_of_packages_and_of_the_code_that_draws(tmp_path: Path) -> None:
    before = planned(tmp_path)
    for field, words in {"environment": "packages", "drawing": "code that draws"}.items():
        found = reasons(before, planned(tmp_path, **{field: "other"}))
        assert found.keys() == {"first", "second", "third"}
        assert all(words in reason for reason in found.values())


def test_a_beat_is_told_about_if_and_only_if_its_key_has_changed(tmp_path: Path) -> None:
    from tests.scenes.film.digests.playing import keys_of

    before = planned(tmp_path)
    for edit, (places, _) in EDITS.items():
        now = planned(tmp_path, places)
        old, new = set(keys_of(before).values()), keys_of(now)
        assert reasons(before, now).keys() == {beat for beat, key in new.items() if key not in old} or (
            edit == "another name"
        )
