"""The parts of the benchmark: simulated machines, edits of a source, commands, the tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from manim.cli.render.commands import render as manim_render

from scenes.cli.benchmark.edits import with_other_sentence, with_slower_animation
from scenes.cli.benchmark.measuring import ChapterTimes, Edited, FileTimes, Measured, forecasts
from scenes.cli.benchmark.simulation import Recorded, course_of, simulate
from scenes.cli.benchmark.table import as_markdown
from scenes.cli.benchmark.workbench import stock_command
from scenes.cli.render import command as our_render
from scenes.film.errors import ProductionError
from scenes.film.jobs.beat_runs import BeatTask

ONE = Recorded(
    "one",
    planning=1.0,
    dry_run=0.5,
    joining=0.5,
    tasks=(BeatTask("a", 0, 60, 2.0), BeatTask("b", 1, 60, 2.0, 0.5), BeatTask("c", 2, 60, 2.0, 1.0)),
)
LONG = Recorded("long", planning=2.0, dry_run=0.0, joining=0.25, tasks=(BeatTask("all", 0, 600, 20.0),))


def test_one_core_does_everything_one_after_the_other() -> None:
    found = simulate([ONE], 1)
    assert found.seconds == 1.0 + 3 * 2.0 + 0.5
    assert found.work == 1.0 + 3 * 2.0


def test_a_core_for_every_beat_leaves_the_last_one_with_its_plan_and_the_way_to_it() -> None:
    """1 s of planning, 1 s of seeking, 2 s of drawing, then half a second of joining."""
    found = simulate([ONE], 3)
    assert found.seconds == 4.5
    assert (found.beat, found.longest) == (4.0, "one/c")
    assert found.work == pytest.approx((1.0 + 6.0 + 1.5) / 3)


def test_scenes_are_planned_side_by_side_and_joined_one_after_the_other() -> None:
    found = simulate([ONE, LONG], 2)
    assert found.planning == 2.0
    assert found.joining == 0.75
    assert (found.beat, found.longest) == (22.0, "long/all")
    assert found.seconds == 22.25
    assert simulate(course_of([LONG], 3), 1).planning == 6.0


def test_films_are_joined_one_after_the_other() -> None:
    """Two that are drawn by 22 s, on a core each, and take 10 s each to join."""
    both = [replace(LONG, scene=name, joining=10.0) for name in ("one", "other")]
    assert simulate(both, 2).seconds == 22.0 + 10.0 + 10.0


@pytest.mark.parametrize("workers", [1, 2, 3, 16, 64])
def test_no_build_takes_less_than_what_limits_it(workers: int) -> None:
    found = simulate(course_of([ONE, LONG], 20), workers)
    for least in (found.work, found.beat, found.planning, found.joining):
        assert found.seconds >= least - 1e-9


def test_a_course_repeats_what_was_recorded_under_other_names() -> None:
    course = course_of([ONE, LONG], 5)
    assert len({scene.scene for scene in course}) == 5
    assert [scene.tasks for scene in course] == [ONE.tasks, LONG.tasks, ONE.tasks, LONG.tasks, ONE.tasks]


def test_what_this_machine_took_beyond_the_simulation_is_added_to_every_other() -> None:
    found = forecasts([ONE], 10.0, ours=9.5, cores=1)
    assert [(one.cores, one.chapters) for one in found] == [
        *((1, 1), (16, 1), (64, 1)),
        *((1, 200), (16, 200), (64, 200)),
    ]
    assert [one.seconds - one.least.seconds for one in found] == pytest.approx([2.0] * 6)
    assert found[3].film == 2000.0


SOURCE = """
    def one(self):
        with self.beat("first", words("It costs 3 €: {price}.", price=price)):
            self.play(FadeIn(it), run_time=0.8)
    def two(self):
        with self.beat("second", words(
            "Much "
            "more."
        )):
            self.play(it.animate.shift(UP), run_time=2)
    def three(self):
        with self.beat("third", words(said)):
            self.wait()
