"""Numbers as they are said."""

from __future__ import annotations

from backprop_core.number import LOWERED, MINUS, SLASH, TIMES

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = tuple(f"{stem}teen" for stem in ("thir", "four", "fif", "six", "seven", "eigh", "nine"))
_NAMES = (*_DIGITS, "ten", "eleven", "twelve", *_TEENS)
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LONGEST_CARDINAL = 3


def spoken_number(text: str) -> str:
    """Return digits as words: "−49.08" is "minus forty-nine point zero eight", "1/3" "one over three".

    Whole parts of four digits and more are said digit by digit. Raises `KeyError` for a character that no
    number is shown with.
    """
    above, slash, below = text.partition(SLASH)
    if slash:
        return " ".join([*_said(above), "over", *_said(below)])
    mantissa, times, power = text.partition(TIMES)
    heard = _said(mantissa)
    if times:
        exponent = power.removeprefix("10").translate(LOWERED).replace("-", MINUS)
        heard += ["times", "ten", "to", "the", *_said(exponent)]
    return " ".join(heard)


def _said(text: str) -> list[str]:
    said = {str(digit): name for digit, name in enumerate(_DIGITS)} | {MINUS: "minus", ".": "point"}
    whole, point, decimals = text.partition(".")
    digits = whole.removeprefix(MINUS)
    if len(digits) > _LONGEST_CARDINAL or not digits.isdecimal():
        return [said[character] for character in text]
    sign = [said[MINUS]] if whole != digits else []
    return [*sign, *_cardinal(int(digits)), *(said[character] for character in point + decimals)]


def _cardinal(number: int) -> list[str]:
    """Return a whole number below a thousand in words."""
    hundreds, rest = divmod(number, 100)
    heard = [_NAMES[hundreds], "hundred"] if hundreds else []
    if rest or not hundreds:
        tens, ones = divmod(rest, 10)
        small = rest < len(_NAMES)
        heard.append(_NAMES[rest] if small else f"{_TENS[tens]}-{_NAMES[ones]}" if ones else _TENS[tens])
    return heard
