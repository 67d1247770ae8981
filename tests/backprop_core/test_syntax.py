"""The tree of a text: what was written is kept, nothing is put together."""

from fractions import Fraction

import pytest

from backprop_core.syntax import Call, Constant, ExpressionError, Name, Node, Numeral, parse


def outline(node: Node) -> str:
    """Return a tree as operations with their arguments in brackets."""
    if isinstance(node, Numeral):
        return node.written
    if isinstance(node, Name | Constant):
        return node.name
    return f"{node.operation}({', '.join(outline(argument) for argument in node.arguments)})"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("x + x", "add(x, x)"),
        ("x - y - 1", "subtract(subtract(x, y), 1)"),
        ("-x^2", "negate(power(x, 2))"),
        ("-0.50*x", "multiply(-0.50, x)"),
        ("x^y^2", "power(x, power(y, 2))"),
        ("(x + y)*2/pi", "divide(multiply(add(x, y), 2), pi)"),
        ("2x - 3(x + 1)", "subtract(multiply(2, x), multiply(3, add(x, 1)))"),
        ("2.5e2x²", "multiply(2.5e2, power(x, 2))"),
        ("2e", "multiply(2, e)"),
        ("ln(x)·|y|", "multiply(log(x), abs(y))"),
        ("sin²(x)", "power(sin(x), 2)"),
        ("max(x, −y)×π", "multiply(max(x, negate(y)), pi)"),
        ("2|x||y|", "multiply(multiply(2, abs(x)), abs(y))"),
        ("1/(1 + exp(-x))", "divide(1, add(1, exp(negate(x))))"),
    ],
)
def test_a_tree_keeps_what_was_written(text: str, tree: str) -> None:
    assert outline(parse(text, ["x", "y"])) == tree


def test_a_node_says_where_it_stands() -> None:
    text = "2*(x + 1.50)"
    product = parse(text, ["x"])
    assert isinstance(product, Call)
    two, bracket = product.arguments
    assert text[bracket.position : bracket.end] == "(x + 1.50)"
    assert two == Numeral(Fraction(2), "2", 0, 1)
    assert isinstance(bracket, Call)
    assert bracket.arguments[1] == Numeral(Fraction(3, 2), "1.50", 7, 11)


def test_a_written_exponent_is_bounded() -> None:
    with pytest.raises(ExpressionError, match="an exponent beyond 12"):
        parse("x^-13", ["x"])
