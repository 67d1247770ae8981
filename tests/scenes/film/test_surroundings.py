"""What stands around a film changes nothing in it: configuration files, language, time, seed of hashes."""

from __future__ import annotations

import hashlib
import os
import subprocess

import pytest

from tests.scenes.checkout import Checkout

FILES = {
    "an ordinary one": "[CLI]\nbackground_color = #FF0000\nframe_height = 4\nframe_rate = 5\n",
    "another renderer": "[CLI]\nrenderer = opengl\n",
    "a plugin": "[CLI]\nplugins = no_such_plugin\n",
    "not readable": "[CLI]\nzero_pad = many\n",
    "no such file": "rubbish",
}
VARIABLES = {
    "a seed of hashes": {"PYTHONHASHSEED": "7"},
    "another seed, another language": {
        **{"PYTHONHASHSEED": "8", "LANG": "tr_TR.ISO-8859-9", "LC_ALL": "de_DE", "LC_NUMERIC": "de_DE.UTF-8"},
        **{"LANGUAGE": "ja", "PANGO_LANGUAGE": "ja", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0"},
    },
}
TOLD = """
class DemoOne(Chapter):
    def construct(self) -> None:
        import locale, os, time
        from manim import config

        order = [*{str(number) for number in range(64)}]
        told = f"{order} {time.timezone} {locale.localeconv()} {config.frame_height}"
        told += f"{config.background_color} {config.renderer}"
        told += f"{locale.getpreferredencoding()} {os.environ.get('LANGUAGE')}"
        with self.beat("come", Words("A square comes.", "A square comes.")):
            for bit in range(200):
                if hash_of(told) >> bit & 1:
                    self.add(Square(0.2).move_to((bit % 20 - 10, bit // 20 - 5, 0)).scale(0.3))
            self.wait(0.4)


def hash_of(text: str) -> int:
    import hashlib

    return int(hashlib.sha256(text.encode()).hexdigest(), 16)
"""
"""A scene that draws what it can learn of its surroundings."""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """Return a copy of the project whose first chapter draws its surroundings."""
    made = Checkout(tmp_path_factory.mktemp("checkout"))
    scene = (made.folder / "scenes/chapters/demo_one/scene.py").read_text(encoding="utf-8")
    head, _, _ = scene.partition("class DemoOne")
    made.write("scenes/chapters/demo_one/scene.py", head + TOLD.lstrip())
    return made


def digest(checkout: Checkout, out: str, **environment: str) -> str:
    """Render the first chapter anew and return a digest of its frames."""
    plain = {name: value for name, value in os.environ.items() if name not in {"LANG", "LC_ALL", "TZ"}}
    given = {**plain, "HOME": str(checkout.folder / "home"), **environment}
    done = subprocess.run(
        checkout.command("demo_one", out=out),
        cwd=checkout.folder,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (film,) = checkout.films(out).values()
    return hashlib.sha256(film.tobytes()).hexdigest()


@pytest.fixture(scope="module")
def plain(checkout: Checkout) -> str:
    """Return what is drawn where nothing stands around."""
    return digest(checkout, "plain")


@pytest.mark.parametrize("name", FILES)
def test_no_configuration_file_of_manim_is_read(checkout: Checkout, plain: str, name: str) -> None:
    """Neither in the working folder nor in the user's."""
    paths = [checkout.folder / "manim.cfg", checkout.folder / "home" / ".config" / "manim" / "manim.cfg"]
    try:
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(FILES[name], encoding="utf-8")
        assert digest(checkout, name.replace(" ", "_")) == plain
    finally:
        for path in paths:
            path.unlink()


@pytest.mark.parametrize("name", VARIABLES)
def test_no_variable_of_the_environment_counts(checkout: Checkout, plain: str, name: str) -> None:
    assert digest(checkout, name.replace(" ", "_"), **VARIABLES[name]) == plain
