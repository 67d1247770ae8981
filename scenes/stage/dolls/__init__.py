"""Functions of a network as dolls in one another, and a nudge that rides out through their walls."""
