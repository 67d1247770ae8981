"""Measurements and other things for those who work on the project; no part of what is shipped."""
