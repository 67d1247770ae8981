"""The film engine: scenes of beats become encoded films. Knows no lecture."""

from scenes.film.playing.manim_config import ignore_config_files

ignore_config_files()
