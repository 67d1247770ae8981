"""Why beats are drawn again: what has changed since a scene was planned before, in words."""

from __future__ import annotations

from scenes.film.cache.plans import Plan
from scenes.film.cache.play_digest import PlayDigest


def reasons(before: Plan, now: Plan) -> dict[str, str]:
    """Return for each beat that shows something else than before why it does, by the beat's id."""
    if before.environment != now.environment:
        return _of_all(now, "other versions of Python or of the packages that draw are installed")
    if before.drawing != now.drawing:
        return _of_all(now, "the code that draws has changed")
    found: dict[str, str] = {}
    source = ""
    """The beat in which what stands on stage became another one."""
    for beat in (beat.id for beat in now.timeline.beats):
        old = [play for play in before.plays if play.beat == beat]
        new = [play for play in now.plays if play.beat == beat]
        if not old:
            found[beat] = "it is new"
        elif not all(play.proven for play in new):
            found[beat] = "something moves in it that cannot be compared, and the scene has changed"
        elif len(old) == len(new) and all(map(PlayDigest.shows_as, old, new)):
            continue
        elif old[0].stage != new[0].stage and source:
            found[beat] = f"it begins with another picture since {source} has changed"
        elif [(play.stage, play.action) for play in old] == [(play.stage, play.action) for play in new]:
            found[beat] = "it lasts longer or shorter"
        else:
            found[beat] = "what it shows has changed"
        source = source or beat
    return found


def _of_all(plan: Plan, reason: str) -> dict[str, str]:
    return {beat.id: reason for beat in plan.timeline.beats}
