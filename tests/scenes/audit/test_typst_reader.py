"""Formulas read from the Typst that they are typeset from, and glyphs read from their outlines."""

from __future__ import annotations

import string

import pytest
from manim import VMobject

from backprop_core.network.derivations import DERIVATIONS
from backprop_core.quantity import Piece
from scenes.audit.figures.contents import is_name
from scenes.audit.figures.digits import as_written, from_typst, rounds_to, stated
from scenes.audit.figures.proof import Prover
from scenes.audit.figures.scope import Scope, functions_of
from scenes.audit.figures.typst_reader import formula_of, statements_of
from scenes.audit.figures.typst_tokens import UnreadableError
from scenes.audit.look.reading import Reader
from scenes.audit.truth.precision import big
from scenes.stage.lettering.digits import glyph
from scenes.stage.lettering.typesetting import TypesetLine, math, text
from tests.configs import two_sigmoids
from tests.scenes.audit.chapter_truths import chapter_truth

SETTINGS = two_sigmoids()
CHAIN = chapter_truth("chain_product", SETTINGS)
NETWORK = Scope(CHAIN.claims, CHAIN.variable_values[0])
CURVE = Scope(chapter_truth("tangent_slider", SETTINGS).claims, {"x": big("0.7"), "Δx": big("0.5")})


def value(source: str, values: Scope = NETWORK) -> float:
    """Work a formula out."""
    return float(formula_of(source, functions_of(values.truth)).value(values))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 dot.op 3 - 4", 3.0),
        ("2 3^2", 18.0),
        ("-3^2", -9.0),
        ("(-3)^(2)", 9.0),
        ("1/2 6", 3.0),
        ("frac(1, 2) / 4", 0.125),
        ("1.234 times 10^(-5)", 1.234e-5),
        ("2 #h(0.2em) (1 - 0.25)", 1.5),
        ("sqrt(16) + abs(-2)", 6.0),
        ("sin^(2)(0.4) + cos^(2)(0.4)", 1.0),
        ("e^(-0)", 1.0),
        ('op("abs")(-2)', 2.0),
        ("0.5 dot.op (-4)", -2.0),
        ("w_1 thin x + b_1", 0.7),
        ("w_(1) x + b_1", 0.7),
        ("(a_2 - y)^2", 0.15430959766797717),
        ("2 (a_2 - y)", -0.7856452066116796),
        ("a_2 (1 - a_2)", 0.23851300563786262),
        ("frac(partial L, partial z_2)", -0.18738659959393125),
        ("(partial L)/(partial a_2) dot.op (partial a_2)/(partial z_2)", -0.18738659959393125),
        ("(L(w_1 + h) - L(w_1 - h))/(2 h)", -0.08724664494130396),
        ("sigma'(z_1)", 0.22171287329310904),
        ("dif / (dif x) (x^2 + 1)^(-1)", -3.0 / 3.25**2),
    ],
)
def test_formulas_are_worked_out(source: str, expected: float) -> None:
    assert value(source) == pytest.approx(expected, rel=1e-14)


def test_what_the_truth_knows_of_a_function_holds_for_other_arguments() -> None:
    assert value("f(x + Delta x) - f(x)", CURVE) == pytest.approx(1.2**2 - 0.7**2)
    assert value("f'(x) thin Delta x", CURVE) == pytest.approx(0.7)
    assert value("(Delta f)/(Delta x)", CURVE) == pytest.approx((1.2**2 - 0.7**2) / 0.5)


@pytest.mark.parametrize("name", DERIVATIONS)
def test_every_line_of_a_derivation_is_proved_and_a_false_one_is_not(name: str) -> None:
    known = chapter_truth("sigmoid", SETTINGS)
    prover, functions = Prover(known.claims, known.variable_values), functions_of(known.claims)
    for line in DERIVATIONS[name].lines:
        typst = f"{line.typst} quad {line.where}"
        assert prover.contradictions(statements_of([Piece(typst, "literal")], functions)) == [], typst
        false = line.typst.replace(" = ", " = 2 + ", 1) + f" quad {line.where}"
        assert prover.contradictions(statements_of([Piece(false, "literal")], functions)), false


