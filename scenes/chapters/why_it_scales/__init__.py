"""Why it scales: a gradient is used again and again, so the way back costs one multiplication a step."""
