"""The page's HTML: the template filled with films, chapters, formulas and what the scripts need to know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import jinja2

from config.theme import Theme, contrast
from scenes.outputs.page.films import MEDIA, films_of
from scenes.outputs.page.steps import steps

if TYPE_CHECKING:
    from scenes.outputs.page.make import Page

PARTS = Path(__file__).parent / "parts"
_SCRIPTS = ("lecture.js", "steps.js", "drags.js")


def as_html(page: Page, pictures: dict[str, Path]) -> str:
    """Return the page. `pictures` are those that lie beside it, by their place below its folder."""
    settings, films = page.settings, films_of(page.outcome)
    frame_rate = settings.profiles[page.profile].frame_rate
    step = steps(page.outcome.scenes, page.stepped, frame_rate, pictures)
    poster = f"{MEDIA}/{films[0].parts[0].id}.png"
    drags = {drag.name: (drag.load(), drag.place) for drag in page.drags}
    data: dict[str, Any] = {
        "lecture": {"films": [{"place": film.place, "captions": film.captions} for film in films]},
        **({"step": step} if step else {}),
        "drags": {name: {"film": film, **drag.board(settings)} for name, (drag, film) in drags.items()},
    }
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PARTS), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["clock"] = _clock
    return environment.get_template("page.html").render(
        title=page.title,
        scheme=_scheme(settings.theme),
        colours={name: value for name, value in settings.theme if name != "heatmap"},
        css=_part("page.css"),
        scripts=[_part(name) for name in _SCRIPTS],
        films=films,
        poster=poster if poster in pictures else None,
        stepped=[chapter["title"] for chapter in step["chapters"]] if step else [],
        sound=step is not None and _speaks(films[0].source),
        drags={
            name: {"formula": drag.formula(settings), "rules": drag.rules(settings)}
            for name, (drag, _) in drags.items()
        },
        data={name: _as_script(told) for name, told in data.items()},
    )


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
