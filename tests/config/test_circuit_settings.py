"""The table of the circuit: whose keys count, and what is refused in one line."""

from pathlib import Path

import pytest

from config import ConfigError, load_settings


def settings_of(tmp_path: Path, table: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    file = tmp_path / "my.toml"
    file.write_text(f"[circuit]\n{table}")
    return load_settings(file).lecture.circuit


def test_an_expression_of_ones_own_leaves_the_defaults_variables_behind(tmp_path: Path) -> None:
    found = settings_of(tmp_path, 'expression = "a * b"\na = 2\nb = 0.5\n')
    assert [name for name, _ in found.values] == ["a", "b"]


def test_a_value_alone_changes_the_default(tmp_path: Path) -> None:
    assert dict(settings_of(tmp_path, "x = 7\n").values)["x"] == 7


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            'expression = "x / y"\nx = 1\ny = 0',
            "circuit.x = 1: f has no finite value and slope at x = 1, y = 0",
        ),
        ('expression = "x * t"\nx = 1', "a key for each variable ('t' is not a known name"),
        ('expression = "x * x"\nx = 1\ny = 2', "circuit.y = 2: the expression does not hold it"),
        ('expression = "x * x"\nx = "a"', 'circuit.x = "a": give a number from -1000000 to 1000000'),
        ("expression = 3\nx = 1", "circuit.expression = 3: give an expression in quotes"),
        ('expression = "foo * y"\nfoo = 1\ny = 2', "circuit.foo = 1: name a variable by one letter"),
        ('expression = "q1 * y"\nq1 = 1\ny = 2', "circuit.q1 = 1: name a variable by one letter"),
        (
            f'expression = "{"+".join("x" * 14)}"\nx = 1',
            "a graph of 13 gates is too large to be drawn, give at most 12",
        ),
        ('expression = ["d = a*b*c*g"]\na = 1\nb = 1\nc = 1\ng = 1', "d needs 4 values, give statements"),
        (
            'expression = ["p = a*b*c", "r = d*f*g", "s = h*x*a", "t = b*d*h", "u = p*r*s", "v = u*t*a", '
            '"w = v*b*c", "k = w*d*f", "m = k*g*h"]\n' + "\n".join(f"{name} = 1" for name in "abcdfghx"),
            "too many gates and wires stand side by side",
        ),
        (
            f'expression = "{"*".join("abcdfghij")}"\n' + "\n".join(f"{name} = 1" for name in "abcdfghij"),
            "at most 8 variables",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        settings_of(tmp_path, table)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)
