"""Step and back: each press plays one beat, stops on its last frame and lists what stands there."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.scenes.browsers import happened
from tests.scenes.outputs.page.conftest import Made

NOW = "document.getElementById('step-film').currentTime"
STILL = "document.getElementById('step-film').paused"


def standing(beat: dict[str, Any]) -> set[str]:
    """Return what the list must say where a beat ends: its numbers, without ticks and chapter."""
    numbers = (n for n in beat["shown"] if not n["name"].endswith(" tick") and n["name"] != "chapter")
    return {f"{n['name']} {n['relation']} {n['text']}" for n in numbers}


def listed(page: Page) -> set[str]:
    """Return what the list says."""
    rows = page.locator("#step-values > div").all()
    return {f"{row.locator('dt').text_content()} {row.locator('dd').text_content()}" for row in rows}


def wait_for_end(page: Page, beat: dict[str, Any]) -> None:
    """Wait until the film stands on the beat's last frame (15 a second)."""
    page.wait_for_function(f"{STILL} && Math.abs({NOW} - {beat['end'] - 0.5 / 15}) < 0.001")


def test_a_step_plays_a_beat_and_stops_with_its_values(page: Page, made: Made) -> None:
    beats = made.chapters[0]["beats"]
    wait_for_end(page, beats[0])
    expect(page.locator("#step-back")).to_have_attribute("aria-disabled", "true")
    assert listed(page) == set()
    for before, beat in pairwise(beats[:3]):
        page.get_by_role("button", name="Step ▸").click()
        assert before["end"] - 0.1 < happened(page, "play", "step-film") < beat["end"]
        wait_for_end(page, beat)
        assert listed(page) == standing(beat)
        expect(page.locator("#step-told")).to_have_text(beat["caption"])
    said = page.get_by_role("status").text_content()
    assert said is not None and "w₁ is 0.8" in said and "x is" not in said
    expect(page.locator("#step-values .new")).to_have_count(4)
    page.get_by_role("button", name="◂ Back").click()
    wait_for_end(page, beats[1])
    assert listed(page) == standing(beats[1])


def test_steps_lead_from_chapter_to_chapter_and_end_with_the_last(page: Page, made: Made) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("window.played = 0")
    page.evaluate("document.getElementById('step-film').addEventListener('play', () => { window.played++ })")
    seen: list[str] = []
    for chapter in made.chapters:
        for beat in chapter["beats"]:
            if seen:
                page.locator("#step-on").press("ArrowRight")
            wait_for_end(page, beat)
            assert page.evaluate("document.getElementById('step-film').src").endswith(f"{chapter['id']}.mp4")
            expect(page.locator("#step-told")).to_have_text(beat["caption"])
            assert listed(page) == standing(beat), beat["id"]
            seen.append(beat["id"])
    expect(page.locator("#step-on")).to_have_attribute("aria-disabled", "true")
    assert page.evaluate("window.played") == 0
    page.get_by_role("button", name="Forward pass", exact=True).click()
    wait_for_end(page, made.chapters[0]["beats"][0])


@pytest.mark.parametrize("presses", [2, 3])
def test_who_is_in_a_hurry_gets_to_the_last_beat_pressed(page: Page, made: Made, presses: int) -> None:
    for _ in range(presses):
        page.get_by_role("button", name="Step ▸").click()
    wait_for_end(page, made.chapters[0]["beats"][presses])
    assert listed(page) == standing(made.chapters[0]["beats"][presses])


def test_only_one_film_is_heard_at_a_time(page: Page, made: Made) -> None:
    page.locator(".chapters button").first.click()
    page.wait_for_function("document.getElementById('lecture').currentTime > 0.1")
    page.locator("#step-film").click()
    happened(page, "play", "step-film")
    page.wait_for_function("document.getElementById('lecture').paused")
    wait_for_end(page, made.chapters[0]["beats"][1])
