"""The update step: against the gradient by a little, for every parameter, again and again."""
