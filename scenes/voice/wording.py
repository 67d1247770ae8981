"""What can be written for a voice: words. A sign that would be passed over in silence is refused."""

from __future__ import annotations

import re

from scenes.voice.speech import Line, VoiceError

_SAYABLE = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_PAUSES = frozenset(".,:;?!()")


def check(line: Line) -> None:
    """Raise `VoiceError` naming the first thing in a line that is neither a word nor a pause."""
    if not line.spoken.strip():
        raise VoiceError("nothing is written for the voice")
    for word in line.spoken.split():
        bare = word.strip("".join(_PAUSES))
        if bare and not _SAYABLE.fullmatch(bare):
            raise VoiceError(f"{word!r} in {line.spoken!r} is not a word; write it as it is spoken")
