"""The door for an ASGI server: ``uvicorn tenfold.site.asgi:application``."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenfold.site.settings")
# Whitenoise reads our static files, all of them small, in one go; Django would say so on the console at every start.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
application = get_asgi_application()
