"""The film on the page: it plays with captions, and chapter list, transcript and keys lead into it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from config import Settings
from scenes.film.joining.captions import broken
from scenes.film.project import Project, SceneRef
from scenes.outputs.page import make as making
from tests.scenes.browsers import happened
from tests.scenes.outputs.notes import Notes
from tests.scenes.outputs.page.conftest import Made
from tests.scenes.renders import render

NOW = "document.getElementById('lecture').currentTime"
CUE = (
    "[...document.getElementById('lecture').textTracks[0].activeCues ?? []].map((cue) => cue.text).join(' ')"
)


MODE = "document.getElementById('lecture').textTracks[0].mode"


def test_a_chapter_plays_with_captions(page: Page, made: Made) -> None:
    page.get_by_role("button", name="Forward pass 0:00").click()
    page.wait_for_function(f"{NOW} > 0.5")
    beat = made.chapters[0]["beats"][1]
    page.evaluate("document.getElementById('lecture').pause()")
    page.evaluate(f"{NOW} = {beat['start'] + 0.5}")
    first = "\n".join(broken(beat["caption"])[0])
    page.wait_for_function(f"{CUE} === {first!r}")
    assert page.evaluate(MODE) == "hidden"
    before = page.evaluate(NOW)
    page.evaluate("document.getElementById('lecture').play()")
    page.wait_for_function(f"{NOW} > {before} + 0.3")
    assert page.evaluate("document.getElementById('lecture').error") is None


def test_captions_stand_below_the_film_whatever_its_controls_show(page: Page, made: Made) -> None:
    """Paused, after a seek, on a narrow screen: what is said is in the line under the film, not in it."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        for beat in made.chapters[0]["beats"][1:3]:
            page.evaluate(f"document.getElementById('lecture').pause(); {NOW} = {beat['start'] + 0.5}")
            expect(page.locator("#caption")).to_have_text(" ".join(broken(beat["caption"])[0]))
            film, line = page.locator("#lecture").bounding_box(), page.locator("#caption").bounding_box()
            assert film is not None and line is not None
            assert line["y"] >= film["y"] + film["height"]
            assert page.evaluate(MODE) == "hidden"


def test_captions_are_switched_by_the_box_the_key_and_the_browsers_menu(page: Page, made: Made) -> None:
    beat = made.chapters[0]["beats"][1]
    page.evaluate(f"{NOW} = {beat['start'] + 0.5}")
    said, switch = page.locator("#caption"), page.get_by_label("Captions below the film")
    expect(said).not_to_be_empty()
    switch.uncheck()
    expect(said).to_be_empty()
    assert page.evaluate(MODE) == "disabled"
    page.locator("#lecture").focus()
    page.keyboard.press("c")
    expect(switch).to_be_checked()
    expect(said).not_to_be_empty()
    page.evaluate(f"{MODE} = 'disabled'")
    expect(switch).not_to_be_checked()
    page.evaluate(f"{MODE} = 'showing'")
    expect(switch).to_be_checked()
    expect(said).not_to_be_empty()
    page.wait_for_function(f"{MODE} === 'hidden'")


def test_on_a_full_screen_captions_stand_in_the_film(page: Page) -> None:
    page.locator("#lecture").focus()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.wait_for_function(f"{MODE} === 'showing'")
    page.keyboard.press("f")
    page.wait_for_function(f"{MODE} === 'hidden'")


def test_another_chapter_is_another_film_where_only_some_were_made(page: Page) -> None:
    page.get_by_role("button", name="One product", exact=False).first.click()
    page.wait_for_function("document.getElementById('lecture').src.endsWith('chain_product.mp4')")
    page.wait_for_function(f"{NOW} > 0.2")
    current = page.locator(".chapters [aria-current]")
    expect(current).to_have_count(1)
    expect(current).to_contain_text("One product")


def test_a_line_of_the_transcript_leads_to_where_it_is_said(page: Page, made: Made) -> None:
    beat = made.chapters[1]["beats"][2]
    page.locator("#transcript summary").click()
    page.get_by_role("link", name=beat["caption"]).click()
    assert beat["start"] < happened(page, "seeked", "lecture") < beat["end"]
    expect(page.locator("#lecture")).to_be_in_viewport()
    said = page.locator("#transcript p a").all_text_contents()
    assert said == [beat["caption"] for chapter in made.chapters for beat in chapter["beats"]]


def test_keys_play_seek_and_mute(page: Page) -> None:
    page.locator("#lecture").focus()
    page.keyboard.press("k")
    page.wait_for_function("!document.getElementById('lecture').paused")
    page.keyboard.press("Space")
    page.wait_for_function("document.getElementById('lecture').paused")
    before = page.evaluate(NOW)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"Math.abs({NOW} - {before} - 5) < 0.2")
    page.keyboard.press("m")
    assert page.evaluate("document.getElementById('lecture').muted") is True
    page.keyboard.press("c")
    assert page.evaluate(MODE) == "disabled"
    page.keyboard.press("n")
    page.wait_for_function("document.getElementById('lecture').src.endsWith('chain_product.mp4')")


def test_the_whole_lecture_is_one_film_with_its_chapters(
    chromium_page: Page,
    small: Settings,
    tmp_path: Path,
) -> None:
    """The second chapter begins inside the film, where the first one ends; the list follows the film."""
    course = tuple(SceneRef(name, "tests.scenes.tiny_chapters", "Tiny") for name in ("one", "two"))
    project = Project("Twice", course)
    outcome = render(course, small, project=project, profile="tiny", jobs=1, out=tmp_path, reporter=Notes())
    assert outcome.joined is not None, outcome.failures
    index = making.make(making.Page(project.title, outcome, (), (), small, "tiny"), tmp_path)
    assert [path.name for path in sorted((index.parent / "media").glob("*.mp4"))] == ["lecture.mp4"]
    chromium_page.goto(index.as_uri())
    start = outcome.scenes[0].plan.timeline.duration
    chromium_page.locator(".chapters button").nth(1).click()
    chromium_page.wait_for_function(f"{NOW} >= {start}")
    chromium_page.evaluate("document.getElementById('lecture').pause()")
    expect(chromium_page.locator(".chapters button").nth(1)).to_have_attribute("aria-current", "true")
    chromium_page.evaluate(f"{NOW} = {start / 2}")
    expect(chromium_page.locator(".chapters button").nth(0)).to_have_attribute("aria-current", "true")
    expect(chromium_page.locator(".chapters [aria-current]")).to_have_count(1)
