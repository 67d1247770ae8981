"""d against ∂: one path, seen as a curve of its own and as a slice of a surface."""
