"""The language in which a command that needs no fellowship speaks."""

from __future__ import annotations

from importlib import resources

from django.conf import settings
from django.utils import translation

LANGUAGES = ("en", "he", "ru")


def speak(language: str) -> None:
    """Make translations ready in a light way, without the site's settings, and choose the language."""
    if not settings.configured:
        import django

        locale = str(resources.files("tenfold.site").joinpath("locale"))
        settings.configure(USE_I18N=True, USE_TZ=True, LOCALE_PATHS=[locale], INSTALLED_APPS=[])
        django.setup()
    translation.activate(language)
