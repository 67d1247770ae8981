"""Two short chapters to step through: one has a beat that loops and a curtain, the other has neither."""

from __future__ import annotations

from manim import RIGHT, Square, there_and_back

from scenes.film.project import SceneRef
from scenes.stage.chapter import Chapter
from scenes.stage.words import Words

LESSONS = (SceneRef("walk", __name__, "Walk"), SceneRef("rest", __name__, "Rest"))


class Walk(Chapter):
    """A square that walks and comes back, over and over; then the curtain."""

    title = "A walk & back"

    def construct(self) -> None:
        """Play both beats, and a move between them that belongs to neither."""
        square = Square(color="#FFFFFF", fill_opacity=1.0)
        with self.beat("walk", Words("It walks *there* and back.", "It walks."), loop=True):
            self.add(square)
            self.play(square.animate.shift(2 * RIGHT), run_time=0.8, rate_func=there_and_back)
        self.play(square.animate.set_color("#FF8800"), run_time=0.4)
        with self.beat("stand", Words("With a<b & b<c_1 it stands.", "They stand.")):
            self.wait(0.4)
        self.close()


class Rest(Chapter):
    """A square that moves, and rests."""

    title = "A rest"

    def construct(self) -> None:
        """Play both beats."""
        square = Square(color="#00AAFF", fill_opacity=1.0)
        with self.beat("move", Words("It moves once.", "It moves once.")):
            self.add(square)
            self.play(square.animate.shift(RIGHT), run_time=0.6)
        with self.beat("rest", Words('It rests: "done".', "It rests.")):
            self.wait(0.4)
