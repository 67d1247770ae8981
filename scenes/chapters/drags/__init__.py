"""Drags: pictures for the page that a reader drags, drawn position by position; no part of the course."""
