"""What the chapter cannot show."""

from scenes.stage.limits import chains_only as cannot_show

__all__ = ["cannot_show"]
