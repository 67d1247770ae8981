"""Sources in which the stage is edited: what stands on it, in which order, how it moves, who looks at it."""

from __future__ import annotations

from tests.scenes.film.digests.sources.source import Source, moves, scene

_TWO = """\
one = Square(2, fill_opacity=0.8, fill_color=BLUE).shift(0.3 * LEFT)
two = Square(2, fill_opacity=0.8, fill_color=RED).shift(0.3 * RIGHT)
"""
_PAIR = """\
one = Square(2, fill_opacity=0.8, fill_color=BLUE)
two = Square(2, fill_opacity=0.8, fill_color=BLUE)
three = Circle(1.2, fill_opacity=0.8, fill_color=RED).shift(RIGHT)
"""

SOURCES: tuple[Source, ...] = (
    scene(
        "order and layers",
        f"""
{_TWO}
self.add(«one, two¦two, one»)
self.wait(0.1)
self.next_section("b")
«pass¦one.set_z_index(1)¦two.set_z_index(-1)¦self.bring_to_front(one)¦self.add_foreground_mobject(one)»
self.play(FadeIn(Circle(«#1.0», fill_opacity=0.5)), run_time=0.2)
self.next_section("c")
«pass¦self.remove(one)¦self.remove(two)¦one.set_z_index(0)»
self.wait(0.1)
""",
    ),
    scene(
        "which of two that look alike moves",
        f"""
{_PAIR}
self.add(one, three, two)
self.play(«one¦two¦three».animate.shift(«UP¦DOWN»), run_time=0.2)
self.next_section("b")
«one¦two».add_updater(lambda m, dt: m.rotate(«#0.4»))
self.play(FadeIn(Dot(3 * LEFT)), run_time=0.2)
""",
    ),
    scene(
        "once or twice in groups",
        f"""
{_PAIR}
self.add(VGroup(one), VGroup(«one¦two¦one, two»))
self.wait(0.1)
self.next_section("b")
self.play(one.animate.shift(UP), run_time=0.2)
""",
    ),
    scene(
        "what a still picture is painted of",
        f"""
{_TWO}
one.set_opacity(0.4)
one.add_updater(lambda m«¦, dt¦, alpha=1»: m)
«pass¦one.clear_updaters()¦one.suspend_updating()»
self.add(one, two)
self.wait(0.2«¦, frozen_frame=True¦, frozen_frame=False»)
self.next_section("b")
«self.add_foreground_mobject(one)¦pass»
self.wait(0.2, frozen_frame=True)
""",
    ),
    scene(
        "class of the scene",
        f"""
{_TWO}
one.set_opacity(0.4)
self.add(one)
self.wait(0.2)
self.next_section("b")
self.play(FadeIn(two), run_time=0.2)
self.next_section("c")
self.wait(0.2)
""",
        base="«Scene¦MovingCameraScene¦ZoomedScene¦ThreeDScene¦VectorScene»",
    ),
    scene(
        "looks",
        """
        shape = «Square¦Triangle¦Circle»(fill_opacity=«#0.5», stroke_width=«#4», color=«RED¦BLUE¦"#ff0001"»)
        shape.set_sheen(«0¦0.3», «UL¦UR»).set_fill([RED, «BLUE¦GREEN»])
        shape.set_background_stroke(width=«0¦3», color=GREEN)
        shape.cap_style, shape.joint_type = CapStyleType.«AUTO¦ROUND», LineJointType.«AUTO¦BEVEL»
        self.add(shape, Text("«a¦b»", font_size=90))
        self.wait(0.1)
        self.next_section("b")
        self.play(Rotate(shape, «#0.8»), run_time=0.2)
        """,
    ),
    scene(
        "pictures",
        """
        picture = ImageMobject(np.array([[0, 100], [«30¦60», 255]], dtype=np.uint8)).scale(«40¦20¦60»)
        picture.set_resampling_algorithm(RESAMPLING_ALGORITHMS["«nearest¦bilinear»"])
        cloud = PMobject(stroke_width=«8¦4¦16»).add_points(np.array([[x, «#1.0», 0] for x in range(4)]))
        self.add(picture, cloud)
        self.wait(0.1)
        self.next_section("b")
        self.play(picture.animate.shift(UP), run_time=0.2)
        """,
    ),
    scene(
        "coloured by a file",
        """
        from PIL import Image
        paths = [Path(__file__).with_name(name) for name in ("a.png", "b.png")]
        for path, colour in zip(paths, [(255, 0, «0¦200»), (0, 255, 0)]):
            Image.new("RGB", (90, 50), colour).save(path)
        square = Square(3, fill_opacity=1).color_using_background_image(str(paths[«0¦1»]))
        self.add(square)
        self.wait(0.1)
        self.next_section("b")
        self.play(square.animate.shift(RIGHT), run_time=0.2)
        """,
    ),
    scene(
        "times and ways",
        """
        def slow(t):
            return t ** «2¦3»
        def shape(t, power=«2¦3»):
            return slow(t) ** power
        square = Square(2)
        self.play(Create(square, rate_func=«smooth¦linear¦slow¦shape¦(lambda t: t * t)»), run_time=«0.2¦0.3»)
        self.next_section("b")
        self.play(square.animate(path_arc=«0¦1¦-1», rate_func=«smooth¦rush_into¦shape»).shift(RIGHT), run_time=0.2)
        self.next_section("c")
        dots = [Dot(x * RIGHT, radius=0.5) for x in range(3)]
        grown = [«FadeIn¦GrowFromCenter»(dot) for dot in dots]
        self.play(«AnimationGroup¦LaggedStart¦Succession»(*grown, lag_ratio=«#0.4»), run_time=0.3)
        self.next_section("d")
        self.play(Transform(square, Circle(«#1.0»), rate_func=squish_rate_func(smooth, «#0.2», 0.9)), run_time=0.3)
        """,
    ),
    scene(
        "animations of functions",
        """
        square = Square(2)
        self.play(UpdateFromAlphaFunc(square, lambda m, alpha: m.set_x(alpha * «#1.0»)), run_time=0.2)
        self.next_section("b")
        self.play(ApplyFunction(lambda m: m.shift(UP).scale(«#0.7»), square), run_time=0.2)
        self.next_section("c")
        self.play(Homotopy(lambda x, y, z, t: (x + t * «#0.5», y, z), square), run_time=0.2)
        self.next_section("d")
        self.play(MoveAlongPath(square, ArcBetweenPoints(LEFT, «RIGHT¦UP», angle=«#1.0»)), run_time=0.2)
        """,
    ),
    scene(
        "until a condition",
        """
        square = Square(2)
        square.add_updater(lambda m, dt: m.shift(RIGHT * dt * «#3»))
        self.add(square)
        limit = «#0.4»
        self.wait_until(lambda: abs(square.get_x()) «>¦>=» limit, max_time=0.6)
        self.next_section("b")
        self.wait(0.2)
        """,
    ),
    scene(
        "a tracker",
        """
        tracker, other = ValueTracker(«#0.5»), ValueTracker(0.1)
        square = always_redraw(lambda: Square(1 + «tracker¦other».get_value(), color=BLUE))
        self.add(square)
        self.play(tracker.animate.set_value(«#1.2»), run_time=0.2)
        self.next_section("b")
        tracker.set_value(«#0.9»)
        self.play(other.animate.increment_value(«#0.3»), run_time=0.2)
        """,
    ),
    scene(
        "what new mobjects are like",
        """
        Square.set_default(color=«RED¦BLUE», stroke_width=«#6»)
        tracker = ValueTracker(0.5)
        self.add(always_redraw(lambda: Square() if tracker.get_value() > 0.7 else Dot()))
        self.play(tracker.animate.set_value(1.5), run_time=0.2)
        self.next_section("b")
        Circle.highlit = lambda self: self.set_fill(«RED¦BLUE», opacity=1)
        self.add(always_redraw(lambda: Circle(tracker.get_value()).highlit()))
        self.play(tracker.animate.set_value(0.5), run_time=0.2)
        """,
    ),
    scene(
        "a trail",
        """
        dot = Dot(LEFT, radius=0.4)
        self.add(TracedPath(dot.get_center, stroke_width=«#20», dissipating_time=«None¦0.2»), dot)
        self.play(dot.animate.shift(«UP¦DOWN»), run_time=0.2)
        self.next_section("b")
        self.play(dot.animate.shift(2 * RIGHT), run_time=0.2)
        """,
    ),
    moves("an attribute of a mobject", "lambda m: m.set_x(m.level)", local="square.level = «#0.6»"),
    moves(
        "an attribute of another mobject",
        "lambda m: m.set_x(dot.level)",
        local="dot = Dot()\ndot.level = «#0.6»\nself.add(dot)",
    ),
    moves(
        "an attribute of what stands on stage",
        "lambda m: m.set_x(self.mobjects[0].level)",
        local="square.level = «#0.6»",
    ),
    moves("an attribute of the scene", "lambda m: m.set_x(self.level)", local="self.level = «#0.6»"),
    moves(
        "an attribute of the scene by a text",
        "lambda m: m.set_x(get(self) + getattr(self, 'lo' + 'w'))",
        local="self.level, self.low = «#0.6», «#0.2»\nget = operator.attrgetter('level')",
    ),
    moves("the time", "lambda m: m.set_x(self.time * 2)", local="self.wait(0.«2¦4¦6»)"),
    moves("the renderer's time", "lambda m: m.set_x(self.renderer.time)", local="self.wait(0.«2¦4¦6»)"),
    moves("the camera", "lambda m: m.set_x(self.camera.level)", local="self.camera.level = «#0.6»"),
    scene(
        "methods of the scene and its bases",
        """
        self.square = Square(2)
        self.square.add_updater(self.put)
        self.add(self.square)
        self.play(FadeIn(Dot(UP)), run_time=0.2)
        """,
        """
        import parts
        class Middle(parts.Base):
            reach = «#0.3»
            def put(self, m):
                super().put(m)
                m.shift(self.far * UP)
            @property
            def far(self):
                return self.reach «+¦-» 0.1
        """,
        base="Middle",
        parts="class Base(Scene):\n    def put(self, m, x=«#0.4»):\n        m.set_x(x «+¦-» 0.2)",
    ),
    scene(
        "an updater of the scene",
        """
        square, self.pace = Square(2), «#0.4»
        self.add(square)
        self.add_updater(lambda dt: square.rotate(dt * 9 * self.pace))
        self.play(FadeIn(Dot(UP)), run_time=0.2)
        self.next_section("b")
        self.wait(0.2)
        """,
    ),
    scene(
        "methods of Manim's in another way",
        """
        square = Square(2)
        self.play(FadeIn(square), run_time=0.2)
        self.next_section("b")
        self.wait(0.2)
        """,
        """
        class Base(Scene):
            def update_self(self, dt):
                super().update_self(dt)
                for mobject in self.mobjects:
                    mobject.shift(«#0.1» * RIGHT)
        """,
        base="Base",
    ),
    scene(
        "a frame that moves",
        """
        square = Square(2, fill_opacity=0.5)
        self.add(square)
        self.camera.background_color = «BLACK¦"#102030"»
        self.play(self.camera.frame.animate.scale(«#0.7»).shift(«UP¦DOWN»), run_time=0.2)
        self.next_section("b")
        self.camera.frame.set(width=«14¦10»)
        self.wait(0.1)
        self.next_section("c")
        self.camera.frame.add_updater(lambda m: m.set_x(square.get_x() * «#0.5»))
        self.add(self.camera.frame)
        self.play(square.animate.shift(RIGHT), run_time=0.2)
        """,
        base="MovingCameraScene",
    ),
    scene(
        "a frame that stands on stage",
        """
        square = Square(2, fill_opacity=0.5)
        self.add(square, self.camera.frame)
        self.wait(0.1)
        self.next_section("b")
        self.camera.frame.scale(«#0.7»)
        self.wait(0.1)
        """,
        base="MovingCameraScene",
    ),
    scene(
        "trackers of a camera on stage",
        """
        self.add(Cube(2), self.camera.theta_tracker, self.camera.phi_tracker)
        self.wait(0.1)
        self.next_section("b")
        self.set_camera_orientation(theta=«#0.7», phi=«#0.3»)
        self.wait(0.1)
        """,
        base="ThreeDScene",
    ),
    scene(
        "in space",
        """
        cube = Cube(2, fill_opacity=«#0.7»)
        label = Square(1.5)
        self.set_camera_orientation(phi=«1¦0.7», theta=«-1¦0.4», zoom=«1¦0.8»)
        self.camera.light_source.move_to(«#5» * OUT)
        self.add(cube, label)
        «pass¦self.add_fixed_in_frame_mobjects(label)¦self.add_fixed_orientation_mobjects(label)»
        self.play(Rotate(cube, «#0.6»), run_time=0.2)
        self.next_section("b")
        self.begin_ambient_camera_rotation(rate=«#1.0»)
        self.wait(0.2)
        """,
        base="ThreeDScene",
    ),
    scene(
        "background and size in units",
        """
        self.add(Square(2, fill_opacity=0.5))
        self.wait(0.1)
        self.next_section("b")
        tracker = ValueTracker(0.1)
        self.add(always_redraw(lambda: Dot(radius=tracker.get_value() * config.frame_height)))
        self.play(tracker.animate.set_value(0.2), run_time=0.2)
        """,
        "config.background_color = «BLACK¦'#223344'»\nconfig.frame_width, config.frame_height = «16, 9¦8, 4.5»",
    ),
    scene(
        "random numbers",
        """
        random.seed(«1¦2»)
        np.random.seed(«1¦2»)
        [random.random() for _ in range(«0¦1¦2»)]
        dot = Dot(radius=0.6)
        dot.add_updater(lambda m: m.set_x(random.uniform(-1, 1)).set_y(np.random.uniform(-1, 1)))
        self.add(dot)
        self.play(FadeIn(Square()), run_time=0.2)
        self.next_section("b")
        dot.clear_updaters()
        self.wait(0.1)
        """,
    ),
    scene(
        "sections that are skipped",
        """
        square = Square(2)
        self.play(FadeIn(square), run_time=0.2)
        self.next_section("b"«¦, skip_animations=True»)
        self.play(square.animate.shift(«#0.5» * RIGHT), run_time=0.2)
        self.next_section("c")
        self.wait(0.1)
        """,
    ),
    scene(
        "settings",
        """
        dot = Dot(radius=0.6, color=self.inputs.colour)
        theme = self.inputs
        with self.beat("first", Said("A.«¦ And more words that take a while to read, and then some.»", "")):
            self.play(FadeIn(dot), run_time=0.2)
        with self.beat("second", Said("B", "")):
            dot.add_updater(lambda m: m.set_x(self.inputs.level + theme.far(0.1)))
            self.play(FadeIn(Square()), run_time=0.2)
        """,
        """
        import parts
        from scenes.film.playing.scene import BeatScene
        class Said(NamedTuple):
            caption: str
            spoken: str
        INPUTS = parts.Theme(colour="«red¦#0000ff»", level=«#0.4»)
        """,
        base="BeatScene",
        parts="""
        from pydantic import BaseModel
        class Theme(BaseModel):
            colour: str
            level: float
            def far(self, x):
                return x «+¦-» self.level * «#0.3»
        """,
    ),
)
