"""`python -m scenes <command>`: the command line on the lecture's course."""

from __future__ import annotations

from scenes.cli.main import main
from scenes.course import COURSE

if __name__ == "__main__":
    main(prog_name="python -m scenes", obj=COURSE)
