"""The language in which a command that needs no fellowship speaks."""

from __future__ import annotations

from importlib import resources

from django.apps import apps
from django.conf import settings
from django.utils import translation

LANGUAGES = ("en", "he", "ru")


def speak(language: str) -> None:
    """Make translations ready in a light way, without the site's settings, and choose the language."""
    if not settings.configured:
        locale = str(resources.files("tenfold.site").joinpath("locale"))
        settings.configure(USE_I18N=True, USE_TZ=True, LOCALE_PATHS=[locale], INSTALLED_APPS=[])
        apps.populate([])  # all of django.setup() that translations need
    translation.activate(language)
