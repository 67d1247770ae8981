"""Rule on words: captions and spoken words carry the numbers that stand on screen, and the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from typing_extensions import override

from scenes.audit.figures.digits import rounds_to, same, stated
from scenes.audit.figures.scope import known
from scenes.audit.findings import AuditRule, Problem
from scenes.audit.truth import Claim
from scenes.film.timeline import Beat, Timeline

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_BELOW_HUNDRED = {
    **{name: value for value, name in enumerate(_TEENS.split(" "), 10)},
    **{name: 10 * value for value, name in enumerate(_TENS.split(" "), 2)},
    **{
        f"{tens} {ones}": 10 * value + digit
        for value, tens in enumerate(_TENS.split(" "), 2)
        for digit, ones in enumerate(_DIGITS)
        if digit
    },
}
_CARDINALS = {
    **_BELOW_HUNDRED,
    **{f"{name} hundred": 100 * value for value, name in enumerate(_DIGITS)},
    **{
        f"{name} hundred {rest}": 100 * value + added
        for value, name in enumerate(_DIGITS)
        for rest, added in {**_BELOW_HUNDRED, **{d: n for n, d in enumerate(_DIGITS)}}.items()
    },
}
"""Whole numbers of two and three digits, as they are heard."""
_NUMBER = re.compile(r"−?\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
_DIGIT_WORDS = {
    **{character: _DIGITS[index % 10] for index, character in enumerate("0123456789₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **{"−": "minus", "⁻": "minus"},
}
_POINT = re.compile(r"\.(?=\d)")
_WRITTEN_TOKEN = re.compile(r"×10|[−⁻]|\d|[₀-₉⁰¹²³⁴⁵⁶⁷⁸⁹]|[A-Za-z]+|[,;:.?!]")
_SPOKEN_TOKEN = re.compile(r"[A-Za-z]+|[,;:.?!]")
_TELLING = 3
"""Significant digits from which on a rounded number in a caption is evidence of the value that it rounds."""


class Spoken(AuditRule):
    """A beat's caption and its spoken words against the numbers at the beat's end, and against each other."""

    name = "words"

    def __init__(self, truth: Mapping[str, Claim]) -> None:
        self.truth = truth
        self._seen = 0

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        """Look at every beat's words."""
        for beat in timeline.beats:
            for number in numbers_of(beat.caption, self.truth):
                self._seen += 1
                if not self._known(number, beat):
                    found = f"{number} in “{beat.caption}”"
                    yield self._problem(beat, found, "a number of the screen or of the truth")
            written, heard = list(digits_written(beat.caption)), list(digits_heard(beat.spoken))
            if written != heard:
                found = f"{' '.join(heard) or 'no number'} is spoken"
                yield self._problem(beat, found, f"{' '.join(written) or 'no number'}, as the caption has it")

    @override
    def counts(self) -> dict[str, int]:
        return {"numbers in captions": self._seen}

    def _problem(self, beat: Beat, found: str, allowed: str) -> Problem:
        return Problem(self.name, found, allowed, beat=beat.id, time=beat.end)

    def _known(self, text: str, beat: Beat) -> bool:
        if any(number.text == text for number in beat.shown):
            return True
        value, telling = stated(text), len(re.sub(r"\D", "", text.partition("×")[0]).lstrip("0")) >= _TELLING
        for name in self.truth:
            true = known(self.truth, name, {})
            if true is None:
                continue
            if same(true, value) or (telling and rounds_to(true, text)):
                return True
        return False


def numbers_of(caption: str, names: Iterable[str] = ()) -> list[str]:
    """Return the numbers of a caption, without those that belong to a name such as `(a + b)/2h`."""
    for name in sorted((name for name in names if re.search(r"\d", name)), key=len, reverse=True):
        caption = caption.replace(name, " ")
    return _NUMBER.findall(caption)


def digits_written(caption: str) -> Iterator[str]:
    """Yield the words that the digits of a caption are heard as, those of names and of words included.

    A number written as a word, such as thirteen, counts as its digits.
    """
    spelt = _POINT.sub(" point ", caption)
    heard = [_DIGIT_WORDS.get(token, token.lower()) for token in _WRITTEN_TOKEN.findall(spelt)]
    return _digits_of(list(_spelt(heard)))


def digits_heard(spoken: str) -> Iterator[str]:
    """Yield the digits and points that are heard."""
    return _digits_of(list(_spelt([word.lower() for word in _SPOKEN_TOKEN.findall(spoken)])))


def _spelt(words: list[str]) -> Iterator[str]:
    """Yield words with numbers from ten to 999 put as their digits: "forty nine" as "four", "nine".

    The ten of a power of ten stays what it is.
    """
    place = 0
    while place < len(words):
        size = next((s for s in (4, 3, 2, 1) if " ".join(words[place : place + s]) in _CARDINALS), 0)
        if size and words[place : place + 3] != ["ten", "to", "the"]:
            yield from (_DIGITS[int(c)] for c in str(_CARDINALS[" ".join(words[place : place + size])]))
        else:
            yield words[place]
        place += max(1, size)


def _digits_of(words: list[str]) -> Iterator[str]:
    """Yield digits, the points between two of them, and the minus before one."""
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        joins = word == "minus" or (word == "point" and before in _DIGITS)
        if word in _DIGITS or (joins and after in _DIGITS):
            yield word