"""
MODULE = "class It:" + SOURCE


def test_a_word_is_added_to_one_sentence() -> None:
    """That of the beat in the middle; of those whose sentence stands there."""
    costs = {"first": 1.0, "second": 5.0, "third": 9.0}
    edited = with_other_sentence(MODULE, costs, "now")
    assert edited.replace("'Much more now.'", '"Much "\n            "more."') == MODULE
    edited = with_other_sentence(MODULE, {"first": 1.0}, "now")
    assert edited.replace("'It costs 3 €: {price} now.'", '"It costs 3 €: {price}."') == MODULE


def test_a_scene_that_names_no_sentence_with_its_beat_has_any_edited() -> None:
    source = 'said = words("Hello.")\n'
    assert with_other_sentence(source, {"a": 1.0}, "here") == "said = words('Hello here.')\n"
    with pytest.raises(ProductionError, match="no sentence"):
        with_other_sentence("said = words(text)\n", {"a": 1.0}, "here")


def test_one_animation_is_made_slower() -> None:
    edited = with_slower_animation(MODULE, {"first": 1.0, "second": 5.0, "third": 9.0})
    assert edited == MODULE.replace("run_time=2", "run_time=2.5")
    with pytest.raises(ProductionError, match="no run_time"):
        with_slower_animation(MODULE, {"third": 9.0})


@pytest.mark.parametrize("encoders", [1, 4])
def test_manims_command_is_one_that_manim_takes(encoders: int) -> None:
    command = stock_command(Path("a b.py"), "It", "h", media=Path("media"), encoders=encoders)
    assert command[:3] == ["-m", "manim", "render"]
    arguments = command[3:]
    asked = manim_render.make_context("render", arguments).params
    assert asked["max_inflight_encoders"] == (None if encoders == 1 else encoders)
    assert asked["quality"] == "h"
    assert (asked["media_dir"], str(asked["file"]), asked["scene_names"]) == ("media", "a b.py", ("It",))


def test_our_command_takes_what_the_benchmark_gives_it() -> None:
    asked = our_render.make_context(
        "render", ["one", "--quality", "lecture", "--stats", "s.json", "--quality", "preview", "--jobs", "1"]
    ).params
    assert (asked["quality"], asked["jobs"], str(asked["stats"])) == ("preview", 1, "s.json")


def test_the_tables_name_the_version_the_ratios_and_what_limits() -> None:
    chapters = ChapterTimes(
        film=60.0,
        stock=120.0,
        stock_encoders=90.0,
        one=50.0,
        ours=30.0,
        encoding=20.0,
        again=1.2,
        longest="long",
        alone=25.0,
        sentence=Edited(2.0, ("long/all",)),
        preview_sentence=Edited(2.5, ("long/all",)),
        preview_animation=Edited(2.6, ()),
        dry_runs=(("one", 0.5), ("long", 0.0)),
        peak=100 * 2**20,
        forecasts=forecasts([ONE, LONG], 60.0, 30.0, 2),
    )
    files = (FileTimes("flat.Bars", 12.0, 40.0, 30.0, 10.0, 8.0),)
    text = as_markdown(Measured("lecture", 2, chapters, files))
    for line in (
        "`manim -qh` is that of Manim Community 0.22.0; 2 cores, `lecture`.",
        "| `manim -qh`, one scene after another | 120.0 | 0.50 |",
        "| `manim -qh` `--max-inflight-encoders 4` | 90.0 | 0.67 |",
        "| the same, one sentence edited | 2.0 | long/all |",
        "| the same, one `run_time` edited | 2.6 | nothing |",
        "- Manim's own command takes 4.00 times as long as `make render`, with 4 encoders 3.00 times.",
        "- `make render` takes 1.50 times as long as the encoder alone.",
        "- An edited sentence takes 8% of its chapter's first render.",
        "- Dry runs: one 0.5 s, long 0.0 s.",
        "| flat.Bars | 12.0 s | 40.0 | 30.0 | 10.0 | 8.0 | 4.00 | 3.00 | 1.25 |",
    ):
        assert line in text.splitlines()
    (line,) = (line for line in text.splitlines() if line.startswith("| 64 cores, 2 chapters |"))
    assert line.endswith("| the longest beat, long/all, with its dry run and the way to it |")
    (line,) = (line for line in text.splitlines() if line.startswith("| 2 cores, 200 chapters |"))
    assert line.endswith("| the sum of work |")
    assert "| what |" not in as_markdown(Measured("lecture", 2, None, files))
