"""An ordinary Manim scene: bars are sorted by neighbours that change places."""

from manim import (
    BLUE,
    DOWN,
    GREEN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    YELLOW,
    Create,
    FadeIn,
    Indicate,
    LaggedStart,
    Rectangle,
    Scene,
    Text,
    VGroup,
    Write,
)

HEIGHTS = [3.5, 1.0, 2.5, 0.5, 3.0, 1.5]


class SortingBars(Scene):
    """Bubble sort."""

    def construct(self) -> None:
        """A title, the bars, each exchange, the result."""
        title = Text("Bubble sort", font_size=48).to_edge(UP)
        bars = [Rectangle(width=0.8, height=height, fill_opacity=0.8, color=BLUE) for height in HEIGHTS]
        VGroup(*bars).arrange(aligned_edge=DOWN, buff=0.4).move_to(ORIGIN).shift(0.5 * DOWN)
        self.play(Write(title))
        self.play(LaggedStart(*(Create(bar) for bar in bars), lag_ratio=0.2))
        for last in range(len(bars) - 1, 0, -1):
            for left in range(last):
                one, other = bars[left], bars[left + 1]
                if one.height > other.height:
                    step = other.get_center()[0] - one.get_center()[0]
                    self.play(
                        one.animate.set_color(YELLOW).shift(step * RIGHT),
                        other.animate.shift(step * LEFT),
                        run_time=0.8,
                    )
                    bars[left], bars[left + 1] = other, one
                    one.set_color(BLUE)
            bars[last].set_color(GREEN)
        bars[0].set_color(GREEN)
        done = Text("sorted", font_size=36, color=GREEN).next_to(VGroup(*bars), DOWN)
        self.play(FadeIn(done, shift=UP))
        self.play(Indicate(done))
        self.wait()
