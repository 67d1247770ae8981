"""Many neurons a layer: numbers become vectors, slopes become matrices, and the walk back stays the same."""
