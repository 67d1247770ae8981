"""After any change a render gives what a clean render gives, and draws no more than it must."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.scenes.checkout import Change, Checkout, same

CHANGES: dict[str, tuple[Change, set[str]]] = {
    "nothing": ((), set()),
    "a comment and a docstring": (
        (
            ("scenes/chapters/demo_one/scene.py", 'COLOUR = "', '# Orange.\nCOLOUR = "'),
            ("scenes/film/playing/scene.py", '"""Play one beat;', '"""Play just one beat;'),
        ),
        set(),
    ),
    "a value in one chapter": ((("scenes/chapters/demo_one/scene.py", "#FF8800", "#0088FF"),), {"demo_one"}),
    "a module that is imported while playing": (
        (("scenes/chapters/demo_one/demo_shape.py", "4.0", "3.0"),),
        {"demo_one"},
    ),
    "a chapter more in the course": (
        (
            (
                "scenes/course.py",
                '"scenes.chapters.demo_two.scene:DemoTwo"',
                '"scenes.chapters.demo_two.scene:DemoTwo", "scenes.chapters.recap.scene:Recap"',
            ),
        ),
        {"recap"},
    ),
    "a function that nothing calls": (
        (
            (
                "scenes/chapters/demo_one/scene.py",
                'COLOUR = "',
                'def nothing() -> int:\n    return 1\n\n\nCOLOUR = "',
            ),
        ),
        set(),
    ),
    "a sentence that takes as long": (
        (
            (
                "scenes/chapters/demo_two/scene.py",
                '"A circle rolls.", "A circle rolls."',
                '"A circle runs!", "A circle runs."',
            ),
        ),
        set(),
    ),
    "a beat more": (
        (
            (
                "scenes/chapters/demo_two/scene.py",
                'with self.beat("rest"',
                'with self.beat("more", Words("More.", "More.")):\n            self.wait(0.2)\n'
                '        with self.beat("rest"',
            ),
        ),
        {"demo_two"},
    ),
    "what both are built on": (
        (("scenes/film/playing/pace.py", "READING_SPEED = 16.5", "READING_SPEED = 3.0"),),
        {"demo_one", "demo_two"},
    ),
    "a weight": ((("own.toml", "[profiles.tiny]", "[network]\nw1 = 0.9\n[profiles.tiny]"),), {"demo_one"}),
    "a value that no chapter shows": (
        (("own.toml", "[profiles.tiny]", "[network]\nlearning_rate = 0.9\n[profiles.tiny]"),),
        set(),
    ),
    "a value in the project's own settings": (
        (("config/lecture.toml", "w1 = 0.8", "w1 = 0.7"),),
        {"demo_one"},
    ),
    "the profile": ((("own.toml", "crf = 20", "crf = 35"),), {"demo_one", "demo_two"}),
    "the drawing": (
        (("scenes/film/frames/encoders.py", '"threads": "1"', '"threads": "1", "bf": "0"'),),
        {"demo_one", "demo_two"},
    ),
    "what only tells about it": (
        (("scenes/cli/progress.py", "_LINE_EVERY = 20.0", "_LINE_EVERY = 10.0"),),
        set(),
    ),
}


BEATS = {
    "a sentence that takes longer": (
        ("demo_two", '"It rests.", "It rests."', f'"It rests{" and rests" * 6}.", "It rests."'),
        {"rest"},
    ),
    "an animation that ends as before": (
        ("demo_two", "circle.animate.shift(LEFT), run_time=0.6", "circle.animate.shift(LEFT), run_time=0.4"),
        {"roll"},
    ),
    "an animation that ends elsewhere": (("demo_two", "shift(LEFT)", "shift(2 * LEFT)"), {"roll", "rest"}),
    "what stands in the last beat": (
        (
            "demo_two",
            "            self.wait(0.4)",
            "            circle.set_z_index(3)\n            self.wait(0.4)",
        ),
        {"rest"},
    ),
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """Return a checkout that has been rendered once."""
    made = Checkout(tmp_path_factory.mktemp("checkout"))
    assert set(made.render()) == {"demo_one", "demo_two"}
    return made


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change(change: str, checkout: Checkout) -> None:
    places, expected = CHANGES[change]
    kept = {path: (checkout.folder / path).read_text(encoding="utf-8") for path, _, _ in places}
    try:
        for path, old, new in places:
            checkout.swap(path, old, new)
        drawn = checkout.render()
        assert {name for name, frames in drawn.items() if frames} == expected
        if expected:
            clean = f"clean {change}"
            checkout.render(out=clean)
            assert same(checkout.films(), checkout.films(clean))
    finally:
        checkout.forget("recap")
        for path, text in kept.items():
            checkout.write(path, text)
    assert sum(checkout.render().values()) == 0
    for chapter in checkout.manifest()["chapters"]:
        assert all((checkout.folder / "build" / file["path"]).is_file() for file in chapter["files"])


@pytest.mark.parametrize("change", BEATS)
def test_only_beats_that_show_something_else_are_drawn(change: str, checkout: Checkout) -> None:
    """And the render says which."""
    (chapter, old, new), expected = BEATS[change]
    path = f"scenes/chapters/{chapter}/scene.py"
    kept = (checkout.folder / path).read_text(encoding="utf-8")
    try:
        checkout.swap(path, old, new)
        done = subprocess.run(
            checkout.command(), cwd=checkout.folder, capture_output=True, text=True, check=True
        )
        found = re.findall(rf"^{chapter}(?:/(\w+))?: (?!done)(.*)$", done.stderr, re.MULTILINE)
        beats = {beat for beat, _ in found}
        assert beats == (expected if len(expected) < 2 else {"roll", "rest"})
        clean = f"clean {change}"
        checkout.render(out=clean)
        assert same(checkout.films(), checkout.films(clean))
    finally:
        checkout.write(path, kept)
        checkout.render()
