"""`[network]` in its short and its long form, weights from files, and what is refused in one line."""

from __future__ import annotations

import pickle
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from backprop_core.network import Network
from config import ConfigError, NetworkSettings, load_settings

LAYERS = """
[[network.layers]]
weights = [[0.15, 0.20], [0.25, 0.30]]
bias = [0.35, 0.35]
activation = "sigmoid"
[[network.layers]]
weights = [[0.40, 0.45], [0.50, 0.55]]
bias = [0.60, 0.60]
activation = "{last}"
"""
WIDE = '[network]\ninput = [0.05, 0.10]\ntarget = [{target}]\nloss = "{loss}"\n' + LAYERS


def network(folder: Path, text: str) -> NetworkSettings:
    """Return the network of a configuration's text."""
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path).lecture.network


def refusal(folder: Path, text: str) -> str:
    """Return the line in which a configuration's text is refused."""
    with pytest.raises(ConfigError) as caught:
        network(folder, text)
    line = str(caught.value)
    assert "\n" not in line
    assert "my.toml: " in line
    return line.split("my.toml: ")[1]


def wide(*, last: str = "sigmoid", loss: str = "half_squared", target: str = "0.01, 0.99") -> str:
    """Return the text of a network of two neurons a layer."""
    return WIDE.format(last=last, loss=loss, target=target)


def test_layers_examples_and_loss_are_read_exactly(tmp_path: Path) -> None:
    read = network(tmp_path, wide())
    assert (read.widths, read.is_chain, read.loss) == ((2, 2, 2), False, "half_squared")
    assert read.layers[0].weights[1] == (Fraction(1, 4), Fraction(3, 10))
    assert read.examples[0].target == (Fraction(1, 100), Fraction(99, 100))
    assert read.learning_rate == load_settings().lecture.network.learning_rate


def test_the_short_form_is_a_chain_of_any_depth(tmp_path: Path) -> None:
    text = '[network]\nw3 = 0.5\nb3 = 0\nw1 = -1\nactivation = "tanh"\nloss = "half_squared"\n'
    read = network(tmp_path, text)
    assert [layer.weights[0][0] for layer in read.layers] == [-1, Fraction(11, 10), Fraction(1, 2)]
    assert {layer.activation for layer in read.layers} == {"tanh"}
    assert read.is_chain


def test_both_forms_are_the_same_network(tmp_path: Path) -> None:
    long = "[network]\ninput = [1.5]\ntarget = [1]\n"
    for weight, bias in ((0.8, -0.2), (1.1, -0.6)):
        long += f'[[network.layers]]\nweights = [[{weight}]]\nbias = [{bias}]\nactivation = "sigmoid"\n'
    assert network(tmp_path, long) == load_settings().lecture.network


def test_several_examples_share_the_layers(tmp_path: Path) -> None:
    data = "data = [{input = [0, 1], target = [1, 0]}, {input = [1, 1], target = [0, 1]}]"
    text = wide().replace("input = [0.05, 0.10]\ntarget = [0.01, 0.99]", data)
    first, second = Network.all_examples(network(tmp_path, text))
    assert first.graph == second.graph
    assert [second.given[key] for key in ("x.1", "x.2", "y.1", "y.2")] == [1, 1, 0, 1]


