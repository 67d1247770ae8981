"""Every kind of wrong value gives one line with file, key, value and what is allowed."""

from pathlib import Path

import pytest

from config import ConfigError, load_settings

LONGEST_LINE = 700


def complaint(path: Path) -> str:
    """Return what is said about a file, having checked that it is one short line."""
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    said = str(caught.value)
    assert said.isprintable()
    assert len(said) < LONGEST_LINE
    return said


def refused(tmp_path: Path, text: str) -> str:
    path = tmp_path / "my.toml"
    path.write_bytes(text.encode())
    return complaint(path)


WRONG = [
    # key, value as TOML has it, a part of what is allowed
    ("network.x", '"1.5"', "a number from -100 to 100"),
    ("network.x", '"1/0"', "a number from -100 to 100"),
    ("network.x", '"1/3/5"', 'or a fraction as "1/3"'),
    ("network.x", '"300/2"', "a number from -100 to 100"),
    ("network.x", "true", "a number from -100 to 100"),
    ("network.x", "[1.5]", "a number from -100 to 100"),
    ("network.x", "{ a = 1 }", "a number from -100 to 100"),
    ("network.x", "1979-05-27", "a number from -100 to 100"),
    ("network.x", "nan", "a number from -100 to 100"),
    ("network.x", "-inf", "a number from -100 to 100"),
    ("network.x", "101", "a number from -100 to 100"),
    ("network.x", "1e999999999", "a number from -100 to 100"),
    ("network.x", "1e-999999999", "a number from -100 to 100"),
    ("network.x", "1e99999999999999999999999", "a number from -100 to 100"),
    ("network.x", "0." + "1" * 5000, "at most 30 digits"),
    ("network.x", "0x" + "f" * 20000, "a number from -100 to 100"),
    ("network.w1", "90", "z₁ is 134.8, give numbers that keep it from -100 to 100"),
    ("network.learning_rate", "0", "from 0.000001 to 1000"),
    ("network.learning_rate", "-0.5", "from 0.000001 to 1000"),
    ("check.step", "0", "from 0.00000001 to 0.1"),
    ("tangent.expression", "3", "in quotes"),
    ("tangent.expression", '""', "give an expression"),
    ("tangent.expression", '"x +"', "give an expression"),
    ("tangent.expression", '"1/2x"', "not clear what is divided: write a bracket or '*'"),
    ("tangent.expression", '"y^2"', "'y' is not a known name"),
    ("tangent.expression", '"gamma(x)"', "'gamma' is not a known name"),
    ("tangent.expression", "\"__import__('os').system('true')\"", "is not allowed at character 12"),
    ("tangent.expression", '"x.__class__"', "'.' is not allowed"),
    ("tangent.expression", '"(lambda: x)()"', "is not allowed"),
    ("tangent.expression", '"open"', "'open' is not a known name"),
    ("tangent.expression", '"' + "x+" * 20000 + 'x"', "200 characters"),
    ("tangent.expression", '"' + "(" * 90 + "x" + ")" * 90 + '"', "give an expression"),
    ("tangent.expression", '"9^9^9^9"', "give an expression"),
    ("tangent.expression", '"(((((9^12)^12)^12)^12)^12)^12"', ""),
    ("tangent.expression", '"((((((x+1)^12)^12)^12)^12)^12)^12"', ""),
    ("tangent.expression", '"x/(1 - 1)"', "give an expression"),
    ("tangent.expression", '"sin(1/x)"', "too often for a picture: give a function or a range"),
    ("tangent.expression", '"sin(90*x)"', "it goes up and down 11"),
    ("tangent.expression", '"tan(1/x)"', "places with a gap, a kink or a jump, more than 24"),
    ("tangent.expression", '"1/(x - 1.01)"', "x = 1 is too close to the pole at x = 1.01"),
    ("tangent.expression", '"x + sign(x - 1.2)"', "give a step that stays on one piece of the curve"),
    ("tangent.expression", '"abs(x - 1)"', "it has a kink at x = 1, where there is no slope"),
    ("tangent.expression", '"log(x - 1.1)"', "f is not defined at x = 1, give a place where it is"),
    ("tangent.expression", '"(-8)^x"', "f is defined nearly nowhere for x from -2 to 2"),
    ("tangent.expression", '"sqrt(x - 1.9)"', "f is defined nearly nowhere for x from -2 to 2"),
    ("tangent.expression", '"exp(exp(exp(x + 3)))"', "no finite value near x = "),
    ("tangent.expression", '"exp(10*x)"', "stays within 1000000"),
    ("tangent.expression", '"10^6 * sin(12*x)"', "slopes reach"),
    ("tangent.expression", '"3"', "vary"),
    ("tangent.expression", '"x/100000"', "vary"),
    ("tangent.low", "2", "low must be below high"),
    ("tangent.low", "5", "low must be below high"),
    ("tangent.low", "1.999", "from 0.01 to 1000"),
    ("tangent.low", "-999.5", "from 0.01 to 1000"),
    ("tangent.low", "-1e30", "a number from -1000 to 1000"),
    ("tangent.start", "-2.01", "from low = -2 to high = 2"),
    ("tangent.start", "nan", "a number from"),
    ("tangent.nudge", "0", "not zero"),
    ("tangent.nudge", "3.6", "from low to high"),
    ("tangent.nudge", "0.0001", "a thousandth of the range"),
    ("surface.expression", '"x*z"', "'z' is not a known name"),
    ("surface.expression", '"1/(x - y)"', "no finite value near x = "),
    ("surface.expression", '"1/(x^2 + y^2)"', "no finite value near x = "),
    ("surface.expression", '"log(x*y)"', "no finite value near x = "),
    ("surface.expression", '"sqrt(x^2 + y^2)"', "no finite value near x = "),
    ("surface.expression", '"1/((x-0.31)^2 + (y-0.117)^2)"', "no finite value near x = 0.31, y = 0.117"),
    ("surface.expression", '"abs(x - y - 0.2)"', "it has a kink at x = 0.5, where there is no slope"),
    ("surface.expression", '"x*y/x"', "a part of f has no finite value near x = "),
    ("surface.expression", '"7"', "vary"),
    ("surface.x_low", "900", "x_low must be below x_high"),
    ("surface.y_high", "-400", "y_low must be below y_high"),
    ("surface.point_x", "99", "a place from x_low = "),
    ("surface.point_y", "-99.5", "a place from y_low = "),
    ("worked_example.outer", '"x^2"', "'x' is not a known name"),
    ("worked_example.outer", '"sqrt(u - 7)"', "f(u): its domain ends at u = 7, give a function with finite"),
    ("worked_example.outer", '"exp(exp(u))"', "give a function"),
    ("worked_example.inner", '"1/(x - 2)"', "it has a pole at x = 2"),
    ("worked_example.step", "0", "not zero"),
    ("worked_example.step", "-0.00009", "give at least 0.0001 or at most -0.0001"),
    ("chain_rule.outer", '"x^2"', "'x' is not a known name"),
    ("chain_rule.outer", '"200*u^2"', "whose nudges can be drawn together"),
    ("chain_rule.outer", '"(u - 0.75)^2"', "whose slopes can be drawn together"),
    ("chain_rule.inner", '"1/(x - 0.52)"', "it has a pole at x = 0.52"),
    ("chain_rule.outer", '"relu(u - 0.75)"', "it has a kink at u = 0.75"),
    ("chain_rule.nudge", "0", "not zero"),
    ("wide.widths", "[2, 0, 2]", "from 1 to"),
    ("wide.widths", "[0]", "widths"),
    ("wide.widths", "[]", "widths"),
    ("wide.widths", "3", "widths"),
    ("wide.widths", "[2, 2.0]", "whole numbers"),
    ("wide.widths", "[2, true]", "whole numbers"),
    ("wide.widths", "[2, 1000000000000]", "from 1 to"),
    ("wide.widths", "[" + "2," * 5000 + "]", "widths"),
    ("wide.seed", "-1", "a whole number from 0"),
    ("wide.seed", "1.0", "a whole number from 0"),
    ("theme.ink", '"red"', "#RRGGBB"),
    ("theme.ink", '"#12345"', "#RRGGBB"),
    ("theme.ink", '"#FFFFFF\\n"', "#RRGGBB"),
    ("theme.ink", "0xFFFFFF", "#RRGGBB"),
    ("theme.ink", '"#202020"', "contrast"),
    ("theme.background", '"#FFFFFF"', "contrast"),
    ("theme.heatmap", '"jet"', "inferno"),
    ("narration.voice", '"robot"', "give one of hibari, none"),
    ("narration.speed", "3", "a number from 0.5 to 2"),
    ("narration.recordings", "true", "give a folder in quotes"),
    ("narration.recordings", '"nowhere"', "there is no folder"),
    ("narration.recordings", '"a\\u0000b"', "give a folder in quotes"),
    ("narration.recordings", '"' + "x/" * 3000 + '"', "there is no folder"),
    ("profiles.draft.width", "1279", "an even whole number"),
    ("profiles.draft.width", "720", "16 to 9"),
    ("profiles.draft.height", "0", "an even whole number"),
    ("profiles.draft.frame_rate", "0", "from 1 to 120"),
    ("profiles.draft.frame_rate", "29.97", "a whole number"),
    ("profiles.draft.preset", '"warp"', "veryfast"),
    ("profiles.draft.crf", "52", "from 0 to 51"),
    ("profiles.draft.qp", "-1", "from 0 to 51"),
    ("network.lerning_rate", "1", "learning_rate"),
    ("tangent.Low", "1", "expression, low, high, start, nudge"),
    ("theme.font", '"Comic"', "background"),
]


