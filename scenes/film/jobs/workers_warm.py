"""Imported once by the process that workers are copied from."""

from scenes.film.jobs.workers import warm

warm()
