"""Who says a beat's words, and how long that takes. Knows neither Manim nor any chapter."""
