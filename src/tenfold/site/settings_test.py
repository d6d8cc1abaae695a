"""Settings for the tests: a home of their own, mail in memory, jobs at once."""

import os
import tempfile

os.environ.setdefault("TENFOLD_HOME", tempfile.mkdtemp(prefix="tenfold-tests-"))
os.environ.setdefault("TENFOLD_SECRET_KEY", "tests")

from tenfold.site.settings import *  # noqa: F403 - all of them, as settings of Django are laid over one another
from tenfold.site.settings import STATIC_ROOT, STORAGES

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when there is nothing to look into
