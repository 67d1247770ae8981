"""The differentiation rules: named once each, and every checked line a true statement."""

import pytest
import sympy

from backprop_core.reader import read_expression
from backprop_core.rules import RULES, DerivativeRule

NAMES = ["x", "c"]


def test_the_rules_of_the_lecture_are_there_once_each() -> None:
    assert [rule.name for rule in RULES] == ["constant", "scaling", "sum", "power of an inside"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_stated_derivative_is_the_limit_of_rise_over_run(rule: DerivativeRule) -> None:
    x, h = sympy.Symbol("x", real=True), sympy.Symbol("h", real=True)
    function = read_expression(rule.function, NAMES)
    rise = sympy.expand(function.subs(x, x + h) - function)
    limit = sympy.cancel(rise / h).subs(h, 0)
    assert sympy.expand(limit - read_expression(rule.derivative, NAMES)) == 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_checked_line_equals_the_derivative(rule: DerivativeRule) -> None:
    derivative = read_expression(rule.derivative, NAMES)
    for line in rule.lines:
        assert line.reason and line.typst
        if line.checked is not None:
            assert sympy.simplify(read_expression(line.checked, NAMES) - derivative) == 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_written_as_its_derivation_ends(rule: DerivativeRule) -> None:
    assert rule.typst.endswith(f"= {rule.lines[-1].typst}")
