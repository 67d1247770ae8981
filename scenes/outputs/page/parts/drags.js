// Pictures to drag: a position is a frame of a film, and showing it is a seek.

// Milliseconds after which a frame that has arrived ought to be seen.
const PATIENCE = 120;

// How often such a frame is asked for again: in a hidden window nothing is ever presented.
const TRIES = 5;

// Asks for one frame at a time and, once it is there, for the newest that is wanted by then.
//
// Chromium now and then goes on showing the frame before, when one seek follows on another, though it says that
// it has arrived. Where a browser tells which frame it presents, that is compared, and the frame asked for again.
class Scrubber {
  constructor(video, rate, shown) {
    Object.assign(this, { video, rate, shown, wanted: null, asked: null, presented: null, doubt: null, tries: 0 });
    video.addEventListener("seeked", () => this.arrived());
    video.addEventListener("loadeddata", () => this.ask());
    if ("requestVideoFrameCallback" in video) this.watch();
  }

  show(frame) {
    this.wanted = frame;
    this.tries = TRIES;
    if (this.video.readyState < 2) this.shown(frame);
    else if (this.asked === null) this.ask();
  }

  ask(within = 0.5) {
    if (this.wanted === null) return;
    clearTimeout(this.doubt);
    this.asked = this.wanted;
    this.video.currentTime = (this.asked + within) / this.rate;
  }

  arrived() {
    const there = this.asked;
    this.asked = null;
    if (there !== null) this.shown(there);
    if (there !== this.wanted) this.ask();
    else if (this.presented !== null) this.doubt = setTimeout(() => this.check(), PATIENCE);
  }

  watch() {
    this.video.requestVideoFrameCallback((_, { mediaTime }) => {
      this.presented = Math.floor(mediaTime * this.rate + 0.5);
      this.watch();
    });
  }

  check() {
    if (this.asked !== null || this.presented === this.wanted || this.tries === 0) return;
    this.tries -= 1;
    this.ask(0.25 + Math.random() / 2);
  }
}

function build(root, board) {
  const find = (selector) => root.querySelector(selector);
  const video = find("video"), pad = find(".pad"), controls = find(".controls"), readouts = find(".readouts");
  const { axes, readings, cut } = board, first = axes[0].texts.length;
  const at = axes.map((axis) => axis.start);
  const frame = () => at[0] + (at[1] ?? 0) * first;
  root.style.setProperty("--cut", cut);
  if (axes.length === 1) {
    controls.classList.add("under");
    axes[0].ends.forEach((end, index) => root.style.setProperty(["--from", "--to"][index], end));
  }

  const sliders = axes.map((axis, which) => {
    const label = document.createElement("label"), slider = document.createElement("input");
    const name = document.createElement("span");
    name.textContent = axis.name;
    slider.type = "range";
    slider.max = axis.texts.length - 1;
    slider.value = axis.start;
    slider.setAttribute("aria-label", axis.name);
    slider.addEventListener("input", () => { moveOne(which, Number(slider.value)); });
    label.append(name, slider);
    controls.append(label);
    return slider;
  });

  const values = [...axes, ...readings].map((one) => {
    const line = document.createElement("div"), term = document.createElement("dt");
    const value = document.createElement("dd");
    term.textContent = one.name;
    line.style.color = `var(--${one.role})`;
    line.append(term, value);
    readouts.append(line);
    return value;
  });

  const texts = (shown) => {
    const places = [shown % first, Math.floor(shown / first)];
    return [...axes.map((axis, which) => axis.texts[places[which]]), ...readings.map((one) => one.texts[shown])];
  };

  function read(shown) {
    texts(shown).forEach((text, index) => { values[index].textContent = `${text[0]} ${text.slice(1)}`; });
    root.dataset.frame = shown;
    drawRest();
  }

  function speak() {
    const said = texts(frame()).map((text, index) => {
      const { spoken } = [...axes, ...readings][index];
      return `${spoken} ${text[0] === "=" ? "is" : "is about"} ${text.slice(1)}`;
    });
    sliders.forEach((slider, which) => {
      const [own] = said.slice(which, which + 1);
      slider.setAttribute("aria-valuetext", [own, ...said.filter((_, index) => index !== which)].join(", "));
    });
  }

  const scrubber = new Scrubber(video, board.rate, read);
  function move(places) {
    places.forEach((index, which) => {
      at[which] = Math.max(0, Math.min(axes[which].texts.length - 1, index));
      sliders[which].value = at[which];
    });
    speak();
    scrubber.show(frame());
  }
  const moveOne = (which, index) => { move(at.map((place, other) => (other === which ? index : place))); };

  // Where the picture shows the second half of itself below the first, it is painted there.
  const rest = find(".rest"), brush = rest.getContext("2d");
  rest.classList.toggle("wanted", root.dataset.board === "map");
  function drawRest() {
    if (!rest.offsetParent || !video.videoWidth) return;
    const left = Math.round(cut * video.videoWidth), width = video.videoWidth - left, height = video.videoHeight;
    if (rest.width !== width) Object.assign(rest, { width, height });
    brush.drawImage(video, left, 0, width, height, 0, 0, width, height);
  }
  addEventListener("resize", drawRest);

  const share = (value) => `${value * 100}%`;
  const [across, up] = axes.map((axis) => axis.ends);
  Object.assign(pad.style, { left: share(across[0]), width: share(across[1] - across[0]) });
  if (up) Object.assign(pad.style, { top: share(up[1]), height: share(up[0] - up[1]) });
  else Object.assign(pad.style, { top: 0, height: "100%" });

  function follow(event) {
    const box = video.getBoundingClientRect();
    const found = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    move(axes.map(({ ends: [low, high], texts: all }, which) => (
      Math.round(((found[which] - low) / (high - low)) * (all.length - 1))
    )));
  }
  pad.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    pad.setPointerCapture(event.pointerId);
    pad.classList.add("dragged");
    pad.focus({ preventScroll: true });
    follow(event);
  });
  pad.addEventListener("pointermove", (event) => {
    if (pad.hasPointerCapture(event.pointerId)) follow(event);
  });
  pad.addEventListener("blur", () => pad.classList.remove("dragged"));
  pad.addEventListener("keydown", (event) => {
    pad.classList.remove("dragged");
    const ways = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowDown: [1, -1], ArrowUp: [1, 1] };
    const [which, way] = ways[event.key] ?? [];
    if (which === undefined || which >= axes.length) return;
    event.preventDefault();
    moveOne(which, at[which] + way);
  });

  speak();
  scrubber.show(frame());
  video.src = board.film;
}

const boards = JSON.parse(document.getElementById("drags-data").textContent);
for (const [id, board] of Object.entries(boards)) build(document.getElementById(`${id}-drag`), board);
