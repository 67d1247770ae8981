"""Numbers as shown."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.number import Ratio, show
from backprop_core.spoken import spoken_number
from tests.oracles import big, half_unit, parse_shown, shows


@pytest.mark.parametrize(
    ("value", "text", "relation"),
    [
        (Fraction("0.7"), "0.7", "="),
        (Fraction(-1, 5), "−0.2", "="),
        (Fraction(1, 3), "0.3333", "≈"),
        (0.5, "0.5000", "≈"),
        (Fraction(0), "0", "="),
        (-1e-300, "−1.000×10⁻³⁰⁰", "≈"),
        (0.00123, "0.00123", "≈"),
        (9999999.0, "1.000×10⁷", "≈"),
    ],
)
def test_known_numbers_are_shown_so(value: Fraction | float, text: str, relation: str) -> None:
    shown = show(value)
    assert (shown.text, shown.relation) == (text, relation)


@given(st.floats(-1e9, 1e9), st.integers(1, 6), st.booleans())
@settings(max_examples=300, deadline=None)
def test_what_is_shown_is_the_value_rounded(value: float, places: int, fixed: bool) -> None:
    shown = show(value, places, fixed=fixed)
    assert shows(shown.text, shown.relation, big(value))
    assert shown.relation == "≈"
    assert not (parse_shown(shown.text) == 0 and "−" in shown.text)


@given(st.fractions(-1000, 1000, max_denominator=5000), st.integers(1, 6))
@settings(max_examples=300, deadline=None)
def test_equals_stands_only_before_the_exact_value(value: Fraction, places: int) -> None:
    shown = show(value, places)
    assert (shown.relation == "=") == (shown.stated == value)
    assert abs(big(shown.stated) - parse_shown(shown.text)) < 1e-40


def test_a_digit_off_by_one_is_caught() -> None:
    assert shows("0.6682", "≈", big(0.66818777))
    assert not shows("0.6683", "≈", big(0.66818777))
    assert not shows("0.6682", "=", big(0.66818777))
    assert half_unit("1.5×10⁻³") == parse_shown("5.0×10⁻⁵")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_finite_cannot_be_shown(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be shown"):
        show(value)


def test_digits_are_spoken_as_words() -> None:
    assert spoken_number("−0.08") == "minus zero point zero eight"
    assert spoken_number("3.2×10⁻⁹") == "three point two times ten to the minus nine"
    assert spoken_number("1×10⁻¹²") == "one times ten to the minus twelve"
    assert spoken_number("−49.07") == "minus forty-nine point zero seven"
    assert spoken_number("14") == "fourteen"
    assert spoken_number("40") == "forty"
    assert spoken_number("705.0") == "seven hundred five point zero"
    assert spoken_number("300") == "three hundred"
    assert spoken_number("1250") == "one two five zero"


def test_a_fraction_that_was_written_is_shown_as_one() -> None:
    shown = show(Ratio(-1, 3))
    assert (shown.text, shown.relation, shown.typst) == ("−1/3", "=", "-1\\/3")
    assert shown.stated == Fraction(-1, 3)
    assert show(Ratio(6, 3)).text == "2"
    assert show(Ratio(1, 3), 2, fixed=True).text == "0.33"
    assert show(Ratio(1, 3) * 2).text == "0.6667"
    assert spoken_number("−1/3") == "minus one over three"
