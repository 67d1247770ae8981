"""The web page: stepped through in a browser without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.scenes import browsers
from tests.scenes.browsers import happened
from tests.scenes.outputs.slides.conftest import NOTES

chromium_page = browsers.chromium_page

FILM = "Reveal.getCurrentSlide().querySelector('video')"
HIGHEST = """
() => {
  const film = Reveal.getCurrentSlide().querySelector("video");
  window.highest = 0;
  const look = () => { highest = Math.max(highest, film.currentTime); requestAnimationFrame(look); };
  look();
}
"""
"""Notes the highest time that a picture of the shown film has: what the page skips is never painted."""


def shown(page: Page) -> Any:
    """Return what the page shows: the slide's name and notes, and how its film stands."""
    return page.evaluate(
        """() => {
            const slide = Reveal.getCurrentSlide(), film = slide.querySelector("video");
            const notes = slide.querySelector("aside.notes").textContent;
            return { name: slide.id, notes, time: film.currentTime, paused: film.paused, over: film.ended,
                     width: film.videoWidth };
        }"""
    )


def opened(page: Page, out: Path) -> None:
    """Open the deck."""
    page.goto((out / "slides" / "lecture.html").as_uri())
    page.wait_for_function("Reveal.isReady()")


def test_the_page_is_stepped_through_and_back(chromium_page: Page, made: Path) -> None:
    """A slide a beat, in order; each plays by itself, with its words as notes, and again on the way back."""
    opened(chromium_page, made)
    assert chromium_page.title() == "The course"
    seen = {}
    for step in range(len(NOTES)):
        if step:
            chromium_page.keyboard.press("ArrowRight")
        now = shown(chromium_page)
        happened(chromium_page, "playing", now["name"])
        assert shown(chromium_page)["width"] == 160
        seen[now["name"]] = now["notes"]
    assert seen == NOTES
    assert list(seen) == list(NOTES)
    chromium_page.keyboard.press("ArrowRight")
    assert shown(chromium_page)["name"] == "rest-rest"
    for name in reversed(list(NOTES)[:-1]):
        chromium_page.keyboard.press("PageUp")
        assert shown(chromium_page)["name"] == name
        happened(chromium_page, "playing", name)
    chromium_page.get_by_label("A walk & back", exact=True).locator("video").first.click()
    assert shown(chromium_page)["name"] == "walk-stand"


def test_a_beat_loops_where_it_asks_for_it_and_stops_before_the_curtain(
    chromium_page: Page, made: Path
) -> None:
    """The loop leaves out what follows the beat; Enter pauses and goes on, R begins anew."""
    opened(chromium_page, made)
    chromium_page.evaluate(HIGHEST)
    for _ in range(2):
        assert happened(chromium_page, "seeked", "walk-walk") < 1.0
    end, length = (chromium_page.evaluate(f"{FILM}.{what}") for what in ("dataset.end", "duration"))
    assert float(end) == pytest.approx(length - 0.4, abs=0.01)
    assert chromium_page.evaluate("highest") < float(end) + 1 / 30
    chromium_page.keyboard.press("Enter")
    happened(chromium_page, "pause", "walk-walk")
    chromium_page.keyboard.press("Enter")
    happened(chromium_page, "playing", "walk-walk")

    chromium_page.keyboard.press("ArrowRight")
    happened(chromium_page, "pause", "walk-stand")
    stopped = shown(chromium_page)
    assert not stopped["over"]
    length = chromium_page.evaluate(f"{FILM}.duration")
    assert stopped["time"] == pytest.approx(length - 0.6, abs=0.01)
    chromium_page.keyboard.press("r")
    assert happened(chromium_page, "play", "walk-stand") < stopped["time"]
    happened(chromium_page, "playing", "walk-stand")


def test_the_speaker_view_shows_the_words(chromium_page: Page, made: Path) -> None:
    """As they are, in a window of its own that follows the deck, opened from disk."""
    opened(chromium_page, made)
    with chromium_page.expect_popup() as popup:
        chromium_page.keyboard.press("s")
    words = popup.value.locator(".speaker-controls-notes .value")
    words.get_by_text(NOTES["walk-walk"], exact=True).wait_for()
    chromium_page.keyboard.press("ArrowRight")
    words.get_by_text(NOTES["walk-stand"], exact=True).wait_for()
