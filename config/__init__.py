"""The configuration: TOML files and the typed, frozen settings that they become."""

from config.errors import ConfigError
from config.lecture import Lecture, SurfaceSettings, TangentSettings
from config.narration import NarrationSettings
from config.network import NetworkSettings
from config.profiles import Profile, Profiles
from config.settings import Settings, load_settings
from config.theme import Theme

__all__ = [
    "ConfigError",
    "Lecture",
    "NarrationSettings",
    "NetworkSettings",
    "Profile",
    "Profiles",
    "Settings",
    "SurfaceSettings",
    "TangentSettings",
    "Theme",
    "load_settings",
]
