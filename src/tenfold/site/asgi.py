"""The door for an ASGI server: ``uvicorn tenfold.site.asgi:application``."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenfold.site.settings")
application = get_asgi_application()
