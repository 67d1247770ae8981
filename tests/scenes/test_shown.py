"""At every beat of every chapter, what stands on screen is what mathematics says, rounded as shown."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import mpmath
import pytest

from config import Settings, load_settings
from scenes.course import COURSE
from scenes.film.timeline import Beat, ShownNumber, Timeline
from tests import oracles

Function = Callable[..., mpmath.mpf]

CURVES: dict[str, Function] = {
    "x**2": lambda x: x**2,
    "x**3/3 - x": lambda x: x**3 / 3 - x,
    "sin(2*x) + x/2": lambda x: mpmath.sin(2 * x) + x / 2,
}
SURFACES: dict[str, Function] = {
    "x**2 + 2*y**2": lambda x, y: x**2 + 2 * y**2,
    "x*y": lambda x, y: x * y,
    "sin(x)*cos(y)": lambda x, y: mpmath.sin(x) * mpmath.cos(y),
}
NETWORKS = (
    {"x": "1.5", "w1": "0.8", "b1": "-0.2", "w2": "1.1", "b2": "-0.6", "target": "1"},
    {"x": "-0.7", "w1": "-1.3", "b1": "0.4", "w2": "-2.1", "b2": "0.3", "target": "0"},
    {"x": "2", "w1": "3.1", "b1": "2.5", "w2": "-4", "b2": "-3", "target": "0"},
)
NETWORK_CHAPTERS = ("forward_pass", "backward_pass", "chain_product")


def configured(folder: Path, table: str, **values: str) -> Settings:
    """Return the settings with one table overridden."""
    lines = [f"{key} = {value}" for key, value in values.items()]
    file = folder / "other.toml"
    file.write_text("\n".join([f"[{table}]", *lines]), encoding="utf-8")
    return load_settings(file)


def timeline_of(chapter: str, settings: Settings) -> Timeline:
    return COURSE.chosen([chapter])[0].load().dry_run(settings)


def untrue(beat: Beat, truth: dict[str, mpmath.mpf]) -> list[ShownNumber]:
    """Return the numbers of a beat whose digits or sign the oracle does not confirm, or does not know.

    Ticks and the chapter's place in the course have tests of their own.
    """
    return [
        number
        for number in beat.shown
        if "tick" not in number.name
        and number.name != "chapter"
        and (number.name not in truth or not oracles.shows(number.text, number.relation, truth[number.name]))
    ]


def network_truth(given: dict[str, str], step: Fraction) -> dict[str, mpmath.mpf]:
    numbers = {("y" if key == "target" else key): Fraction(value) for key, value in given.items()}
    truth = oracles.network(numbers)
    h = oracles.big(step)
    ahead, behind = (oracles.forward({**numbers, "w1": numbers["w1"] + sign * step})["L"] for sign in (1, -1))
    truth |= {"h": h, "L(w₁+h)": ahead, "L(w₁−h)": behind}
    truth["(L(w₁+h) − L(w₁−h))/2h"] = (ahead - behind) / (2 * h)
    truth["da₂"] = mpmath.mpf(1) / 100
    truth["dL"] = truth["∂L/∂a₂"] / 100
    truth["run"] = mpmath.mpf(1)
    for times in (one * 10**power for one in (1, 2, 5) for power in range(9)):
        truth[f"step {times}"] = mpmath.mpf(times)
    for power in range(-9, 10):
        truth[f"scale {power}"] = mpmath.mpf(10) ** power
        truth[f"scale {power} of a step"] = truth[f"scale {power}"] / (2 * h)
    return truth


@pytest.mark.parametrize("given", NETWORKS, ids=["default", "negative", "saturated"])
@pytest.mark.parametrize("chapter", NETWORK_CHAPTERS)
def test_network_chapters_show_the_oracles_numbers(
    chapter: str, given: dict[str, str], tmp_path: Path
) -> None:
    settings = configured(tmp_path, "network", **given)
    truth = network_truth(given, Fraction(settings.lecture.check.step))
    timeline = timeline_of(chapter, settings)
    assert sum(len(beat.shown) for beat in timeline.beats) > 30
    for beat in timeline.beats:
        assert untrue(beat, truth) == [], beat.id


def test_a_wrong_number_on_screen_is_caught(tmp_path: Path) -> None:
    timeline = timeline_of("backward_pass", configured(tmp_path, "network", w1="0.61"))
    truth = network_truth(NETWORKS[0], Fraction(1, 10_000))
    assert untrue(timeline.beats[-1], truth)
    last = timeline_of("backward_pass", load_settings()).beats[-1]
    assert not untrue(last, truth)
    flipped = replace(last.shown[-1], text="−" + last.shown[-1].text.lstrip("−"), relation="=")
    assert untrue(replace(last, shown=(*last.shown[:-1], flipped)), truth)


def tangent_truth(number: ShownNumber, f: Function) -> dict[str, mpmath.mpf]:
    """Return what a number of the chapter on the tangent may be, where it was read."""
    at = {name: oracles.big(Fraction(value).limit_denominator(10_000)) for name, value in number.at}
    truth: dict[str, mpmath.mpf] = {"Δx ratio": mpmath.mpf(2), **at}
    if "x" in at:
        x = at["x"]
        truth |= {"f(x)": f(x), "f'(x)": mpmath.diff(f, x)}
        truth["climb"] = truth["f'(x)"] * at.get("across", 1)
        if "Δx" in at:

            def gap(step: mpmath.mpf) -> mpmath.mpf:
                return f(x + step) - f(x) - truth["f'(x)"] * step

            step = at["Δx"]
            truth |= {"f'(x)·Δx": truth["f'(x)"] * step, "Δf": f(x + step) - f(x), "gap": gap(step)}
    return truth


@pytest.mark.parametrize("text", sorted(CURVES))
def test_the_tangent_chapter_shows_the_oracles_numbers(text: str, tmp_path: Path) -> None:
    settings = configured(tmp_path, "tangent", expression=f'"{text}"')
    seen: set[str] = set()
    for beat in timeline_of("tangent_slider", settings).beats:
        resting = [number for number in beat.shown if number.name != "Δf/Δx"]
        if any(number.name == "x" and number.relation == "≈" for number in resting):
            continue
        for number in resting:
            alone = replace(beat, shown=(number,))
            assert untrue(alone, tangent_truth(number, CURVES[text])) == [], (beat.id, number)
            seen.add(number.name)
    assert {"across", "f'(x)", "gap"} <= seen


@pytest.mark.parametrize("text", sorted(SURFACES))
def test_the_heatmap_chapter_shows_the_oracles_partials(text: str, tmp_path: Path) -> None:
    settings = configured(tmp_path, "surface", expression=f'"{text}"')
    f, given = SURFACES[text], settings.lecture.surface
    x, y = oracles.big(Fraction(given.point_x)), oracles.big(Fraction(given.point_y))
    truth = {"x": x, "y": y, "f": f(x, y)}
    truth["∂f/∂x"] = mpmath.diff(lambda a: f(a, y), x)
    truth["∂f/∂y"] = mpmath.diff(lambda b: f(x, b), y)
    network = network_truth(NETWORKS[0], Fraction(1, 10_000))
    for beat in timeline_of("heatmap_cross_sections", settings).beats:
        assert untrue(beat, {**network, **truth} if "loss" not in beat.id else network) == [], beat.id


def test_the_title_card_shows_the_chapters_place() -> None:
    for place, name in enumerate([scene.id for scene in COURSE.scenes[:3]], start=1):
        title = timeline_of(name, load_settings()).beats[0]
        assert [(number.name, number.text, number.relation) for number in title.shown] == [
            ("chapter", str(place), "=")
        ]


def test_no_digit_is_typed_into_a_chapter() -> None:
    folder = Path(__file__).parents[2] / "scenes" / "chapters"
    files = sorted(folder.glob("*/scene.py"))
    assert len(files) == len(COURSE.scenes)
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        typed = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documented
            and any(character.isdigit() for character in node.value)
            and " " in node.value
        ]
        assert typed == [], path.parent.name


def test_captions_and_times_hold_together() -> None:
    for chapter in COURSE.scenes:
        timeline = timeline_of(chapter.id, load_settings())
        for before, after in zip(timeline.beats, timeline.beats[1:], strict=False):
            assert before.end <= after.start
        for beat in timeline.beats:
            assert beat.end - beat.start >= max(1.0, len(beat.caption) / 17)
            assert not any(character.isdigit() or character in "∂≈−" for character in beat.spoken), (
                beat.spoken
            )
