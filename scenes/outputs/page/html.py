"""The page's HTML: the template filled with films, chapters, formulas and what the scripts need to know."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import jinja2

from backprop_core.curve import Curve
from backprop_core.notation import to_plain
from backprop_core.surface import Surface
from config.theme import Theme, contrast
from scenes.film.joining.assemble import TITLE
from scenes.outputs.page.boards import board
from scenes.outputs.page.films import MEDIA, films_of
from scenes.outputs.page.steps import steps

if TYPE_CHECKING:
    from config import Settings
    from scenes.film.result import BuildResult
    from scenes.outputs.page.drags import Dragged

PARTS = Path(__file__).parent / "parts"
_SCRIPTS = ("lecture.js", "steps.js", "drags.js")


@dataclass(frozen=True)
class Formulas:
    """A function as a line of text, and the rules that its slopes follow."""

    formula: str
    rules: tuple[str, ...]


def as_html(
    outcome: BuildResult, drags: list[Dragged], pictures: dict[str, Path], settings: Settings, profile: str
) -> str:
    """Return the page. `pictures` are those that lie beside it, by their place below its folder."""
    films = films_of(outcome)
    step = steps(outcome.scenes, settings.profiles[profile].frame_rate, pictures)
    poster = f"{MEDIA}/{films[0].parts[0].id}.png"
    data: dict[str, Any] = {
        "lecture": {"films": [{"place": film.place, "captions": film.captions} for film in films]},
        **({"step": step} if step else {}),
        "drags": {drag.name: board(drag.load(), settings, drag.place) for drag in drags},
    }
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PARTS), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["clock"] = _clock
    return environment.get_template("page.html").render(
        title=TITLE,
        scheme=_scheme(settings.theme),
        colours={name: value for name, value in settings.theme if name != "heatmap"},
        css=_part("page.css"),
        scripts=[_part(name) for name in _SCRIPTS],
        films=films,
        poster=poster if poster in pictures else None,
        stepped=[chapter["title"] for chapter in step["chapters"]] if step else [],
        sound=step is not None and _speaks(films[0].source),
        tangent=_curve(settings),
        map=_surface(settings),
        data={name: _as_script(told) for name, told in data.items()},
    )


def _curve(settings: Settings) -> Formulas:
    curve = Curve.from_text(settings.lecture.tangent.expression)
    rule = to_plain(curve.derivative_expression)
    return Formulas(f"f(x) = {to_plain(curve.expression)}", (f"f'(x) = {rule}",))


def _surface(settings: Settings) -> Formulas:
    surface = Surface.from_text(settings.lecture.surface.expression)
    partials = surface.partial_x_expression, surface.partial_y_expression
    rules = (f"∂f/∂{name} = {to_plain(by)}" for name, by in zip(surface.variables, partials, strict=True))
    return Formulas(f"f(x, y) = {to_plain(surface.expression)}", tuple(rules))


def _scheme(theme: Theme) -> str:
    """Tell the browser whether its own controls should be dark or light."""
    return (
        "dark" if contrast(theme.background, "#FFFFFF") > contrast(theme.background, "#000000") else "light"
    )


def _speaks(film: Path) -> bool:
    with av.open(film) as opened:
        return bool(opened.streams.audio)


def _as_script(told: Any) -> str:
    """Return data as JSON that no HTML parser mistakes for the end of the script."""
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
