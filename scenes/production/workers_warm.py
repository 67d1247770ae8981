"""Imported once by the process that workers are copied from."""

from scenes.production.workers import warm

warm()
