"""The product's own settings, but: jobs are done where they are asked for, and letters go nowhere."""

from tenfold.site.settings import *  # noqa: F403 - all of them, as settings of Django are laid over one another

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
