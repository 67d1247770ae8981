"""Renders that are killed, that meet, or that meet a folder that they can't use."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import av
import pytest

from tests.scenes.checkout import Checkout, same
from tests.waiting import until

KILLS = 20


def processes(group: int) -> list[int]:
    """Return the processes of a group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(told[2]) == group and told[0] != "Z":
                found.append(int(entry.name))
    return found


def whole(folder: Path) -> None:
    """Assert that every file with a name of its own is whole."""
    for path in folder.rglob("*.mp4"):
        if ".drawing-" not in str(path):
            with av.open(path) as film:
                assert sum(1 for _ in film.decode(video=0)) == film.streams.video[0].frames > 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path) -> None:
    """One worker or all of it, twenty times: no torn file, and in the end what a quiet render gives."""
    checkout = Checkout(tmp_path / "checkout")
    began = time.monotonic()
    checkout.render(out="quiet")
    length = time.monotonic() - began
    chance = random.Random(5)
    for kill in range(KILLS):
        running = subprocess.Popen(
            checkout.command(jobs=2),
            cwd=checkout.folder,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        time.sleep(chance.uniform(0.3, 1.0) * length)
        group = processes(running.pid)
        victims = group if kill % 2 else [chance.choice(group)] if group else []
        for victim in victims:
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:
                continue
        _, told = running.communicate()
        assert b"Traceback" not in told, told
        whole(checkout.folder / "build")
        until(lambda group=running.pid: not processes(group), "the end of the killed render's processes")  # type: ignore[misc]
        if kill % 4 == 3:
            checkout.swap("scenes/chapters/demo_one/scene.py", "run_time=0.6", "run_time=0.6 + 0.0")
    checkout.render()
    assert same(checkout.films(), checkout.films("quiet"))
    left = {path.name for path in (checkout.folder / "build").iterdir()}
    assert left == {
        ".lock",
        "cache",
        "chapters",
        "manifest.json",
        "lecture.mp4",
        "lecture.srt",
        "lecture.vtt",
    }
    assert not list((checkout.folder / "build").rglob("*.part"))


def test_two_renders_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    both = [
        subprocess.Popen(checkout.command(), cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for running in both:
        _, told = running.communicate()
        assert running.returncode == 0, told
    whole(tmp_path / "build")
    assert [chapter["id"] for chapter in checkout.manifest()["chapters"]] == ["demo_one", "demo_two"]
    assert sum(checkout.render().values()) == 0


def test_ctrl_c_ends_everything(tmp_path: Path) -> None:
    """Although a worker would never end by itself."""
    checkout = Checkout(tmp_path)
    endless = """open("reached", "w").close()
            while True:
                __import__("time").sleep(1)"""
    checkout.swap("scenes/chapters/demo_one/scene.py", "self.wait(0.4)", endless)
    running = subprocess.Popen(
        checkout.command(jobs=2),
        cwd=tmp_path,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    until((tmp_path / "reached").exists, "the beat without an end")
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate()
    assert running.returncode == 130
    assert told.decode().splitlines()[-1] == "error: interrupted"
    if Path("/proc/self/stat").exists():
        until(lambda: not processes(running.pid), "the end of the interrupted render's processes")


def largest(folder: Path, pattern: str) -> int:
    """Return the bytes of the largest file that is called so."""
    return max(path.stat().st_size for path in folder.rglob(pattern))


@pytest.mark.skipif(os.name != "posix", reason="a limit on files stands for a full disk")
def test_a_full_disk_is_one_line_and_keeps_what_is_done(tmp_path: Path) -> None:
    """Whatever does not fit: speech, plan, a beat, a scene's film, the joined film.

    Nothing is torn; with room again, it goes on to what a quiet render gives.
    """
    checkout = Checkout(tmp_path)
    checkout.render("quiet")
    quiet = tmp_path / "quiet"
    limits = {
        "speech": largest(quiet / "cache" / "speech", "*.flac"),
        "plans": largest(quiet / "cache" / "plans", "*.json"),
        "beats": largest(quiet / "cache" / "segments", "*.mp4"),
        "films": largest(quiet / "chapters", "*.mp4"),
        "joined": largest(quiet, "lecture.mp4"),
    }
    # Python 3.11 keeps a module's bytecode that such a limit has cut off (CPython's issue 126606).
    sparing = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    for name, limit in limits.items():
        # dash counts in blocks of 512 bytes.
        blocks = f'ulimit -f {(limit - 1) // 512}; trap "" XFSZ; exec "$@"'
        limited = ["sh", "-c", blocks, "sh", *checkout.command(out=name)]
        done = subprocess.run(limited, cwd=tmp_path, env=sparing, capture_output=True, text=True, check=False)
        assert done.returncode == 1, name
        errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
        assert errors, (name, done.stdout, done.stderr)
        assert all("cannot write in" in line and "File too large" in line for line in errors), errors
        assert done.stderr.splitlines()[-len(errors) :] == errors
        assert "Traceback" not in done.stderr
        whole(tmp_path / name)
        checkout.render(name)
        assert same(checkout.films(name), checkout.films("quiet")), name
        assert not list((tmp_path / name).rglob("*.part"))
