"""The pictures to drag: by mouse, touch and keys; picture, text and mathematics agree at every position."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from PIL import ImageColor
from playwright.sync_api import FloatRect, Page, expect

from backprop_core.number import show
from config import load_settings
from tests.scenes.outputs.page.conftest import Made, opened
from tests.scenes.outputs.page.pictures import frames_of, most_like, seen
from tests.waiting import until

FILMS = {"tangent": "tangent_drag.mp4", "map": "heatmap_drag.mp4"}


def readouts(page: Page, drag: str) -> dict[str, str]:
    """Return what the text under a picture says, by name."""
    rows = page.locator(f"#{drag}-drag .readouts > div").all()
    return {str(row.locator("dt").text_content()): str(row.locator("dd").text_content()) for row in rows}


def settle(page: Page, drag: str, *point: str) -> dict[str, str]:
    """Wait until the text names a point, and return what it says."""
    names = {"tangent": ["x"], "map": ["x", "y"]}[drag]
    for name, value in zip(names, point, strict=True):
        row = page.locator(f"#{drag}-drag .readouts > div").nth(names.index(name)).locator("dd")
        expect(row).to_have_text(f"= {value}")
    return readouts(page, drag)


def stated(value: Fraction) -> str:
    shown = show(value, 2, fixed=True)
    return f"{shown.relation} {shown.text}"


def place(page: Page, made: Made, drag: str, *point: Fraction) -> tuple[float, float]:
    """Return where in the window a point stands, by the shares that the page was given."""
    box = page.locator(f"#{drag}-drag video").bounding_box()
    assert box is not None
    shares = [0.5, 0.5]
    for which, (axis, value) in enumerate(zip(made.data("drags")[drag]["axes"], point, strict=True)):
        low, high = (Fraction(axis["texts"][index][1:].replace("−", "-")) for index in (0, -1))
        first, last = axis["ends"]
        shares[which] = first + float((value - low) / (high - low)) * (last - first)
    return box["x"] + shares[0] * box["width"], box["y"] + shares[1] * box["height"]


def show_drag(page: Page, drag: str) -> None:
    page.evaluate(
        "(id) => document.getElementById(id).scrollIntoView({ behavior: 'instant' })", f"{drag}-drag"
    )


def test_it_begins_where_the_lecture_does(page: Page) -> None:
    assert settle(page, "tangent", "1.00") == {"x": "= 1.00", "f(x)": "= 1.00", "f'(x)": "= 2.00"}
    expected = {"x": "= 0.50", "y": "= 0.30", "f": "= 0.43", "∂f/∂x": "= 1.00", "∂f/∂y": "= 1.20"}
    assert settle(page, "map", "0.50", "0.30") == expected


def test_the_mouse_drags_the_tangent(page: Page, made: Made) -> None:
    show_drag(page, "tangent")
    page.mouse.move(*place(page, made, "tangent", Fraction(1)))
    page.mouse.down()
    page.mouse.move(*place(page, made, "tangent", Fraction(-3, 5)), steps=12)
    assert settle(page, "tangent", "−0.60")["f'(x)"] == "= −1.20"
    page.mouse.move(-50, 300)
    assert settle(page, "tangent", "−2.00")["f'(x)"] == "= −4.00"
    page.mouse.up()
    page.mouse.move(*place(page, made, "tangent", Fraction(1)))
    settle(page, "tangent", "−2.00")


def test_the_mouse_drags_the_point_both_ways(page: Page, made: Made) -> None:
    show_drag(page, "map")
    page.mouse.move(*place(page, made, "map", Fraction(1, 2), Fraction(3, 10)))
    page.mouse.down()
    for x, y in ((Fraction(-7, 10), Fraction(6, 5)), (Fraction(13, 10), Fraction(-11, 10))):
        page.mouse.move(*place(page, made, "map", x, y), steps=9)
        found = settle(page, "map", show(x, 2, fixed=True).text, show(y, 2, fixed=True).text)
        assert found["f"] == stated(x**2 + 2 * y**2)
        assert (found["∂f/∂x"], found["∂f/∂y"]) == (stated(2 * x), stated(4 * y))
    page.mouse.up()


def test_a_finger_drags_both(made: Made, page: Page) -> None:
    assert page.context.browser is not None
    context = page.context.browser.new_context(
        offline=True, has_touch=True, viewport={"width": 390, "height": 844}
    )
    phone = opened(context.new_page(), made)
    touch = context.new_cdp_session(phone)

    def send(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    for drag, start, end, texts in (
        ("tangent", (Fraction(1),), (Fraction(3, 2),), ("1.50",)),
        ("map", (Fraction(0), Fraction(0)), (Fraction(-1), Fraction(1)), ("−1.00", "1.00")),
    ):
        show_drag(phone, drag)
        before = phone.evaluate("scrollY")
        send("touchStart", place(phone, made, drag, *start))
        for share in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1)):
            way = [a + (b - a) * share for a, b in zip(start, end, strict=True)]
            send("touchMove", place(phone, made, drag, *way))
        send("touchEnd")
        settle(phone, drag, *texts)
        assert phone.evaluate("scrollY") == before
    context.close()


@pytest.mark.parametrize("drag", FILMS)
def test_keys_move_it_step_by_step(page: Page, drag: str) -> None:
    sliders = page.get_by_role("slider").and_(page.locator(f"#{drag}-drag input"))
    sliders.first.focus()
    page.keyboard.press("ArrowRight")
    first = settle(page, drag, *{"tangent": ("1.02",), "map": ("0.60", "0.30")}[drag])
    spoken = sliders.first.get_attribute("aria-valuetext")
    assert spoken is not None
    assert all(text.split()[-1] in spoken for text in first.values())
    page.keyboard.press("Home")
    settle(page, drag, *{"tangent": ("−2.00",), "map": ("−1.50", "0.30")}[drag])
    page.locator(f"#{drag}-drag .pad").focus()
    page.keyboard.press("ArrowLeft")
    settle(page, drag, *{"tangent": ("−2.00",), "map": ("−1.50", "0.30")}[drag])
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    settle(page, drag, *{"tangent": ("−2.00",), "map": ("−1.50", "0.50")}[drag])


@pytest.mark.parametrize("drag", FILMS)
def test_the_focus_ring_is_the_keyboards_and_stands_round_the_picture(
    page: Page, made: Made, drag: str
) -> None:
    def rings() -> tuple[str, str]:
        found: tuple[str, str] = page.evaluate(
            f"""['.picture', '.pad'].map((name) =>
                getComputedStyle(document.querySelector('#{drag}-drag ' + name)).outlineStyle)"""
        )
        return (found[0], found[1])

    show_drag(page, drag)
    at = {"tangent": (Fraction(1),), "map": (Fraction(1, 2), Fraction(3, 10))}[drag]
    page.mouse.move(*place(page, made, drag, *at))
    page.mouse.down()
    assert rings() == ("none", "none")
    page.mouse.up()
    assert rings() == ("none", "none")
    page.keyboard.press("ArrowLeft")
    assert rings() == ("solid", "none")
    colour = page.evaluate(f"getComputedStyle(document.querySelector('#{drag}-drag .picture')).outlineColor")
    yellow = ImageColor.getrgb(load_settings().theme.gradient)
    assert colour != f"rgb({', '.join(map(str, yellow))})"


def somewhere(pad: FloatRect, rng: random.Random) -> tuple[float, float]:
    """Draw a place in the window inside the area that takes the pointer."""
    x, y = pad["x"] + rng.random() * pad["width"], pad["y"] + rng.random() * pad["height"]
    return x, min(y, 650)


def position(page: Page, drag: str) -> int:
    """Return the frame that the text is about."""
    return int(page.locator(f"#{drag}-drag").get_attribute("data-frame") or -1)


def wanted(page: Page, drag: str) -> int:
    """Return the frame of the position that the sliders have."""
    sliders = page.locator(f"#{drag}-drag input").all()
    first, rest = int(sliders[0].get_attribute("max") or 0) + 1, sliders[1:]
    return int(sliders[0].input_value()) + sum(first * int(slider.input_value()) for slider in rest)


@pytest.mark.parametrize("drag", FILMS)
def test_the_picture_is_the_frame_that_the_text_is_about(page: Page, made: Made, drag: str) -> None:
    """What the window shows is, of all frames of the film, most like the one of the text's position."""
    frames = frames_of(made.out / "page" / "media" / FILMS[drag])
    assert len(frames) == made.data("drags")[drag]["frames"]
    rng = random.Random(5)
    show_drag(page, drag)
    pad = page.locator(f"#{drag}-drag .pad").bounding_box()
    video = page.locator(f"#{drag}-drag video")
    assert pad is not None
    for _ in range(8):
        page.mouse.move(*somewhere(pad, rng))
        page.mouse.down()
        for _ in range(rng.randint(0, 4)):
            page.mouse.move(*somewhere(pad, rng))
        page.mouse.up()
        page.mouse.move(2, 2)
        until(lambda: position(page, drag) == wanted(page, drag), "the text of the last position")
        until(lambda: most_like(seen(video), frames) == position(page, drag), "the frame of the position")


def test_two_values_at_once_are_never_asked_for(page: Page) -> None:
    """However fast the pointer moves, the film is asked for one frame at a time and ends at the newest."""
    asked: Any = page.evaluate(
        """async () => {
          const root = document.getElementById("tangent-drag"), video = root.querySelector("video");
          const slider = root.querySelector("input");
          let open = 0, most = 0;
          video.addEventListener("seeking", () => { most = Math.max(most, ++open); });
          video.addEventListener("seeked", () => { open--; });
          for (let value = 0; value <= 200; value++) {
            slider.value = value;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            if (value % 5 === 0) await new Promise((done) => setTimeout(done, 3));
          }
          const over = () => root.dataset.frame === "200" && !video.seeking && open === 0;
          while (!over()) await new Promise((done) => setTimeout(done, 20));
          return [most, root.dataset.frame];
        }"""
    )
    assert asked == [1, "200"]
