// The network a beat at a time: a step plays one beat of a chapter's film and stops on the beat's last frame.
const told = document.getElementById("step-data");
if (told) start(JSON.parse(told.textContent));

function start({ rate, chapters }) {
  const byId = (name) => document.getElementById(`step-${name}`);
  const video = byId("film"), back = byId("back"), on = byId("on"), sound = byId("sound");
  const jumps = [...document.querySelectorAll(".jumps button")];
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const steps = chapters.flatMap((chapter, number) => chapter.beats.map((beat, index) => ({
    ...beat, chapter, number, index, from: index ? chapter.beats[index - 1].end : 0,
  })));
  let now = 0, film = "", turn = 0;

  const lastFrame = (step) => step.end - 0.5 / rate;

  function open(chapter) {
    if (film === chapter.film) return Promise.resolve();
    film = chapter.film;
    video.poster = chapter.poster ?? "";
    video.src = film;
    return new Promise((resolve) => video.addEventListener("loadedmetadata", resolve, { once: true }));
  }

  async function show(index, play) {
    const step = steps[index], mine = ++turn;
    now = index;
    video.pause();
    name(step, index);
    await open(step.chapter);
    if (mine !== turn) return;
    if (play && !still.matches) {
      video.currentTime = step.from;
      await video.play().catch(() => {});
      await until(lastFrame(step) - 1 / rate, mine);
      if (mine !== turn) return;
      video.pause();
    }
    video.currentTime = lastFrame(step);
    list(step, steps[index - 1]);
  }

  // Looks at every frame: the browser's own time events come four times a second only.
  function until(seconds, mine) {
    return new Promise((resolve) => {
      const look = () => {
        if (mine !== turn || video.paused || video.ended || video.currentTime >= seconds) resolve();
        else requestAnimationFrame(look);
      };
      look();
    });
  }

  function name(step, index) {
    byId("place").textContent = `${step.chapter.title}, ${step.index + 1} of ${step.chapter.beats.length}`;
    byId("told").textContent = step.caption;
    // Not `disabled`: whoever presses keys would lose the place.
    back.setAttribute("aria-disabled", index === 0);
    on.setAttribute("aria-disabled", index === steps.length - 1);
    jumps.forEach((jump, number) => {
      if (number === step.number) jump.setAttribute("aria-current", "true");
      else jump.removeAttribute("aria-current");
    });
  }

  function list(step, before) {
    const known = new Set((before?.values ?? []).map(([name, , digits]) => name + digits));
    const fresh = step.values.filter(([name, , digits]) => !known.has(name + digits));
    byId("values").replaceChildren(...step.values.map((value) => row(value, fresh.includes(value))));
    byId("none").hidden = step.values.length > 0;
    const said = fresh.map(([name, sign, digits]) => `${name} ${sign === "=" ? "is" : "is about"} ${digits}`);
    byId("live").textContent = [byId("place").textContent + ".", step.caption, ...said].join(" ");
  }

  function row([name, sign, digits], fresh) {
    const line = document.createElement("div"), term = document.createElement("dt");
    const value = document.createElement("dd");
    line.className = fresh ? "new" : "";
    term.textContent = name;
    value.textContent = `${sign} ${digits}`;
    line.append(term, value);
    return line;
  }

  // A step that is pressed while a beat still plays goes on to the next one.
  const move = (way) => {
    const to = now + way;
    if (to >= 0 && to < steps.length) show(to, way > 0);
  };
  on.addEventListener("click", () => move(1));
  video.addEventListener("click", () => move(1));
  back.addEventListener("click", () => move(-1));
  jumps.forEach((jump, number) => {
    jump.addEventListener("click", () => show(steps.findIndex((step) => step.number === number), false));
  });
  sound?.addEventListener("change", () => { video.muted = !sound.checked; });
  document.getElementById("step").addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    move(way);
  });
  show(0, false);
}
