"""The network chapters a beat at a time: where beats end, what is said, and the values that stand then."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from scenes.outputs.page.films import MEDIA

if TYPE_CHECKING:
    from scenes.film.result import SceneBuild
    from scenes.film.timeline import Beat, ShownNumber

_NO_STATE = (" tick", "chapter")
"""How the names of numbers end that label an axis or a chapter and are no value of the network."""


def steps(
    chapters: Iterable[SceneBuild], stepped: Iterable[str], frame_rate: int, pictures: Container[str]
) -> dict[str, Any] | None:
    """Return the chapters `stepped` through, in order, for the page's script; None if there are none.

    `pictures` are the places of those that lie beside the page. A beat's
    values are those that stand on screen at its end, in the order in which they came up.
    """
    there = {chapter.entry.id: chapter for chapter in chapters}
    wanted = [there[name] for name in stepped if name in there]
    if not wanted:
        return None
    return {"rate": frame_rate, "chapters": [_chapter(chapter, pictures) for chapter in wanted]}


def _chapter(chapter: SceneBuild, pictures: Container[str]) -> dict[str, Any]:
    timeline, place = chapter.plan.timeline, f"{MEDIA}/{chapter.entry.id}"
    return {
        "title": timeline.title,
        "film": f"{place}.mp4",
        "poster": f"{place}.png" if f"{place}.png" in pictures else None,
        "beats": list(_beats(timeline.beats)),
    }


def _beats(beats: Iterable[Beat]) -> Iterator[dict[str, Any]]:
    order: dict[str, None] = {}
    for beat in beats:
        standing = {number.name: number for number in beat.shown if not number.name.endswith(_NO_STATE)}
        order.update(dict.fromkeys(standing))
        values = [_value(standing[name]) for name in order if name in standing]
        yield {"end": beat.end, "caption": beat.caption, "values": values}


def _value(number: ShownNumber) -> list[str]:
    return [number.name, number.relation, number.text]
