"""Which words of English belong to what follows: a line that ends with one of them breaks a phrase."""

from __future__ import annotations

_ARTICLES = "a an the this that these those each every any no its their his her our your my"
_PREPOSITIONS = (
    "of to in on at by for from with without into onto through over under between behind before after per "
    "as than like about against along around across toward towards until"
)
_CONJUNCTIONS = "and or but nor if when where while because since though that which who whose"
_SMALL = "very so too not is are was were be been"

BEFORE_A_BREAK_NEVER = frozenset(f"{_ARTICLES} {_PREPOSITIONS} {_CONJUNCTIONS} {_SMALL}".split())
"""What follows such a word belongs to it."""

AFTER_A_BREAK_WELL = frozenset(f"{_PREPOSITIONS} {_CONJUNCTIONS}".split())
"""A phrase begins with such a word."""
