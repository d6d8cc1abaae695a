"""Texts of the preparatory path, as Markdown files with a title and a question at their head.

A file is named ``01-anything.md``; its number is its place, and the same number in another language is the same text::

    ---
    title: Ten people
    question: Whom do you think of?
    ---

    The text, in Markdown.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

PACK = Path(__file__).parent / "path"
"""The texts that ship with Tenfold."""

LONGEST = 20_000
MOST_FILES = 200
LARGEST_ZIP = 2 * 1024 * 1024
NAME = re.compile(r"(\d{1,3})[-_ .].*\.md", re.IGNORECASE | re.DOTALL)
KEYS = {"title": 120, "question": 400}


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text: its place, what it is called, what it asks, and what it says, in Markdown."""

    number: int
    language: str
    title: str
    question: str
    body: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """What cannot be taken as it is: in which file, on which line (0: the file as a whole), and what to do."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        where = _("%(file)s, line %(line)d") % {"file": self.file, "line": self.line} if self.line else self.file
        return f"{where}: {self.words}"


@dataclass(frozen=True, slots=True)
class Pack:
    """Texts in every language they came in, and what is wrong with them."""

    lessons: tuple[Lesson, ...]
    mistakes: tuple[Mistake, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The places of all texts, in whatever language."""
        return tuple(sorted({lesson.number for lesson in self.lessons}))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({lesson.language for lesson in self.lessons}))

    def lesson(self, number: int, *languages: str) -> Lesson | None:
        """The text at a place, in the first of ``languages`` that has it, or else in any."""
        found = {lesson.language: lesson for lesson in self.lessons if lesson.number == number}
        return next((found[code] for code in languages if code in found), None) or next(iter(found.values()), None)

    def missing(self) -> list[tuple[str, int]]:
        """Which language lacks which place; there the text is shown in another language."""
        have = {(lesson.language, lesson.number) for lesson in self.lessons}
        return [(code, number) for code in self.languages for number in self.numbers if (code, number) not in have]


def read_texts(files: Mapping[tuple[str, str], bytes]) -> Pack:
    """Read files given by language and name.

    :returns: the texts that could be read, and a mistake for each that could not.
    """
    lessons: dict[tuple[str, int], Lesson] = {}
    mistakes: list[Mistake] = []
    for (language, name), content in sorted(files.items()):
        shown = f"{language}/{name}" if language else name
        found = _read(shown, language, name, content)
        if isinstance(found, Lesson) and (language, found.number) in lessons:
            words = _("There is another text with the number %(number)d. Give each a number of its own.")
            found = Mistake(shown, 0, words % {"number": found.number})
        if isinstance(found, Mistake):
            mistakes.append(found)
        else:
            lessons[language, found.number] = found
    return Pack(tuple(lessons.values()), tuple(mistakes))


