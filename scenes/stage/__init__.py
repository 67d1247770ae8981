"""The kit of drawings that chapters are built from. Knows Manim, knows no chapter and no course."""
