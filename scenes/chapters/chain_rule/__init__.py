"""The chain rule: a nudge is stretched by one machine, then by the next; the stretches multiply."""
