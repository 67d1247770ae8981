"""Type on stage: outlines, lines of type, numbers that move, numbers in flight."""
