"""A worked example: two slopes and their product, and a step that shows how right it is."""