@pytest.mark.parametrize("kind", ["npz", "safetensors", "npy"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_weights_come_from_files_as_the_floats_that_they_are(tmp_path: Path, kind: str, dtype: Any) -> None:
    matrix = np.array([[0.1, -0.2], [0.3, 0.7]], dtype)
    name = {"npz": "m.npz:w1", "safetensors": "m.safetensors:fc.weight", "npy": "m.npy"}[kind]
    if kind == "npz":
        np.savez(tmp_path / "m.npz", w1=matrix)
    elif kind == "npy":
        np.save(tmp_path / "m.npy", matrix)
    else:
        save_file({"fc.weight": matrix}, tmp_path / "m.safetensors")
    text = wide().replace("[[0.15, 0.20], [0.25, 0.30]]", f'"{name}"')
    read = network(tmp_path, text)
    assert read.layers[0].weights == tuple(tuple(row) for row in matrix.astype(np.float64).tolist())
    known = Network.from_values(read)
    assert {known.quantity[key].relation for key in ("w1.1.1", "z1.1")} == {"≈"}
    assert known.quantity["w2.1.1"].relation == "="


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"sigmoid"', '"swish"', 'network.layers[1].activation = "swish": give one of sigmoid, tanh'),
        ("half_squared", "hinge", 'network.loss = "hinge": give one of squared, half_squared'),
        ("[0.05, 0.10]", "[0.05, nan]", "network.input[2] = nan: give a number from -100 to 100"),
        ("[0.25, 0.30]", "[0.25]", "network.layers[1].weights[2] = [0.25]: the shape is (2, 1), give (2, 2)"),
        ("bias = [0.35, 0.35]", "bias = [1]", "has the shape (1,), give (2,)"),
        ("target = [0.01, 0.99]", "target = [1]", "has 1 numbers, but the last layer has 2 neurons"),
        ("input = [0.05, 0.10]\n", "", "input is missing"),
        ("input = [0.05, 0.10]", "input = [0.05, 0.10]\nx = 1", "network.x = 1: unknown; the keys are input"),
        (
            "bias = [0.35",
            "biass = [0.35",
            "network.layers[1].biass = [0.35, 0.35]: unknown; the keys are weights",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = wide()
    assert old in text
    assert told in refusal(tmp_path, text.replace(old, new, 1))


def test_softmax_is_the_last_and_cross_entropy_wants_probabilities(tmp_path: Path) -> None:
    hidden = wide(loss="squared").replace('"sigmoid"', '"softmax"', 1)
    assert "softmax can only be the last" in refusal(tmp_path, hidden)
    assert "cross-entropy needs probabilities" in refusal(tmp_path, wide(last="tanh", loss="cross_entropy"))
    assert "give 0 to 1 for cross-entropy" in refusal(tmp_path, wide(loss="cross_entropy", target="0.5, 1.5"))
    assert "add up to 1.5, give 1" in refusal(
        tmp_path, wide(last="softmax", loss="cross_entropy", target="0.5, 1")
    )
    assert network(tmp_path, wide(last="softmax", loss="cross_entropy", target="0.25, 0.75"))


def test_ten_thousand_layers_are_counted_not_read(tmp_path: Path) -> None:
    layer = "{weights=[[1]],activation='relu'}"
    text = "[network]\ninput=[1]\ntarget=[1]\nlayers=[" + ",".join([layer] * 1500) + "]"
    assert "give 1 to 6 tables [[network.layers]], not 1500" in refusal(tmp_path, text)
    assert "is larger than a configuration may be" in refusal_of_file(
        tmp_path, text.replace(layer, layer * 8)
    )


def refusal_of_file(folder: Path, text: str) -> str:
    """Return the whole line in which a file is refused."""
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    return str(caught.value)


def test_values_that_explode_or_die_are_refused(tmp_path: Path) -> None:
    relu = '[network]\nx = 1\nactivation = "relu"\ntarget = 1\n'
    assert "z₃ is" in refusal(
        tmp_path, relu.replace("x = 1", "x = 100") + "w1 = 100\nw2 = 100\nw3 = 100\nb3 = 0"
    )
    dead = refusal(tmp_path, relu + "w1 = -1\nb1 = 0\nw2 = 1\nb2 = -0.5")
    assert "every gradient is 0 though the loss is not" in dead
    assert network(tmp_path, "[network]\nx = 0\nw1 = 0\nb1 = 0\nw2 = 0\nb2 = 0\ntarget = 0.5")
    assert network(tmp_path, "[network]\nx = 1\nw1 = 37\nb1 = 0\nw2 = 1\nb2 = 0\ntarget = 1")


def save(folder: Path, name: str, content: bytes) -> None:
    """Write a file beside the configuration."""
    (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("m.pt:fc", "a pickle such as .pt or .pkl is not read"),
        ("missing.npz:w", "there is no file missing.npz beside the configuration"),
        ("text.npz:w", "text.npz is no archive of NumPy"),
        ("text.safetensors:w", "text.safetensors is no safetensors file"),
        ("pickled.npy", "pickled.npy cannot be read as numbers"),
        ("objects.npz:w", "objects.npz cannot be read as numbers"),
        ("m.npz:w9", "m.npz holds no w9; it holds w1, w2, w3, w4"),
        ("m.npz:w2", "holds int64, give float32 or float64"),
        ("m.npz:w3", "holds a number that is not finite"),
        ("m.npz:w4", "has the shape (2, 3), but 2 inputs come in: give (n, 2)"),
        ("bomb.npz:w", "has 200000128 bytes, give at most"),
    ],
)
def test_files_that_hold_no_weights_are_refused(tmp_path: Path, value: str, told: str) -> None:
    save(tmp_path, "m.pt", pickle.dumps({}))
    save(tmp_path, "text.npz", b"no archive")
    save(tmp_path, "text.safetensors", b"\xff" * 64)
    np.save(tmp_path / "pickled.npy", np.array([{}], dtype=object), allow_pickle=True)
    np.savez(tmp_path / "objects.npz", w=np.array([{}], dtype=object))
    np.savez(
        tmp_path / "m.npz",
        w1=np.ones((2, 2)),
        w2=np.ones((2, 2), np.int64),
        w3=np.array([[np.nan, 1], [1, 1]]),
        w4=np.ones((2, 3)),
    )
    if value.startswith("bomb"):
        with zipfile.ZipFile(tmp_path / "bomb.npz", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("w.npy", b"\0" * 200_000_128)
    text = wide().replace("[[0.15, 0.20], [0.25, 0.30]]", f'"{value}"')
    line = refusal(tmp_path, text)
    assert line.startswith(f'network.layers[1].weights = "{value}": ')
    assert told in line


def test_a_file_of_two_gigabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large.safetensors").open("wb") as file:
        file.truncate(2 * 1024**3)
    text = wide().replace("[[0.15, 0.20], [0.25, 0.30]]", '"large.safetensors:w"')
    assert "large.safetensors has 2147483648 bytes, give a file of at most 100000000" in refusal(
        tmp_path, text
    )


def test_published_values_are_digits_in_quotes(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text('chapters = ["recap"]\n[published]\n"∂L/∂w₁" = "-0.0872"\n', encoding="utf-8")
    settings = load_settings(path)
    assert (settings.chapters, settings.published) == (("recap",), (("∂L/∂w₁", "-0.0872"),))
    assert "give the digits in quotes" in refusal(tmp_path, "[published]\nL = 0.5")
    assert "give names of chapters" in refusal(tmp_path, "chapters = 3")
