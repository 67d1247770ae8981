"""What a film cannot have, refused in words at the maker's line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from scenes.film.errors import RefusedError
from scenes.film.playing.replaced import replaced

_KEYBOARD = ("interactive_embed", "embed", "interact")


@contextmanager
def refusals() -> Iterator[None]:
    """Have Manim raise `RefusedError` where a scene wants another renderer or somebody at a keyboard."""
    from manim import Scene, config
    from manim.mobject.opengl.opengl_mobject import OpenGLMobject

    kind: Any = type(config)
    refused: list[tuple[type, str, object]] = [
        *(
            (Scene, name, _refusing(f"{name}() waits for a person at a keyboard: leave it out"))
            for name in _KEYBOARD
        ),
        (
            OpenGLMobject,
            "__init__",
            _refusing("OpenGL mobjects cannot be drawn: use those without OpenGL in their name"),
        ),
        (kind, "renderer", property(kind.renderer.fget, _set_renderer(kind.renderer.fset))),
    ]
    with replaced(refused):
        yield


def _refusing(words: str) -> Callable[..., NoReturn]:
    def refuse(*_given: object, **_named: object) -> NoReturn:
        raise RefusedError(words)

    return refuse


def _set_renderer(set_value: Any) -> Callable[[Any, Any], None]:
    def set_renderer(config: Any, value: Any) -> None:
        if str(getattr(value, "value", value)).lower() != "cairo":
            raise RefusedError("config.renderer must stay 'cairo': the OpenGL renderer is not used for films")
        set_value(config, value)

    return set_renderer