def test_what_holds_under_a_condition_holds_nowhere_else() -> None:
    known = chapter_truth("sigmoid", SETTINGS)
    prover, functions = Prover(known.claims, known.variable_values), functions_of(known.claims)
    for condition, wrong in (("z > 0", False), ("z < 0", True), ("", True), ("z > 99", True)):
        read = statements_of([Piece(f'op("relu")(z) = z quad {condition}', "literal")], functions)
        assert bool(prover.contradictions(read)) == wrong, condition


def test_lines_part_into_statements() -> None:
    def read(source: str) -> list[tuple[list[str], tuple[str, ...]]]:
        found = statements_of([Piece(source, "literal")])
        return [([s.plain() if s else "" for s in one.sides], one.relations) for one in found]

    assert read("= 2 approx 3") == [(["", "2", "3"], ("=", "≈"))]
    assert read("x = 1, y = 2") == [(["x", "1"], ("=",)), (["y", "2"], ("=",))]
    assert read("x = 1 quad y =") == [(["x", "1"], ("=",)), (["y"], ())]
    assert read("w arrow.l w - 1 = 3") == [(["w"], ()), (["w−1", "3"], ("=",))]


@pytest.mark.parametrize("source", ["mat(1, 2)", "1 +", "(1", "x_", "dots", "1 ) 2", "[1]", "lim_(h) x"])
def test_what_cannot_be_read_is_refused(source: str) -> None:
    with pytest.raises(UnreadableError):
        formula_of(source).value(NETWORK)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("w_1", True),
        ("(partial L)/(partial w_1)", True),
        ("2 x", False),
        ("x^2", False),
        ("7", False),
        ("f(3)", False),
    ],
)
def test_a_name_is_told_from_a_statement(source: str, names: bool) -> None:
    assert is_name(formula_of(source, {"f"})) is names


@pytest.mark.parametrize(
    ("text_", "number"), [("−0.0872", -0.0872), ("1.50", 1.5), ("−1.234×10⁻⁵", -1.234e-5), ("3", 3.0)]
)
def test_shown_digits_are_read_and_written(text_: str, number: float) -> None:
    assert float(stated(text_)) == pytest.approx(number, rel=1e-15)
    assert as_written(big(str(number)), text_) == text_
    assert rounds_to(big(str(number)), text_)
    for source in ("1.2.3", "abc", ""):
        with pytest.raises(ValueError, match="not a shown number"):
            stated(source)


def test_typst_source_of_a_number_states_the_digits() -> None:
    assert from_typst("(-1.234 times 10^(-5))") == "−1.234×10⁻⁵"
    assert from_typst("0.6") == "0.6"


def read(line: TypesetLine) -> str:
    """Read a line's glyphs, `_` for each that is no digit or sign."""
    glyphs = [g for part in line.submobjects[:-1] for g in part.get_family() if len(g.points)]
    reader = Reader()
    return "".join(reader.character(g.points) or "_" for g in glyphs if isinstance(g, VMobject))


@pytest.mark.parametrize("weight", ["regular", "semibold", "bold"])
def test_digits_of_the_text_face_are_read_and_letters_are_not(weight: str) -> None:
    assert (
        read(text(string.digits + string.ascii_letters, "#FFFFFF", weight=weight)) == string.digits + "_" * 52
    )


@pytest.mark.parametrize("dressed", ["{}", "x_({})", "x_(y_({}))"])
def test_digits_of_mathematics_are_read_at_every_size(dressed: str) -> None:
    letters = dressed.count("_")
    assert read(math([dressed.format(string.digits)], "#FFFFFF")).strip("_") == string.digits
    assert read(math([dressed.format(" ".join(string.ascii_letters))], "#FFFFFF")) == "_" * (52 + letters)


def test_glyphs_are_read_wherever_they_stand_and_however_their_curves_are_cut() -> None:
    line = math(["-3.14 times 10^(-5) 02678 9"], "#FFFFFF")
    before = read(line)
    line.scale(0.31).shift((2.0, -1.0, 0.0))
    for part in line.get_family():
        if len(part.points) > 4:
            part.insert_n_curves(9)
    assert read(line) == before == "−3.14×10−5026789"


def test_ready_made_digits_are_those_that_typst_sets() -> None:
    reader = Reader()
    for character, expected in zip("0123456789−⁰¹²³⁴⁵⁶⁷⁸⁹⁻=≈.×", "0123456789−0123456789−=≈.×", strict=True):
        assert reader.character(glyph(character).points) == expected
