"""Imported once by the process that workers are forked from."""

from scenes.film.jobs.process_executor import preload

preload()
