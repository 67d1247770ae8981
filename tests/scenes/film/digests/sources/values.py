"""Sources in which values are edited that code refers to: closures, globals, objects of every kind."""

from __future__ import annotations

from tests.scenes.film.digests.sources.source import Source, moves

SOURCES: tuple[Source, ...] = (
    moves("closure: a number", "lambda m: m.set_x(x)", local="x = «#0.6»"),
    moves("closure: one name or another", "lambda m: m.set_x(«x¦y»)", local="x, y = «#0.6», «#0.3»"),
    moves("closure: a list", "lambda m: m.set_x(sum(xs))", local="xs = [0.1, «#0.4»]\nxs.append(«#0.2»)"),
    moves("closure: a dict", "lambda m: m.set_x(xs['«a¦b»'])", local="xs = {'a': «#0.4», 'b': «#0.3»}"),
    moves(
        "closure: an object that changes",
        "lambda m: (setattr(state, 'x', state.x + state.step), m.set_x(state.x))[1]",
        "class State:\n    def __init__(self):\n        self.x, self.step = 0.1, «#0.1»",
        local="state = State()\nstate.x = «#0.3»",
    ),
    moves(
        "closure: counted by the updater",
        "make(«#0.3»)",
        "def make(x):\n    count = 0\n    def put(m):\n        nonlocal count\n        count += «1¦2»\n"
        "        m.set_x(x * count % 1.7)\n    return put",
    ),
    moves(
        "closure: shared or not",
        "put",
        local="xs = [0.2]\nys = «xs¦[0.2]¦list(xs)»\ndef put(m):\n    xs[0] = «#0.7»\n    m.set_x(ys[0])",
    ),
    moves(
        "closure: a shared array or not",
        "put",
        local="xs = np.array([0.2])\nys = «xs¦xs.copy()¦xs[:]»\n"
        "def put(m):\n    xs[0] = 0.7\n    m.set_x(ys[0])",
    ),
    moves(
        "closure: a shared namespace or not",
        "put",
        local="xs = types.SimpleNamespace(x=«#0.2»)\nys = «xs¦types.SimpleNamespace(**vars(xs))»\n"
        "def put(m):\n    xs.x = 0.7\n    m.set_x(ys.x)",
    ),
    moves(
        "closure: lambdas in a loop",
        "lambda m: [put(m) for put in puts]",
        local="puts = []\nfor i in range(«3¦4»):\n"
        "    puts.append(lambda m, «i=i¦*, i=i¦j=i»: m.shift(i * «#0.05» * UP))",
    ),
    moves(
        "closure: a generator", "lambda m: m.set_x(next(xs))", local="xs = (x * «#0.01» for x in range(9999))"
    ),
    moves(
        "closure: iterators",
        "lambda m: m.set_x(next(xs) + next(ys))",
        local="xs, ys = itertools.cycle([0.1, «#0.4»]), itertools.count(«1¦2¦3»)\n«pass¦next(xs)¦next(ys)»",
    ),
    moves("global: a number", "lambda m: m.set_x(LEVEL)", "LEVEL = «#0.6»\nUNUSED = «#0.5»"),
    moves(
        "global: dict, array, instance, list of functions",
        "lambda m: m.set_x(TABLE['a'] + ARRAY[1] + THING.x + STEPS[0](0.1))",
        """
        class Thing:
            def __init__(self, x):
                self.x = x
        TABLE, ARRAY, THING = {"a": «#0.2»}, np.array([0.0, «#0.3»]), Thing(«#0.2»)
        STEPS = [lambda x: x «+¦-» 0.1, abs]
        """,
    ),
    moves(
        "global: set while it plays",
        "put",
        "LEVEL = «#0.3»\ndef put(m):\n    global LEVEL\n    LEVEL += «#0.2»\n    m.set_x(LEVEL)",
    ),
    moves(
        "global: changed before",
        "lambda m: m.set_x(LEVEL)",
        "LEVEL = 0.2",
        local="global LEVEL\nLEVEL = «#0.5»",
    ),
    moves(
        "object with slots",
        "lambda m: m.set_x(thing.x + thing.y)",
        "class Base:\n    __slots__ = ('x',)\nclass Thing(Base):\n    __slots__ = ('y', '__dict__')",
        local="thing = Thing()\nthing.x, thing.y, thing.z = «#0.4», «#0.2», «#0.1»",
    ),
    moves(
        "dataclass",
        "lambda m: m.set_x(thing.x + thing.y + thing.zs[0] + thing.far)",
        """
        @dataclasses.dataclass«¦(frozen=True)¦(slots=True)»
        class Thing:
            x: float = «#0.3»
            y: float = 0.1
            zs: list = dataclasses.field(default_factory=lambda: [«#0.2»])
            @property
            def far(self):
                return self.x * «#0.5»
        """,
        local="thing = Thing(y=«#0.2»)",
    ),
    moves(
        "dataclass made while it plays",
        "lambda m: m.set_x(Thing().x + Thing().zs[0])",
        "@dataclasses.dataclass\nclass Thing:\n    x: float = «#0.3»\n"
        "    zs: list = dataclasses.field(default_factory=lambda: [«#0.2»])",
    ),
    moves(
        "enum",
        "lambda m: m.set_x(level.value + Level.HIGH.value + level.far)",
        "class Level(enum.Enum):\n    LOW = «#0.2»\n    HIGH = «#0.5»\n"
        "    @property\n    def far(self):\n        return self.value «+¦-» 0.1",
        local="level = Level.«LOW¦HIGH»",
    ),
    moves(
        "enum: only a member is known",
        "lambda m: m.set_x(level.value[0])",
        "class Level(enum.Enum):\n    LOW = [«#0.7»]",
        local="level = Level.LOW",
    ),
    moves(
        "named tuples",
        "lambda m: m.set_x(one.x + other.«x¦y» + other.far)",
        "One = collections.namedtuple('One', 'x y', defaults=(«#0.3»,))\n"
        "class Other(NamedTuple):\n    x: float\n    y: float = «#0.1»\n"
        "    @property\n    def far(self):\n        return self.x * «#0.5»",
        local="one, other = One(0.1), Other(«#0.4»)",
    ),
    moves(
        "sets",
        "lambda m: m.set_x(sum(xs) + list(ys)[0] * 0.05 + ('a' in names) * 0.3)",
        local="xs, ys, names = {0.1, «#0.4»}, set(), {'«a¦b»', 'c'}\n"
        "for y in «(8, 16)¦(16, 8)¦(16, 24)»: ys.add(y)",
    ),
    moves(
        "sets of objects",
        "put",
        "class Thing:\n    def __init__(self):\n        self.x = 0.1",
        local="one, other = Thing(), Thing()\nchosen = {«one¦other»}\n"
        "def put(m):\n    for thing in chosen:\n        thing.x = «#0.6»\n    m.set_x(one.x)",
    ),
    moves(
        "collections",
        "lambda m: m.set_x(d['no'] + q[0] + len(q) * 0.1 + c['a'] * 0.1 + next(iter(o.values())))",
        local="d = collections.defaultdict(lambda: «#0.3»)\n"
        "q = collections.deque([0.1, 0.2, «#0.3»], maxlen=«2¦3»)\nc = collections.Counter('a' * «2¦3»)\n"
        "o = collections.OrderedDict([('a', 0.1), ('b', «#0.2»)])\n«pass¦o.move_to_end('a')»",
    ),
    moves(
        "subclasses of numbers and texts",
        "lambda m: m.set_x(x + len(name) * 0.1 + n * 0.1)",
        "class Length(float):\n    pass\nclass Name(str):\n    pass\nclass Count(int):\n    pass",
        local="x, name, n = Length(«#0.4»), Name('«a¦bb»'), Count(«1¦2»)",
    ),
    moves(
        "numbers",
        "lambda m: m.set_x(float(a) + b.real + c[1] + r[1] * 0.1 + float(n) + (t is True) * 0.2)",
        local="a, b, c = fractions.Fraction(1, «3¦4»), «0.1+0j¦0.3+0j», bytes([0, «0¦1»])\n"
        "r, n, t = range(0, 9, «1¦2»), np.float32(«#0.2»), «True¦1»",
    ),
    moves(
        "builtin functions and methods",
        "lambda m: m.set_x(f(0.3, 0.2) * 0.4 + float(g('aB') == 'AB') * 0.2 + h(0.1) + k(thing))",
        "class Thing:\n    low, high = 0.1, 0.3",
        local="f, g = «operator.add¦operator.sub¦max», «str.upper¦str.lower»\n"
        "h, k = (0.2).«__add__¦__sub__¦__mul__», operator.attrgetter('«low¦high»')\nthing = Thing()",
    ),
    moves(
        "methods of numbers",
        "lambda m: m.set_x(f(0.3, 0.2) + g(0.1))",
        local="f, g = float.«__add__¦__sub__¦__mul__», («#0.2»).__add__",
    ),
    moves(
        "functions of NumPy",
        "lambda m: m.set_x(float(f(0.3)) + float(g(0.2)) + float(h(0.1)) + p(0.5))",
        "def twice(x):\n    return x * 2 «+¦-» 0.1",
        local="f, g = np.«sin¦cos», np.vectorize(lambda x: x * «#0.5»)\n"
        "h, p = np.frompyfunc(twice, 1, 1), np.poly1d([«#0.2», 0.1])",
    ),
    moves(
        "SymPy",
        "lambda m: m.set_x(float(f(0.3)) + float(e.subs(x, 0.2)))",
        "import sympy",
        local="x = sympy.Symbol('x')\nf, e = sympy.lambdify(x, x **«2¦3» + «#0.1»), x * «#0.5»«¦+ x**2»",
    ),
    moves(
        "generators of random numbers",
        "lambda m: m.set_x(a.random() + b.random() * 0.5)",
        local="a, b = random.Random(«1¦2»), np.random.default_rng(«1¦2»)\n«pass¦a.random()¦b.random()»",
    ),
    moves(
        "a cached property that is out of date",
        "lambda m: m.set_x(thing.far)",
        "class Thing:\n    x = 0.2\n    @functools.cached_property\n"
        "    def far(self):\n        return self.x + 0.3",
        local="thing = Thing()\n«pass¦thing.far»\nthing.x = «#0.7»",
    ),
    moves(
        "which object holds it",
        "lambda m: m.set_x(getattr(a, 'y', 0) - getattr(a.b, 'y', 0))",
        "class Thing:\n    pass",
        local="a = Thing()\na.b = Thing()\na.b.x = 0.1\n«a.y¦a.b.y» = «#0.5»",
    ),
    moves(
        "who holds whom weakly",
        "lambda m: m.set_x(WEIGHTS[thing])",
        "import weakref\nclass Thing:\n    pass\nWEIGHTS = weakref.WeakKeyDictionary()",
        local="thing = Thing()\nWEIGHTS[thing] = «#0.6»",
    ),
    moves(
        "a file",
        "lambda m: m.set_x(float(path.read_text()))",
        local="path = Path(__file__).with_name('level.txt')\npath.write_text('«#0.6»')",
    ),
    moves(
        "a chain of updaters",
        "lambda m: m.next_to(chain[-1], UP)",
        local="""
        chain = [Dot(«#0.8» * LEFT)]
        for _ in range(«300¦301»):
            follow = lambda m, p=chain[-1]: m.move_to(p.get_center() + 0.001 * RIGHT)
            chain.append(Dot(radius=0.3).add_updater(follow))
        self.add(*chain[:3], *chain[-3:])
        """,
    ),
)