def _read(shown: str, language: str, name: str, content: bytes) -> Lesson | Mistake:
    if language not in dict(settings.LANGUAGES):
        known = ", ".join(code for code, _name in settings.LANGUAGES)
        return Mistake(
            shown, 0, _("Put the file into a folder named after its language: %(known)s.") % {"known": known}
        )
    named = NAME.fullmatch(name)
    if named is None:
        return Mistake(shown, 0, _("Name the file by its place and end it with .md, such as 01-welcome.md."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Mistake(shown, line, _("This is not UTF-8 text. Save the file as UTF-8."))
    if len(text) > LONGEST:
        return Mistake(
            shown, 0, _("The text is longer than %(most)d signs. Shorten it, or make two.") % {"most": LONGEST}
        )
    head = _head(shown, text.replace("\r\n", "\n").split("\n"))
    if isinstance(head, Mistake):
        return head
    said, body = head
    return Lesson(int(named[1]), language, said["title"], said["question"], body)


def _head(shown: str, lines: list[str]) -> tuple[dict[str, str], str] | Mistake:
    """Title and question between two lines of dashes, and the text after them."""
    if not lines or lines[0].strip() != "---":
        return Mistake(shown, 1, _("The file begins with a line of three dashes, then title and question: ---"))
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        return Mistake(shown, len(lines), _("After title and question a second line of three dashes is missing: ---"))
    said: dict[str, str] = {}
    for at, line in enumerate(lines[1:end], 2):
        key, colon, value = line.partition(":")
        key, value = key.strip().lower(), value.strip().strip("\"'“”").strip()
        if not line.strip():
            continue
        if not colon or key not in KEYS:
            return Mistake(shown, at, _("Only “title: …” and “question: …” stand between the dashes."))
        if not value or len(value) > KEYS[key]:
            words = _("Write something after “%(key)s:”, in up to %(most)d letters.")
            return Mistake(shown, at, words % {"key": key, "most": KEYS[key]})
        said[key] = value
    if lacking := [key for key in KEYS if key not in said]:
        return Mistake(shown, end + 1, _("Before these dashes a line “%(key)s: …” is missing.") % {"key": lacking[0]})
    body = "\n".join(lines[end + 1 :]).strip()
    return (said, body) if body else Mistake(shown, end + 1, _("After these dashes the text itself is missing."))


def unpack(filename: str, content: bytes, language: str) -> tuple[dict[tuple[str, str], bytes], list[Mistake]]:
    """The Markdown files of an upload: a single one in ``language``, or a zip file with a folder for each language."""
    name = Path(filename.replace("\\", "/")).name[-120:]
    if name.lower().endswith(".md"):
        return {(language, name): content}, []
    if not name.lower().endswith(".zip"):
        return {}, [Mistake(name, 0, _("Bring a Markdown file (.md) or a zip file of such files."))]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _unzipped(name, archive, language)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        return {}, [Mistake(name, 0, _("This zip file cannot be opened. Pack it anew, without a password."))]


def _unzipped(name: str, archive: zipfile.ZipFile, language: str) -> tuple[dict[tuple[str, str], bytes], list[Mistake]]:
    inside = [one for one in archive.infolist() if not one.is_dir() and not _is_leftover(one.filename)]
    if len(inside) > MOST_FILES or sum(one.file_size for one in inside) > LARGEST_ZIP:
        return {}, [Mistake(name, 0, _("There is too much in it: up to 200 files and 2 MB, please."))]
    files: dict[tuple[str, str], bytes] = {}
    mistakes = []
    for one in inside:
        path = Path(one.filename)
        if path.suffix.lower() != ".md":
            mistakes.append(Mistake(one.filename[-120:], 0, _("Only Markdown files (.md) belong into the path.")))
            continue
        with archive.open(one) as file:
            content = file.read(LARGEST_ZIP + 1)
        folder = path.parent.name if path.parent.name in dict(settings.LANGUAGES) or path.parent.name else language
        files[folder, path.name[-120:]] = content
    return files, mistakes


def _is_leftover(name: str) -> bool:
    """What computers put into folders by themselves."""
    return any(part.startswith((".", "__MACOSX")) for part in Path(name).parts) or Path(name).name == "Thumbs.db"


def folder_pack(folder: Path) -> Pack | None:
    """The texts below a folder that has one folder for each language; None where there is no such folder or no text."""
    found = tuple(
        (str(path), path.stat().st_mtime_ns, path.stat().st_size)
        for path in sorted(folder.glob("*/*.md"))
        if path.is_file()
    )
    return _folder_pack(found) if found else None


@lru_cache(maxsize=8)
def _folder_pack(found: tuple[tuple[str, int, int], ...]) -> Pack:
    return read_texts(dict(_opened(Path(path) for path, _time, _size in found)))


def _opened(paths: Iterable[Path]) -> Iterable[tuple[tuple[str, str], bytes]]:
    for path in paths:
        with path.open("rb") as file:
            yield (path.parent.name, path.name), file.read(LONGEST * 4 + 1)
