"""The page: the lecture to be watched, stepped through and dragged, opened from disk without a server."""
