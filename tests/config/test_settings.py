"""The settings that the files in config/ give, and what a file of one's own puts over them."""

import pickle
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import ValidationError

from backprop_core.number import Number, show
from config import ConfigError, Settings, load_settings
from config.network import LayerSettings
from config.theme import LEAST_CONTRAST, contrast


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings()


def over(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def numbers(layer: LayerSettings) -> tuple[Number, ...]:
    """Return weight and bias of a layer of one neuron."""
    return (*layer.weights[0], *layer.bias)


def test_the_defaults_are_the_lectures_numbers_kept_exactly(settings: Settings) -> None:
    network = settings.lecture.network
    assert [(example.input, example.target) for example in network.examples] == [((Fraction(3, 2),), (1,))]
    assert [numbers(layer) for layer in network.layers] == [
        (Fraction(4, 5), Fraction(-1, 5)),
        (Fraction(11, 10), Fraction(-3, 5)),
    ]
    assert {layer.activation for layer in network.layers} == {"sigmoid"}
    assert network.loss == "squared"
    assert network.learning_rate == Fraction(1, 2)
    surface = settings.lecture.surface
    assert (surface.point_x, surface.point_y) == (Fraction(1, 2), Fraction(3, 10))
    example = settings.lecture.worked_example
    assert (example.at, example.step) == (Fraction(2), Fraction(1, 100))
    assert settings.lecture.check.step == Fraction(1, 10_000)
    assert settings.lecture.wide.widths == (2, 3, 2)


def test_the_defaults_have_the_four_profiles(settings: Settings) -> None:
    sizes = {name: (p.width, p.height, p.frame_rate) for name, p in settings.profiles.items()}
    assert sizes == {
        "preview": (854, 480, 15),
        "draft": (1280, 720, 30),
        "lecture": (1920, 1080, 60),
        "uhd": (3840, 2160, 60),
    }


def test_every_colour_can_be_read_on_the_background(settings: Settings) -> None:
    theme = settings.theme
    roles = set(type(theme).model_fields) - {"background", "heatmap"}
    assert all(contrast(getattr(theme, role), theme.background) >= LEAST_CONTRAST for role in roles)
    assert len({getattr(theme, role) for role in roles}) == len(roles)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_settings_are_frozen_and_survive_another_process(settings: Settings) -> None:
    with pytest.raises(ValidationError):
        settings.lecture.network.loss = "half_squared"
    with pytest.raises(TypeError):
        settings.profiles["lecture"] = settings.profiles["draft"]  # type: ignore[index]
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_an_override_changes_only_what_it_holds(tmp_path: Path, settings: Settings) -> None:
    changed = over(tmp_path, '[network]\nw1 = -0.6\ntarget = 0\n[theme]\nink = "#ffffff"\n')
    network = changed.lecture.network
    assert (network.layers[0].weights, network.examples[0].target) == (((Fraction(-3, 5),),), (0,))
    assert network.layers[1] == settings.lecture.network.layers[1]
    assert changed.theme.ink == "#FFFFFF"
    assert changed.lecture.tangent == settings.lecture.tangent
    assert changed.profiles == settings.profiles


def test_an_override_may_change_and_add_profiles(tmp_path: Path) -> None:
    added = "[profiles.poster]\nwidth = 640\nheight = 360\nframe_rate = 10\npreset = 'fast'\ncrf = 20\n"
    changed = over(tmp_path, "[profiles.draft]\ncrf = 30\n" + added)
    assert changed.profiles["draft"].encoding == {"preset": "veryfast", "crf": "30"}
    assert changed.profiles["lecture"].encoding["qp"] == "28"
    assert changed.profiles["draft"].width == 1280
    assert list(changed.profiles)[-1] == "poster"


@pytest.mark.parametrize(
    "text",
    [
        '[tangent]\nexpression = "x**3 - 3*x"',
        '[tangent]\nexpression = "sin(x)*exp(-x)"\nlow = -1\nhigh = 6.5\nstart = 0\nnudge = -0.25',
        '[tangent]\nexpression = "1/(1 + x^2)"',
        '[tangent]\nexpression = "1/x"\nlow = 0.5\nhigh = 4\nstart = 1',
        '[tangent]\nexpression = "log(x + 3)"',
        '[tangent]\nexpression = "relu(x)"',
        '[tangent]\nexpression = "max(x, 0)"',
        '[tangent]\nexpression = "abs(x)"',
        '[tangent]\nexpression = "|x|"',
        '[tangent]\nexpression = "ln(x+3)"',
        '[tangent]\nexpression = "log10(x+3)"',
        '[tangent]\nexpression = "sinh(x)"',
        '[tangent]\nexpression = "asin(x/3)"',
        '[tangent]\nexpression = "atan(x)"',
        '[tangent]\nexpression = "erf(x)"',
        '[tangent]\nexpression = "2x"',
        '[tangent]\nexpression = "3(x+1)"',
        '[tangent]\nexpression = "2sin(x)"',
        '[tangent]\nexpression = "x²"',
        '[tangent]\nexpression = "1e-3*x^2"',
        '[tangent]\nexpression = "2.5e2*x"',
        '[tangent]\nexpression = "x^2.5"',
        '[tangent]\nexpression = "sqrt(x)"',
        '[tangent]\nexpression = "log(x)"',
        '[tangent]\nexpression = "x^(1/3)"',
        '[tangent]\nexpression = "1/x"',
        '[tangent]\nexpression = "softplus(x)"',
        '[tangent]\nexpression = "tan(x)"\nstart = 0.5',
        '[tangent]\nexpression = "1/(x-2)"\nlow = 0\nhigh = 4\nstart = 1\nnudge = 0.5',
        '[tangent]\nexpression = "sin(x)/x"\nlow = -6\nhigh = 6\nstart = 2\nnudge = 1',
        '[tangent]\nexpression = "sqrt(x^2)"\nlow = -1\nhigh = 1\nstart = 0.5\nnudge = 0.2',
        '[tangent]\nexpression = "sin(1/x)"\nlow = 0.05\nhigh = 1\nstart = 0.5\nnudge = 0.1',
        '[chain_rule]\nouter = "(u + sqrt(u^2))/2"\ninner = "x"\nat = 0.5\nnudge = 0.05',
        '[chain_rule]\nouter = "(2*u + 3)^2/2"\ninner = "3*x + 1"\nat = 1\nnudge = 0.01',
        '[surface]\nexpression = "max(x, y)"',
        '[tangent]\nexpression = "sqrt(x^2 + 1)"',
        '[surface]\nexpression = "x*y"',
        '[surface]\nexpression = "sin(3*x)*cos(2*y)*exp(-x^2)"',
        '[surface]\nexpression = "x^2"',
        '[worked_example]\nouter = "log(u)"\ninner = "x^2 + 1"\nat = -0.5\nstep = -0.001',
        "[network]\nx = -3\nw1 = -2.25\nb1 = 1e-3\nw2 = -0.75\nb2 = 4.0\ntarget = 0",
        "[wide]\nwidths = [1, 6, 6, 1]\nseed = 0",
        "",
        "\ufeff[check]\nstep = 0.001",
    ],
)
def test_other_lectures_are_accepted(tmp_path: Path, text: str) -> None:
    over(tmp_path, text)


def test_numbers_are_read_exactly(tmp_path: Path) -> None:
    changed = over(tmp_path, "[network]\nw1 = 0.123456789012345\nb1 = 1_0.5\nw2 = -2.5e-1\nb2 = -0.0")
    first, second = changed.lecture.network.layers
    assert numbers(first) == (Fraction(123456789012345, 10**15), Fraction(21, 2))
    assert numbers(second) == (Fraction(-1, 4), Fraction(0))


def test_long_numbers_and_fractions_are_read_exactly(tmp_path: Path) -> None:
    changed = over(tmp_path, '[network]\nw1 = "1/3"\nb1 = 6.8813735870195432\nb2 = "-2 / 4"').lecture.network
    (weight, bias), (_, second) = map(numbers, changed.layers)
    assert (weight, bias) == (Fraction(1, 3), Fraction(68813735870195432, 10**16))
    assert show(weight).text == "1/3"
    assert show(second).text == "−1/2"


def test_the_key_in_the_users_file_is_blamed(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"my\.toml: tangent\.low = 3: "):
        over(tmp_path, "[tangent]\nlow = 3")
    with pytest.raises(ConfigError, match=r"my\.toml: tangent\.high = -3: "):
        over(tmp_path, "[tangent]\nhigh = -3")
    with pytest.raises(ConfigError, match=r"my\.toml: network\.w2 = 99: "):
        over(tmp_path, "[network]\nw2 = 99\nb2 = 99")


def test_recordings_lie_beside_the_file_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the command is run from; none are named by default."""
    assert load_settings().narration.recordings is None
    (tmp_path / "mine").mkdir()
    (tmp_path / "my.toml").write_text('[narration]\nrecordings = "mine"\n')
    monkeypatch.chdir("/")
    assert load_settings(tmp_path / "my.toml").narration.recordings == tmp_path / "mine"
