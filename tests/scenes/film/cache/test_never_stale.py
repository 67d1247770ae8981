"""After any change a render gives what a clean render gives, and draws no more than it must."""

from __future__ import annotations

import pytest

from tests.scenes.checkout import Change, Checkout, same

CHANGES: dict[str, tuple[Change, set[str]]] = {
    "nothing": ((), set()),
    "a comment and a docstring": (
        (
            ("scenes/chapters/demo_one/scene.py", 'COLOUR = "', '# Orange.\nCOLOUR = "'),
            ("scenes/film/scene.py", '"""Play one beat;', '"""Play just one beat;'),
        ),
        set(),
    ),
    "a value in one chapter": ((("scenes/chapters/demo_one/scene.py", "#FF8800", "#0088FF"),), {"demo_one"}),
    "a module that is imported while playing": (
        (("scenes/chapters/demo_one/demo_shape.py", "4.0", "3.0"),),
        {"demo_one"},
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
        (("scenes/film/pace.py", "READING_SPEED = 16.5", "READING_SPEED = 3.0"),),
        {"demo_one", "demo_two"},
    ),
    "a weight": ((("own.toml", "[profiles.tiny]", "[network]\nw1 = 0.9\n[profiles.tiny]"),), {"demo_one"}),
    "a value that no chapter shows": (
        (("own.toml", "[profiles.tiny]", "[network]\nlearning_rate = 0.9\n[profiles.tiny]"),),
        set(),
    ),
    "a value in the project's own settings": (
        (("config/lecture.toml", "w1 = 0.6", "w1 = 0.7"),),
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
        for path, text in kept.items():
            checkout.write(path, text)
    assert sum(checkout.render().values()) == 0
    for chapter in checkout.manifest()["chapters"]:
        assert all((checkout.folder / "build" / file["path"]).is_file() for file in chapter["files"])
