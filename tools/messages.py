"""Collect the texts of the interface from Python and templates into one catalogue per language (no gettext binary).

Run by ``make messages``; ``tools/messages.py he`` does it for one language. Existing translations are kept, vanished
texts dropped, new ones left empty: the test of the translations then names them.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tenfold"
LOCALE = SOURCE / "site" / "locale"
LANGUAGES = ("he", "ru")
NOISE = ('"POT-', '"PO-', '"Project-', '"Report-', '"Last-', '"Language-Team', '"Generated-')
"""Lines of a catalogue's head that change without a change, or say nothing."""
KEYWORDS = {
    name: spec
    for base, spec in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for name in (base, f"{base}_lazy", f"{base}_noop")
} | {"_": None}


def texts() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    """Every translatable text: (file, line, message, comments, context)."""
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "vendor" in path.parts or "migrations" in path.parts:
            continue
        code = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Django's own way: a template becomes something that the Python extractor reads.
            code = templatize(code, origin=str(path))
            code = "\n".join(line.strip() for line in code.splitlines())
        name = path.relative_to(ROOT).as_posix()
        for line, message, comments, context in extract(
            "python", io.BytesIO(code.encode()), keywords=KEYWORDS, comment_tags=["Translators:"]
        ):
            yield name, line, message, comments, context


def collected() -> Catalog:
    """A catalogue of all texts without translations."""
    catalogue = Catalog(project="Tenfold", charset="utf-8", fuzzy=False)
    for name, _line, message, comments, context in texts():
        # No line numbers: a moved line is not a changed text.
        catalogue.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalogue


def main() -> int:
    settings.configure(USE_I18N=True)
    template = collected()
    for language in sys.argv[1:] or LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            catalogue = read_po(io.BytesIO(path.read_bytes()), locale=language)
            catalogue.update(template, no_fuzzy_matching=True)
            catalogue.obsolete.clear()
        else:
            catalogue = Catalog(
                locale=language, charset="utf-8", fuzzy=False, header_comment="# Tenfold, AGPL-3.0-or-later."
            )
            for message in template:
                if message.id:
                    catalogue[message.id] = message
        out = io.BytesIO()
        write_po(out, catalogue, sort_output=True, omit_header=False, include_lineno=False, width=110)
        lines = [line for line in out.getvalue().decode().splitlines() if not line.startswith(NOISE)]
        path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
        empty = sum(
            1
            for message in catalogue
            if message.id and not all(message.string if isinstance(message.string, tuple) else [message.string])
        )
        sys.stdout.write(f"{language}: {len(catalogue)} texts, {empty} to translate\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
