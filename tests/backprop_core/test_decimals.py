"""Numbers as shown, worked out again, give the numbers as shown; shorter forms say no untruth."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.decimals.agreement import (
    difference_decimals,
    first_agreeing,
    lasting_product_decimals,
    product_agrees,
    product_decimals,
    vouched_decimals,
)
from backprop_core.decimals.contrast import (
    common_prefix,
    decimals_apart,
    spanning_decimals,
    stepping_decimals,
    telling_decimals,
)
from backprop_core.decimals.precision import Working, choose_precision, with_precision
from backprop_core.decimals.shortening import shorter_forms
from backprop_core.number import Number, show
from backprop_core.quantity import Quantity, Symbol
from tests.oracles import big, half_unit, parse_shown


def named(value: Number, decimals: int = 4) -> Quantity:
    return Quantity(Symbol("q", "q", "q"), value, decimals=decimals)


def test_the_first_way_that_agrees_is_taken_and_the_preferred_one_where_none_does() -> None:
    assert first_agreeing([1, 2, 3, 4], lambda way: way > 2) == 3
    assert first_agreeing([1, 2, 3, 4], lambda way: way > 9) == 1


@given(st.lists(st.floats(-3, 3).filter(lambda v: abs(v) > 0.1), min_size=2, max_size=3))
@settings(max_examples=100, deadline=None)
def test_shown_factors_give_the_shown_product(factors: list[float]) -> None:
    product = 1.0
    for factor in factors:
        product *= factor
    of_factors, of_product = product_decimals(factors, product)
    multiplied = big(1)
    for factor in factors:
        multiplied *= parse_shown(show(factor, of_factors).text)
    text = show(product, of_product).text
    assert abs(multiplied - parse_shown(text)) <= half_unit(text) * (1 + big(10) ** -30)


def test_a_product_that_moves_has_the_decimals_of_its_worst_moment() -> None:
    moments = [((0.123456, 7.1), 0.123456 * 7.1), ((1 / 3, 1 / 3), 1 / 9)]
    each = [product_decimals(*moment, 3) for moment in moments]
    assert each[0] != each[1]
    found = lasting_product_decimals(moments, 3)
    assert found == (max(more for more, _ in each), min(less for _, less in each))
    assert lasting_product_decimals([], 3) == (3, 3)


def test_a_product_keeps_the_decimals_that_its_factors_vouch_for() -> None:
    factors = [named(Fraction(1, 3), 2), named(Fraction(2, 3), 2)]
    product = named(Fraction(2, 9))
    assert not product_agrees(factors, product)
    vouched = vouched_decimals(factors, product)
    assert product_agrees(factors, replace(product, decimals=vouched))
    assert not product_agrees(factors, replace(product, decimals=vouched + 1))


def test_shown_differences_are_those_of_shown_numbers() -> None:
    ends, predicted = (1.23456, 1.35791), 0.12
    true, gap = ends[1] - ends[0], ends[1] - ends[0] - predicted
    decimals = difference_decimals(ends, predicted, true, gap)
    before, after, measured = (show(value, decimals, fixed=True).stated for value in (*ends, true))
    assert after - before == measured


def test_all_numbers_get_a_decimal_more_until_every_working_closes() -> None:
    values: dict[Hashable, Number] = {"a": 0.3334, "b": 3.0, "c": 1.0002, "d": 0.5}
    tripled = Working("c", ("a", "b"), lambda a, b: a * b)
    assert choose_precision(values, []) == 3
    assert choose_precision(values, [tripled]) == 4
    closing = with_precision(values, 4)
    stated = {key: show(values[key], decimals).stated for key, decimals in closing.items()}
    assert show(stated["a"] * stated["b"], 4).stated == stated["c"]
    loose = {key: show(value, 3).stated for key, value in values.items()}
    assert show(loose["a"] * loose["b"], 3).stated != show(values["c"], 3).stated


def test_where_no_precision_lets_all_close_all_get_one_digit_more() -> None:
    doubled = Working("c", ("a",), lambda a: 2 * a)
    assert choose_precision({"a": 1 / 3, "c": 2 / 3}, [doubled]) == 4
    never = Working("c", ("a",), lambda a: a + 1)
    assert choose_precision({"a": 0.1, "c": 0.1}, [never]) == 6


def test_what_is_given_stands_as_it_was_given_whatever_the_precision() -> None:
    values: dict[Hashable, Number] = {"w": Fraction("0.12345"), "long": Fraction("0.1234567"), "z": 0.12345}
    decimals = with_precision(values, 3, given=("w", "long"))
    assert [show(values[key], decimals[key]).text for key in values] == ["0.12345", "0.123", "0.123"]


def test_two_numbers_are_told_apart_by_the_fewest_digits_on_which_they_agree_longest() -> None:
    first, second = named(0.12345678), named(0.12345912)
    decimals = telling_decimals(first, second)
    a, b = first.with_decimals(decimals).text, second.with_decimals(decimals).text
    assert (a, b) == ("0.123457", "0.123459")
    assert common_prefix(a, b) == len("0.12345")


def test_a_gap_is_seen_to_two_digits() -> None:
    assert decimals_apart(1.0, 1.00034) == 5
    assert decimals_apart(1.0, 1.0) == 10


@pytest.mark.parametrize(("low", "high", "decimals"), [(0, 1, 2), (0, 100, 2), (0, 0.01, 4), (2, 2, 2)])
def test_a_range_of_a_hundred_values_is_told_apart(low: float, high: float, decimals: int) -> None:
    assert spanning_decimals(low, high) == decimals


def test_equal_steps_are_exact_in_their_decimals() -> None:
    assert stepping_decimals((Fraction(1, 8), Fraction(1, 4))) == 3
    assert stepping_decimals((Fraction(1), Fraction(2))) == 2


def test_a_shorter_form_says_that_it_is_rounded() -> None:
    forms = list(shorter_forms(named(Fraction("0.0625"))))
    assert [(form.relation, form.text) for form in forms[:2]] == [("=", "0.0625"), ("≈", "0.062")]
    assert (forms[-1].relation, forms[-1].text) == ("≈", "0")
    assert [form.text for form in shorter_forms(named(Fraction(0)))] == ["0"] * 5
    *_, first, second, _, last = shorter_forms(named(-5.392e-4))
    assert [first.text, second.text, last.text] == ["−5×10⁻⁴", "−0.001", "0.0"]
    assert last.relation == "≈"
