"""For everybody: no barrier that axe-core knows, no sideways scrolling, no file but the page's own."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.scenes.outputs.page.conftest import Made, opened


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(reduced_motion="reduce")
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_role("button", name="Step ▸").click()
    expect(page.locator("#step-values > div")).not_to_have_count(0)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1280, 2000])
def test_nothing_reaches_beyond_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_map_is_as_wide_as_the_window_and_its_slices_stand_below(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    pad, rest = (page.locator(f"#map-drag {name}") for name in (".pad", ".rest"))
    expect(rest).to_be_visible()
    box, below = pad.bounding_box(), rest.bounding_box()
    assert box is not None and below is not None
    assert box["width"] > 0.55 * 360
    assert below["y"] >= box["y"] + box["height"]
    page.wait_for_function("document.querySelector('#map-drag .rest').width > 300")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(rest).to_be_hidden()


def test_everything_that_can_be_used_can_be_reached_by_keys_and_says_its_name(page: Page) -> None:
    """Tab goes through everything, each with a visible frame; what is dragged is a slider to a reader."""
    reached: list[str] = []
    page.locator("body").press("Tab")
    for _ in range(60):
        told = page.evaluate(
            """() => {
              const on = document.activeElement, framed = on.closest('.picture') ?? on;
              return [on.tagName, on.id, on.className, getComputedStyle(framed).outlineStyle];
            }"""
        )
        if told[0] == "BODY":
            break
        if told[0] != "VIDEO":
            assert told[3] != "none", told
        reached.append(" ".join(told[:3]).strip())
        page.keyboard.press("Tab")
    assert {"VIDEO lecture", "BUTTON step-on main", "DIV  pad sideways", "DIV  pad both"} <= set(reached)
    assert [slider.get_attribute("aria-label") for slider in page.get_by_role("slider").all()] == [
        "x",
        "x",
        "y",
    ]


def test_no_file_is_asked_for_but_the_pages_own(made: Made, chromium_page: Page) -> None:
    asked: list[str] = []
    chromium_page.on("request", lambda request: asked.append(request.url))
    opened(chromium_page, made)
    folder = made.index.parent.as_uri()
    assert asked
    assert all(url.startswith((folder, "data:")) for url in asked)
    text = made.index.read_text(encoding="utf-8")
    assert "http" not in text and "//" not in text.replace("</", "").split("<script", 1)[0]


def test_without_scripts_the_film_and_the_text_are_there(made: Made, page: Page) -> None:
    assert page.context.browser is not None
    context = page.context.browser.new_context(offline=True, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(made.index.as_uri())
    expect(plain.locator("#lecture")).to_be_visible()
    expect(plain.locator("#transcript summary")).to_be_visible()
    expect(plain.locator(".noscript")).to_be_visible()
    context.close()
