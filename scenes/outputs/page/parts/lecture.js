// The film with its chapters: the list and the transcript lead into it, and the list shows where it is.
const player = document.getElementById("lecture");
const track = player.querySelector("track");
const { films } = JSON.parse(document.getElementById("lecture-data").textContent);
const buttons = [...document.querySelectorAll(".chapters button")];
const chapters = buttons.map((button) => ({
  button, film: Number(button.dataset.film), start: Number(button.dataset.start), end: Number(button.dataset.end),
}));
let film = 0;

function load(number) {
  if (number === film) return;
  film = number;
  player.removeAttribute("poster");
  track.src = films[film].captions;
  player.src = films[film].place;
}

// A chapter begins on the first frame after its mark, so the place aimed at lies a little behind it.
function go(number, seconds) {
  load(number);
  const wanted = seconds + 0.001;
  if (player.readyState > 0) player.currentTime = wanted;
  else player.addEventListener("loadedmetadata", () => { player.currentTime = wanted; }, { once: true });
  player.play().catch(() => {});
}

function current() {
  const now = player.currentTime;
  return chapters.findIndex((one) => one.film === film && now >= one.start && now < one.end);
}

function mark() {
  const here = current();
  chapters.forEach(({ button, start, end }, index) => {
    if (index !== here) return button.removeAttribute("aria-current");
    if (!button.hasAttribute("aria-current")) reveal(button);
    button.setAttribute("aria-current", "true");
    button.style.setProperty("--done", (player.currentTime - start) / (end - start));
  });
}

// Scrolls the list alone, never the page.
function reveal(button) {
  const list = button.closest("nav"), { offsetTop: top, offsetHeight: height } = button.parentElement;
  if (list.scrollHeight <= list.clientHeight) return;
  list.scrollTop = top - list.offsetTop - (list.clientHeight - height) / 2;
}

for (const { button, film: number, start } of chapters) button.addEventListener("click", () => go(number, start));
for (const link of document.querySelectorAll("a[data-at]")) {
  link.addEventListener("click", () => go(Number(link.dataset.film), Number(link.dataset.at)));
}
for (const event of ["timeupdate", "seeking", "loadedmetadata"]) player.addEventListener(event, mark);
player.addEventListener("ended", () => {
  const next = chapters.find((one) => one.film === film + 1);
  if (next) go(next.film, next.start);
});

// Only one film is heard at a time.
document.addEventListener("play", ({ target }) => {
  for (const other of document.querySelectorAll("video")) if (other !== target) other.pause();
}, { capture: true });

// Captions stand in a line of their own below the film, where they cover nothing; on a full screen, in the film.
const [cues] = player.textTracks;
const line = document.getElementById("caption"), captions = document.getElementById("captions");
let full = false;

function showCaption() {
  const active = captions.checked && !full ? [...(cues.activeCues ?? [])] : [];
  line.textContent = active.map((cue) => cue.getCueAsHTML().textContent).join("\n");
}

function placeCaptions() {
  cues.mode = !captions.checked ? "disabled" : full ? "showing" : "hidden";
  showCaption();
}

function onFullScreen(now) {
  full = now;
  placeCaptions();
}

// The browser's own menu turns them on or off as well.
function onMenu() {
  const wanted = cues.mode !== "disabled";
  if (wanted === captions.checked && (cues.mode !== "showing" || full)) return;
  captions.checked = wanted;
  placeCaptions();
}

captions.parentElement.hidden = line.hidden = false;
captions.addEventListener("change", placeCaptions);
cues.addEventListener("cuechange", showCaption);
player.textTracks.addEventListener("change", onMenu);
document.addEventListener("fullscreenchange", () => onFullScreen(document.fullscreenElement === player));
player.addEventListener("webkitbeginfullscreen", () => onFullScreen(true));
player.addEventListener("webkitendfullscreen", () => onFullScreen(false));
placeCaptions();

const toggleCaptions = () => captions.click();
const toChapter = (way) => {
  const here = chapters[current() + way];
  if (here) go(here.film, here.start);
};
const keys = {
  " ": () => (player.paused ? player.play() : player.pause()),
  k: () => keys[" "](),
  ArrowLeft: () => { player.currentTime -= 5; },
  ArrowRight: () => { player.currentTime += 5; },
  n: () => toChapter(1),
  p: () => toChapter(-1),
  c: toggleCaptions,
  m: () => { player.muted = !player.muted; },
  f: () => (document.fullscreenElement ? document.exitFullscreen() : player.requestFullscreen()),
};
// Taken on the way down, before the browser's own controls see them, so that no key acts twice.
player.addEventListener("keydown", (event) => {
  const act = keys[event.key];
  if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}, { capture: true });
mark();
