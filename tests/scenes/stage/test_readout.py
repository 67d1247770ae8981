"""Numbers that move: one that has faded out and comes back states its value as it is now."""

from backprop_core.quantity import Symbol
from scenes.audit.look.reading import Reader
from scenes.stage.lettering import digits
from scenes.stage.lettering.readout import Readout, outline_of


def drawn(readout: Readout) -> str:
    """Read the digits off their outlines."""
    reader, found, start = Reader(), "", 0
    number = readout.digits.number
    assert number is not None
    for character in number.relation + number.text:
        length = len(digits.glyph(character).points)
        found += reader.character(readout.digits.points[start : start + length]) or "?"
        start += length
    return found


def test_a_readout_that_comes_back_states_its_value_now() -> None:
    """Animations leave other outlines behind, though the value is the one that was written last."""
    readout = Readout(Symbol("x", "x", "x"), lambda: 0.777, "#FFFFFF")
    readout.digits.set_points(outline_of("≈", "0.11"))
    assert drawn(readout) != "≈0.78"
    assert drawn(readout.now()) == "≈0.78"
