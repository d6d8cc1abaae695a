"""The preparatory path as it is walked here: the fellowship's own texts, or those that ship with Tenfold."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import get_language

from tenfold.fellowship.members.models import Account
from tenfold.fellowship.members.permissions import Permission, require
from tenfold.fellowship.members.queries import fellowship

from ..lessons import PACK, Lesson, Pack, folder_pack, read_texts
from ..models import PathText


class Source(StrEnum):
    """Where the texts come from: brought by a steward, from the folder of the house, or shipped with Tenfold."""

    BROUGHT = "brought"
    FOLDER = "folder"
    SHIPPED = "shipped"


def path() -> tuple[Pack, Source]:
    """The texts that are in use: those a steward brought, else a faultless folder ``path`` of the house, else ours."""
    brought = brought_pack()
    if brought.lessons:
        return brought, Source.BROUGHT
    own = folder_pack(settings.HOME / "path")
    if own is not None and not own.mistakes:
        return own, Source.FOLDER
    shipped = folder_pack(PACK)
    return shipped or Pack(()), Source.SHIPPED


def brought_pack() -> Pack:
    """What stewards brought."""
    return _parsed(tuple(PathText.objects.values_list("language", "filename", "source")))


@lru_cache(maxsize=8)
def _parsed(rows: tuple[tuple[str, str, str], ...]) -> Pack:
    return read_texts({(language, name): source.encode() for language, name, source in rows})


def folder_mistakes() -> Pack | None:
    """The folder's texts with what is wrong in them, for the stewards' page."""
    return folder_pack(settings.HOME / "path")


def access_lesson(*, number: int) -> Lesson:
    """One text in the reader's language, else the fellowship's, else any; open to everybody."""
    pack, _source = path()
    found = pack.lesson(number, get_language() or "en", fellowship().language, "en")
    if found is None:
        raise Http404
    return found


def lessons() -> list[Lesson]:
    """All texts in their order, each in the reader's language where there is one."""
    pack, _source = path()
    found = [pack.lesson(number, get_language() or "en", fellowship().language, "en") for number in pack.numbers]
    return [lesson for lesson in found if lesson is not None]


def brought_texts(*, viewer: Account) -> QuerySet[PathText]:
    """The files that stewards brought."""
    require(viewer, Permission.SET_ENTRY)
    return PathText.objects.select_related("brought_by__member")
