"""Sources in which code is edited: of updaters, of what they call, of classes, near and far."""

from __future__ import annotations

from tests.scenes.film.digests.sources.source import Source, moves, scene

SOURCES: tuple[Source, ...] = (
    moves("updater: a number", "lambda m: m.set_x(«#0.5»)"),
    moves("updater: an operator", "lambda m: m.set_x(1.0 «+¦-¦*¦/» 0.3 «+¦-» 0.2)"),
    moves("updater: a method's name", "lambda m: m.«set_x¦set_y¦rotate¦scale»(0.4)"),
    moves("updater: a keyword", "lambda m: m.set_fill(«opacity¦family»=0.3)"),
    moves(
        "a keyword in a comprehension",
        "lambda m: m.set_x(sum([place(«left¦right»=x) for x in (0.1, «#0.2»)]))",
        "def place(left=0.0, right=0.0):\n    return left - 2 * right",
    ),
    moves(
        "helper: through several levels",
        "lambda m: m.set_x(first(«#0.5»))",
        """
        def first(x):
            «"Where it is."¦"Where it goes."¦# A remark.»
            return second(x) «+¦-» 0.25
        def second(x):
            return third(x) * 1.1 «¦+ 0.1»
        def third(x):
            return x «+¦*» «#0.4»
        """,
    ),
    moves(
        "helper: a nested function",
        "lambda m: m.set_x(outer(0.3))",
        "def outer(x):\n    def inner(y):\n        return y «+¦-» «#0.4»\n    return inner(x) * «#1.5»",
    ),
    moves(
        "helper: default arguments",
        "lambda m: m.set_x(place(0.3))",
        "def place(x, by=«#0.5», *, and_by=«#0.3»):\n    return x + by - and_by",
    ),
    moves(
        "helper: default of a helper's helper",
        "lambda m: m.set_x(place(0.3))",
        "def place(x):\n    return further(x)\n"
        "def further(x, steps=(0.1, «#0.6»)):\n    return x + sum(steps)",
    ),
    moves("updater: default arguments", "lambda m, by=«#0.5», *, up=«#0.2»: m.set_x(by).set_y(up)"),
    moves(
        "helper: decorated",
        "lambda m: m.set_x(place(0.3))",
        """
        def scaled(by):
            def decorate(function):
                @functools.wraps(function)
                def scaled_function(*args):
                    return function(*args) * by «+¦-» 0.1
                return scaled_function
            return decorate
        @scaled(«#1.5»)
        def place(x):
            return x «+¦-» «#0.2»
        """,
    ),
    moves(
        "helper: wrapped under an installed name",
        "lambda m: m.set_x(place(0.3))",
        "@functools.wraps(np.clip)\ndef place(x):\n    return x «+¦-» «#0.6»",
    ),
    moves(
        "helper: cached",
        "lambda m: m.set_x(place(0.3))",
        "@functools.lru_cache(maxsize=4)\ndef place(x, by=«#0.4»):\n    return x «+¦-» by",
    ),
    moves(
        "helper: dispatched by type",
        "lambda m: m.set_x(place(«0.3¦1»))",
        """
        @functools.singledispatch
        def place(x):
            return x «+¦-» 0.4
        @place.register
        def _(x: int):
            return x * «#0.7»
        """,
    ),
    moves(
        "helper: a partial in the module",
        "lambda m: m.set_x(place(0.3))",
        "def moved(x, by, more=0.1):\n    return x «+¦-» by * more\n"
        "place = functools.partial(moved, by=«#0.8», more=«#0.9»)",
    ),
    moves("a partial", "functools.partial(put, x=«#0.6»)", "def put(m, x):\n    m.set_x(x «+¦-» 0.1)"),
    moves(
        "helper: bound again",
        "lambda m: m.set_x(place(0.5))",
        "def near(x):\n    return x\ndef far(x):\n    return x + «#1.2»\nplace = near",
        local="global place\nplace = «near¦far»",
    ),
    scene(
        "helper: bound again between two plays",
        """
        square = Square(2, fill_opacity=0.7)
        square.add_updater(lambda m: m.set_x(place(0.5)))
        self.add(square)
        self.play(FadeIn(Dot(UP)), run_time=0.2)
        self.next_section("b")
        global place
        place = «near¦far¦(lambda x: -x)»
        self.play(FadeIn(Dot(DOWN)), run_time=0.2)
        """,
        "def near(x):\n    return x\ndef far(x):\n    return x + «#1.2»\nplace = near",
    ),
    moves(
        "sibling: a function by name",
        "lambda m: m.set_x(place(0.3))",
        "from parts import place",
        parts="def place(x):\n    return deeper(x) «+¦-» 0.2\ndef deeper(x):\n    return x * «#1.7» + LEVEL\n"
        "LEVEL = «#0.3»",
    ),
    moves(
        "sibling: a value by name",
        "lambda m: m.set_x(LEVEL)",
        "from parts import LEVEL",
        parts="LEVEL = «#0.7»\nOTHER = «#1.0»",
    ),
    moves(
        "sibling: asked as a module",
        "lambda m: m.set_x(parts.LEVEL + parts.place())",
        "import parts",
        parts="LEVEL = «#0.7»\nUNUSED = «#1.0»\ndef place():\n    return «#0.2»",
    ),
    moves(
        "sibling: imported in construct",
        "lambda m: m.set_x(parts.LEVEL + parts.place())",
        local="import parts",
        parts="LEVEL = «#0.7»\ndef place(x=«#0.2»):\n    return x",
    ),
    moves(
        "sibling: imported by the updater",
        "put",
        "def put(m):\n    from parts import LEVEL\n    m.set_x(LEVEL «+¦-» 0.2)",
        parts="LEVEL = «#0.7»",
    ),
    moves(
        "sibling: handed on",
        "lambda m: m.set_x(level_of(parts))",
        "import parts\ndef level_of(thing):\n    return thing.LEVEL",
        parts="LEVEL = «#0.7»",
    ),
    moves(
        "sibling: asked by a text",
        "lambda m: m.set_x(getattr(parts, 'LEV' + 'EL'))",
        "import parts",
        parts="LEVEL = «#0.7»",
    ),
    moves(
        "globals by a text",
        "lambda m: m.set_x(globals()['LEV' + 'EL'])",
        "LEVEL = «#0.7»",
    ),
    moves("evaluated", "lambda m: m.set_x(eval('LEVEL + 0.1'))", "LEVEL = «#0.7»"),
    moves(
        "class: everything",
        "lambda m: m.set_x(place.at(0.3))",
        """
        class Place:
            level = «#0.4»
            table = {"a": [1.0, «#0.3»]}
            def __init__(self, x):
                self.x = x
            @property
            def far(self):
                return self.x «+¦-» self.level
            @staticmethod
            def twice(x):
                return 2 «*¦+» x
            @classmethod
            def sum(cls, x=«#0.2»):
                return cls.level + x + sum(cls.table["a"]) - 1
            def at(self, x, by=«#0.1»):
                return self.far + self.twice(x) - self.sum() + by
        """,
        local="place = Place(«#0.3»)",
    ),
    moves(
        "class: bases in a sibling",
        "lambda m: m.set_x(place.at(0.3))",
        "import parts\nclass Place(parts.Base):\n"
        "    def at(self, x):\n        return super().at(x) «+¦-» 0.2",
        local="place = Place()",
        parts="""
        class Root:
            level = «#0.4»
            def at(self, x):
                return x «+¦-» self.level
        class Base(Root):
            def at(self, x):
                return «super().at(x)¦Root.at(self, -x)»
        """,
    ),
    moves(
        "class: of the moving mobject",
        "Turning.turn",
        """
        class Turning(Square):
            pace = «#0.9»
            def turn(self, dt):
                Square.rotate(self, Turning.pace «+¦-» 0.2)
        """,
        local="square.__class__ = Turning",
    ),
    moves(
        "class: made in a function",
        "lambda m: m.set_x(place.at())",
        "def made(level):\n    class Place:\n        def at(self):\n            return level «+¦-» 0.1\n"
        "    return Place()",
        local="place = made(«#0.6»)",
    ),
    moves(
        "class: an attribute set later",
        "lambda m: m.set_x(Place.level + Place().at())",
        "class Place:\n    level = 0.1\n    def at(self):\n        return 0.2",
        local="Place.level = «#0.5»\nPlace.at = lambda self, more=«#0.1»: more «+¦-» 0.3",
    ),
    moves(
        "class: called, indexed, asked for what it has not",
        "lambda m: m.set_x(place(1) + place[2] + place.anything)",
        """
        class Place:
            def __call__(self, x):
                return x * «#0.3»
            def __getitem__(self, x):
                return x * «#0.1»
            def __getattr__(self, name):
                return «#0.2»
        """,
        local="place = Place()",
    ),
    moves(
        "class: descriptor, metaclass, partial method, cached property",
        "lambda m: m.set_x(place.level + Place.top + place.by() + place.once)",
        """
        class Level:
            def __get__(self, thing, kind=None):
                return «#0.2»
        class Kind(type):
            top = 0.1
            def __getattribute__(cls, name):
                return super().__getattribute__(name) if name != "top" else «#0.3»
        class Place(metaclass=Kind):
            level = Level()
            def move(self, x):
                return x «+¦-» 0.1
            by = functools.partialmethod(move, «#0.4»)
            @functools.cached_property
            def once(self):
                return «#0.15»
        """,
        local="place = Place()",
    ),
    moves(
        "animation: a class of one's own",
        "lambda m: m",
        """
        class Sliding(Animation):
            far = «#1.2»
            def interpolate_mobject(self, alpha):
                self.mobject.set_x(self.rate_func(alpha) * self.far «+¦-» step(alpha))
        def step(alpha, width=«#0.3»):
            return width * alpha
        """,
        local="self.next_section('sliding')\n"
        "self.play(Sliding(square, rate_func=«smooth¦linear»), run_time=0.2)",
    ),
    moves(
        "animation: its base in a sibling",
        "lambda m: m",
        "import parts\nclass Sliding(parts.Base):\n    side = «UP¦DOWN»",
        local="self.next_section('sliding')\nself.play(Sliding(square), run_time=0.2)",
        parts="""
        class Base(Animation):
            side = RIGHT
            def interpolate_mobject(self, alpha):
                self.mobject.move_to(self.side * alpha «+¦-» LEFT * «#0.2»)
        """,
    ),
)
