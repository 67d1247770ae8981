"""Letters and digits, typeset without LaTeX; tables and matrices."""

from __future__ import annotations

from typing import Any

from tests.scenes.film.frames.menagerie.registry import exhibit, m


@exhibit()
def text(s: Any) -> None:
    word = m.Text("Hello, world", t2c={"world": m.RED}, slant=m.ITALIC)
    s.play(m.Write(word), run_time=0.4)
    s.play(m.Unwrite(word), run_time=0.2)


@exhibit()
def text_in_a_gradient(s: Any) -> None:
    word = m.Text("gradient", gradient=(m.RED, m.BLUE), font_size=90)
    s.play(m.AddTextLetterByLetter(word, time_per_char=0.05))


@exhibit()
def text_taken_away(s: Any) -> None:
    word = m.Text("bye")
    s.add(word)
    s.play(m.RemoveTextLetterByLetter(word, time_per_char=0.08))


@exhibit()
def text_typed(s: Any) -> None:
    word, cursor = m.Text("typed"), m.Rectangle(height=0.6, width=0.3, fill_opacity=1)
    s.play(m.TypeWithCursor(word, cursor, time_per_char=0.08))
    s.play(m.Blink(cursor, time_on=0.1, time_off=0.1, blinks=1))


@exhibit()
def word_by_word(s: Any) -> None:
    s.play(m.AddTextWordByWord(m.Text("two words"), run_time=0.3))


@exhibit()
def markup(s: Any) -> None:
    word = m.MarkupText('all <b>bold</b> <i>things</i> <span fgcolor="#E8B030">gold</span>')
    s.play(m.FadeIn(word, shift=m.UP), run_time=0.3)


@exhibit()
def paragraph(s: Any) -> None:
    lines = m.Paragraph("one line", "and another", alignment="center")
    s.play(m.FadeIn(lines, lag_ratio=0.2), run_time=0.3)


@exhibit()
def code(s: Any) -> None:
    listing = m.Code(code_string="def f(x):\n    return x * x", language="python").scale(0.7)
    s.play(m.Create(listing), run_time=0.3)


@exhibit()
def bulleted(s: Any) -> None:
    dots = m.VGroup(*(m.Text(f"• {word}") for word in ("one", "two"))).arrange(m.DOWN)
    s.play(m.FadeIn(dots[0]), run_time=0.2)
    s.play(dots.animate.fade(0.6), run_time=0.2)


@exhibit()
def typst(s: Any) -> None:
    formula = m.MathTypst("f'(x) = 2 x + sqrt(x)")
    s.play(m.Write(formula), run_time=0.3)
    s.play(formula.animate.scale(1.5), run_time=0.2)


@exhibit()
def typst_selected(s: Any) -> None:
    formula = m.MathTypst("{{ x : a }} + {{ y^2 : b }}").scale(2)
    s.add(formula)
    s.play(formula.select("b").animate.set_color(m.YELLOW), run_time=0.2)


@exhibit()
def typst_prose(s: Any) -> None:
    s.play(m.FadeIn(m.Typst("A *bold* word and $x^2$.")), run_time=0.2)


@exhibit()
def decimal(s: Any) -> None:
    number = m.DecimalNumber(0, mob_class=m.MathTypst)
    s.play(m.ChangeDecimalToValue(number, 3.5), run_time=0.3)


@exhibit()
def integer_that_follows(s: Any) -> None:
    tracker = m.ValueTracker(0)
    number = m.Integer(0, mob_class=m.Text).add_updater(lambda n: n.set_value(tracker.get_value()))
    s.add(number)
    s.play(tracker.animate.set_value(12), run_time=0.3)


@exhibit()
def variable(s: Any) -> None:
    number = m.DecimalNumber(1, mob_class=m.MathTypst, include_sign=True, num_decimal_places=1)
    s.play(m.ChangingDecimal(number, lambda alpha: 10 * alpha), run_time=0.3)


@exhibit()
def table(s: Any) -> None:
    grid = m.Table([["a", "b"], ["c", "d"]], row_labels=[m.Text("1"), m.Text("2")], include_outer_lines=True)
    s.play(grid.create(run_time=0.4))
    s.add(grid.get_highlighted_cell((2, 2), color=m.GREEN))
    s.wait(0.1)


@exhibit()
def table_of_mobjects(s: Any) -> None:
    grid = m.MobjectTable([[m.Circle(0.3), m.Square(0.5)], [m.Star().scale(0.4), m.Dot()]])
    s.play(m.FadeIn(grid), run_time=0.2)


@exhibit()
def matrix_of_mobjects(s: Any) -> None:
    entries = m.VGroup(*(m.Text(letter) for letter in "abcd")).arrange_in_grid(2, 2)
    sides = m.VGroup(
        m.Text("[").stretch(3, 1).next_to(entries, m.LEFT), m.Text("]").stretch(3, 1).next_to(entries)
    )
    s.play(m.Create(sides), m.FadeIn(entries, lag_ratio=0.3), run_time=0.3)


@exhibit()
def text_matches_text(s: Any) -> None:
    s.play(m.TransformMatchingShapes(m.Text("the morse code"), m.Text("here come dots")), run_time=0.4)
