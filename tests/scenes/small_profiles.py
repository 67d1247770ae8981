"""Settings with other profiles than the lecture's."""

from __future__ import annotations

from config import Profile, Profiles, Settings


def with_profiles(settings: Settings, **profiles: Profile) -> Settings:
    """Return the settings with further or other profiles."""
    merged = {**settings.profiles, **profiles}
    return settings.model_copy(update={"profiles": Profiles(tuple(merged.items()))})
