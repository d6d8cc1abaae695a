"""Write the OpenAPI document that the tests compare the running API with. Run by ``make snapshot``."""

from __future__ import annotations

import json
import os
from pathlib import Path

PATH = Path(__file__).resolve().parent.parent / "docs" / "openapi.json"


def document() -> str:
    """The document as it is now, in a shape that differs only where the API does."""
    from tenfold.site.api import api

    return json.dumps(api.get_openapi_schema(), indent=2, sort_keys=True, ensure_ascii=False, default=str) + "\n"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tenfold.site.settings_test"
    import django

    django.setup()
    PATH.write_text(document(), encoding="utf-8")
