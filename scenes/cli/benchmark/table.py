"""What was measured, as Markdown."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Sequence

from scenes.cli.benchmark.measuring import ChapterTimes, FileTimes, Forecast, Measured
from scenes.cli.benchmark.workbench import ENCODERS, STOCK


def as_markdown(measured: Measured) -> str:
    """Return all that was measured as tables with a line that says where, and the ratios."""
    stock = f"`manim -q{STOCK[measured.profile]}`"
    version = importlib.metadata.version("manim")
    lines = [f"{stock} is that of Manim Community {version}; {measured.cores} cores, `{measured.profile}`."]
    if measured.chapters is not None:
        lines += ["", *_chapters(measured.chapters, stock)]
        lines += ["", *_forecasts(measured.chapters.forecasts)]
    if measured.files:
        lines += ["", *_files(measured.files, stock)]
    return "\n".join(lines)


def _chapters(times: ChapterTimes, stock: str) -> list[str]:
    rows = [
        (f"{stock}, one scene after another", times.stock),
        (f"{stock} `--max-inflight-encoders {ENCODERS}`", times.stock_encoders),
        ("`make render JOBS=1`", times.one),
        ("`make render`, all cores", times.ours),
        ("the encoder alone, all cores", times.encoding),
        ("`make render` again", times.again),
    ]
    edits = [
        (f"`make render SCENE={times.longest}`, the first time", times.alone, ""),
        ("the same, one sentence edited", times.sentence.seconds, _beats(times.sentence.drawn)),
        (
            f"`make preview SCENE={times.longest}`, one sentence edited",
            times.preview_sentence.seconds,
            _beats(times.preview_sentence.drawn),
        ),
        (
            "the same, one `run_time` edited",
            times.preview_animation.seconds,
            _beats(times.preview_animation.drawn),
        ),
    ]
    share = times.sentence.seconds / times.alone
    dry_runs = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in times.dry_runs)
    return [
        "| what | seconds | times real time |",
        "|---|---|---|",
        *(f"| {what} | {seconds:.1f} | {times.film / seconds:.2f} |" for what, seconds in rows),
        "",
        "| after an edit | seconds | drawn |",
        "|---|---|---|",
        *(f"| {what} | {seconds:.1f} | {drawn} |" for what, seconds, drawn in edits),
        "",
        f"- Manim's own command takes {times.stock / times.ours:.2f} times as long as `make render`, "
        f"with {ENCODERS} encoders {times.stock_encoders / times.ours:.2f} times.",
        f"- `make render` takes {times.ours / times.encoding:.2f} times as long as the encoder alone.",
        f"- One worker takes {times.one / times.ours:.2f} times as long as all.",
        f"- An edited sentence takes {share:.0%} of its chapter's first render.",
        f"- Dry runs: {dry_runs}.",
        f"- The largest worker took {times.peak / 2**20:.0f} MB.",
    ]


def _beats(drawn: Sequence[str]) -> str:
    return ", ".join(drawn) or "nothing"


def _forecasts(forecasts: Sequence[Forecast]) -> list[str]:
    lines = [
        "| simulated | seconds | times real time | work a core | longest beat | planning | joining | limit |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in forecasts:
        chapters = f"{one.chapters} chapter{'s' if one.chapters > 1 else ''}"
        least = one.least
        bounds = {
            "the sum of work": least.work,
            f"the longest beat, {least.longest}, with its dry run and the way to it": least.beat,
            "planning": least.planning,
            "joining": least.joining,
        }
        limit = max(bounds, key=lambda name: bounds[name])
        figures = " | ".join(f"{seconds:.1f}" for seconds in bounds.values())
        lines.append(
            f"| {one.cores} cores, {chapters} | {one.seconds:.1f} | "
            f"{one.film / one.seconds:.2f} | {figures} | {limit} |"
        )
    beyond = forecasts[0].seconds - forecasts[0].least.seconds
    return [
        *lines,
        "",
        f"- What starts once (processes, the voice) took {beyond:.1f} s here and is counted in each; "
        "the file that is joined of all chapters is not.",
    ]


def _files(files: Sequence[FileTimes], stock: str) -> list[str]:
    return [
        f"| scene file | film | {stock} | {ENCODERS} encoders | `make render` | the encoder alone | "
        f"manim / ours | {ENCODERS} encoders / ours | ours / encoder |",
        "|---|---|---|---|---|---|---|---|---|",
        *(
            f"| {one.name} | {one.film:.1f} s | {one.stock:.1f} | {one.stock_encoders:.1f} | "
            f"{one.ours:.1f} | {one.encoding:.1f} | {one.stock / one.ours:.2f} | "
            f"{one.stock_encoders / one.ours:.2f} | {one.ours / one.encoding:.2f} |"
            for one in files
        ),
    ]
