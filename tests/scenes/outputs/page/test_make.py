"""The page as files: made once, made anew only where something has changed, never half."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scenes.course import COURSE
from tests.scenes.outputs.page.conftest import CHAPTERS, SMALL, Made, make_page


def test_it_lies_beside_its_films_as_they_were_drawn(made: Made) -> None:
    media = made.out / "page" / "media"
    expected = {f"{name}.{kind}" for name in CHAPTERS for kind in ("mp4", "png")}
    assert {path.name for path in media.iterdir()} == expected | {
        f"{entry.id}.mp4" for entry in COURSE.drags.values()
    }
    for name in CHAPTERS:
        drawn = made.out / "chapters" / f"{name}.mp4"
        assert (media / drawn.name).read_bytes() == drawn.read_bytes()
    assert not list(made.out.glob("page/**/*.part"))
    assert {chapter["id"] for chapter in made.chapters} == set(CHAPTERS)


def test_what_has_not_changed_is_left_alone(made: Made, tmp_path: Path) -> None:
    """A second run writes nothing; another theme writes the page, and clears away what it does not play."""
    out = tmp_path / "copy"
    shutil.copytree(made.out, out / "build")
    index, film = out / "build" / "page" / "index.html", out / "build" / "page" / "media" / "forward_pass.mp4"
    before = index.stat().st_mtime_ns, film.stat().st_mtime_ns, film.stat().st_ino
    done = make_page(out, *CHAPTERS)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].endswith("index.html")
    assert (index.stat().st_mtime_ns, film.stat().st_mtime_ns, film.stat().st_ino) == before
    done = make_page(out, "chain_product")
    assert done.returncode == 0, done.stderr
    assert not film.exists()
    assert "Forward pass" not in index.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("config", "key"),
    [
        ('[surface]\nexpression = "1/x + y"', "surface.expression"),
        ('[tangent]\nexpression = "sin(1/x)"', "tangent.expression"),
        ('[tangent]\nexpression = "tan(2*x)"', "tangent.expression"),
    ],
)
def test_a_function_that_cannot_be_drawn_is_refused_before_anything_is_made(
    tmp_path: Path, config: str, key: str
) -> None:
    done = make_page(tmp_path, *CHAPTERS, config=SMALL + config)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert f"my.toml: {key} = " in line
    assert not (tmp_path / "build" / "page").exists()


def test_an_unwritable_page_is_told_in_one_line(made: Made, tmp_path: Path) -> None:
    out = tmp_path / "copy"
    shutil.copytree(made.out, out / "build")
    shutil.rmtree(out / "build" / "page")
    (out / "build" / "page").write_text("in the way")
    done = make_page(out, *CHAPTERS)
    assert done.returncode == 1
    assert "cannot write in" in done.stderr.splitlines()[-1]
