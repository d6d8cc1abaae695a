"""The written rules of desires: what stewards wrote, or the text that comes with the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tenfold.fellowship.members.queries import fellowship

from .models import DesireRules

FOLDER = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True)
class Rules:
    """A text in Markdown, the language it is written in, and since when it is in force (None: as it came)."""

    language: str
    text: str
    since: datetime | None


def rules_in(language: str) -> Rules:
    """The rules as stewards wrote them in a language, or as they come with the program; else the fellowship's own."""
    for code in dict.fromkeys((language.partition("-")[0], fellowship().language, "en")):
        written = DesireRules.objects.filter(language=code).first()
        if written is not None:
            return Rules(code, written.text, written.at)
        if (path := FOLDER / f"{code}.md").exists():
            return Rules(code, path.read_text(encoding="utf-8"), None)
    return Rules("en", "", None)