@pytest.mark.parametrize(("key", "value", "allowed"), WRONG, ids=lambda text: text[:40])
def test_a_wrong_value_names_file_key_value_and_what_is_allowed(
    tmp_path: Path, key: str, value: str, allowed: str
) -> None:
    table, _, last = key.rpartition(".")
    said = refused(tmp_path, f"[{table}]\n{last} = {value}\n")
    assert said.startswith(f"{tmp_path / 'my.toml'}: {key} = ")
    assert allowed in said
    if len(value) < 20 and value[0] not in '{["0' and "\\" not in value:
        assert f"{key} = {value}: " in said


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("nework = 1", "nework = 1: unknown; the tables are tangent"),
        ("[nework]\nx = 1", "nework = a table: unknown"),
        ("[lecture.network]\nx = 1", "lecture = a table: unknown"),
        ("network = 1", "network = 1: give a table"),
        ("theme = []", "theme = []: give a table"),
        ("profiles = 3", "profiles = 3: give a table"),
        ("[profiles]\ndraft = 3", "profiles.draft = 3: give a table"),
        ("[profiles.mine]\nwidth = 640", "profiles.mine.height is missing"),
        ('[profiles."../mine"]\nwidth = 640', "profiles.../mine = a table: name a profile"),
        ('[network]\n"a\\nb" = 1', "network.a\\nb = 1: unknown"),
        ('[network]\n"' + "k" * 5000 + '" = 1', "unknown"),
        ('[network]\nx = "' + "\\u0000" * 50 + '"', "a number from"),
        (
            '[tangent]\nexpression = "x^1.5"\nlow = 0\nstart = 0\nnudge = 0.5',
            "tangent.start = 0: its domain ends at x = 0, where there is no slope",
        ),
        ("[[network]]\nx = 1", "network = [a table]: give a table"),
        (
            '[theme]\nbackground = "#FFFFFF"\nink = "#111111"',
            "dimmed (3.09), input (2.24), weight (2.30), pre",
        ),
        ('[theme]\ngradient = "#FB3D86"\nloss = "#FB3D86"', "loss and gradient have one colour and two mean"),
        ('[theme]\ninput = "#EAEDF0"', "ink and input have one colour and two meanings"),
    ],
    ids=lambda text: text[:30],
)
def test_wrong_tables_and_keys(tmp_path: Path, text: str, part: str) -> None:
    assert part in refused(tmp_path, text)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"[network\nx = 1", "is not TOML"),
        (b"[network]\nx = ", "is not TOML"),
        (b"[network]\nx = 1\nx = 2", "is not TOML"),
        (b"[network]\nx = 1.5.2", "is not TOML"),
        (b"[network]\nw1 = 0,5\n", "line 2, w1 = 0,5: has a decimal comma, write w1 = 0.5"),
        ("[network]\nw1 = −0.8\n".encode(), "has a typographic minus, write w1 = -0.8"),
        ("[network]\nw = [1, −2]\n".encode(), "has a typographic minus, write w = [1, -2]"),
        (b"a = " + b"[" * 30_000, "is nested too deeply"),
        (b"[network]\nx = " + b"1" * 5000, "line 2, x = 111"),
        (b'[theme]\nink = "\xff\xfe"', "is not UTF-8"),
        ("[network]\nx = 1".encode("utf-16"), "is not UTF-8"),
        (b"# " + b"x" * 1_000_000, "65536 bytes"),
        (b"\x00" * 100, "is not TOML"),
    ],
    ids=lambda content: str(content[:20]),
)
def test_files_that_are_no_configuration(tmp_path: Path, content: bytes, part: str) -> None:
    path = tmp_path / "my.toml"
    path.write_bytes(content)
    said = complaint(path)
    assert said.startswith(f"{path}: ")
    assert part in said


def test_files_that_are_none(tmp_path: Path) -> None:
    assert complaint(tmp_path / "gone.toml") == f"{tmp_path / 'gone.toml'}: there is no such file"
    assert complaint(tmp_path).endswith(": is not a file")
    assert "there is no such file" in complaint(tmp_path / "a\nb.toml")
    assert "gone" in complaint(tmp_path / ("gone" * 50_000))


def test_an_expression_is_never_executed(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    attack = f"open({str(trace)!r}, 'w')"
    refused(tmp_path, f'[tangent]\nexpression = "{attack}"')
    refused(tmp_path, f'[surface]\nexpression = "{attack}"')
    assert not trace.exists()
