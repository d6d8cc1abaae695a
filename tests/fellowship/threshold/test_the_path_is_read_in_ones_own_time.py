"""A few short texts with a question each: Tenfold's own in three languages, or those that a fellowship brings."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tenfold.fellowship.threshold import actions
from tenfold.fellowship.threshold.lessons import PACK, folder_pack, read_texts
from tenfold.fellowship.threshold.models import PathText, RuleKind, Step
from tenfold.fellowship.threshold.queries.path import Source, lessons, path
from tests.cast import Cast
from tests.fellowship.members.door import account_of, browser_of
from tests.fellowship.threshold.stories import begins, browser, rules, still_open

GOOD = "---\ntitle: Welcome\nquestion: What do you hope for?\n---\n\nCome *in*.\n"


def zipped(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def brings(cast: Cast, name: str, content: bytes, language: str = "en") -> list[str]:
    found = actions.bring_texts(actor=account_of(cast.miriam), filename=name, content=content, language=language)
    return [str(mistake) for mistake in found]


def test_the_texts_that_ship_are_whole_in_every_language() -> None:
    pack = folder_pack(PACK)
    assert pack is not None
    assert not pack.mistakes
    assert pack.languages == tuple(sorted(code for code, _name in django_settings.LANGUAGES))
    assert pack.numbers == (1, 2, 3, 4, 5)
    assert not pack.missing()
    lengths = [len(lesson.body.split()) for lesson in pack.lessons]
    assert min(lengths) > 100
    assert max(lengths) < 400, "a text is short enough to be read at one go"


def test_anybody_may_read_the_path_and_a_visitors_reading_counts_later(cast: Cast, client: Client) -> None:
    rules(cast, RuleKind.PATH)
    assert client.get(reverse("path")).status_code == 200
    page = client.get(reverse("path_text", args=[1])).content.decode()
    assert "Ten people" in page
    assert "<textarea" not in page, "there is nothing to keep an answer for yet"
    for number in (1, 2, 3, 4, 5):
        client.post(reverse("path_text", args=[number]))
    client.force_login(cast.sam)
    client.post(reverse("enter"), {"name": "Sam"})
    assert Step.objects.count() == 5
    assert still_open(cast.sam) == []


def test_the_path_is_read_in_the_readers_language(cast: Cast) -> None:
    with translation.override("he"):
        assert lessons()[0].title == "עשרה אנשים"
    with translation.override("ru"):
        assert lessons()[0].title == "Десять человек"


def test_an_answer_can_be_written_anew_and_left_out(cast: Cast) -> None:
    rules(cast, RuleKind.PATH)
    lea = begins()
    client = browser(lea)
    client.post(reverse("path_text", args=[1]), {"answer": "First thought."})
    client.post(reverse("path_text", args=[1]), {"answer": "Second thought."})
    client.post(reverse("path_text", args=[2]), {"answer": ""})
    assert list(Step.objects.values_list("number", "answer")) == [(1, "Second thought."), (2, "")]
    assert "Second thought." in client.get(reverse("path_text", args=[1])).content.decode()
    assert "Nobody but you sees this" in client.get(reverse("path_text", args=[3])).content.decode()


def test_a_fellowship_brings_its_own_as_a_file_or_a_zip(cast: Cast) -> None:
    assert brings(cast, "01-welcome.md", GOOD.encode()) == []
    assert path()[1] is Source.BROUGHT
    assert [lesson.title for lesson in lessons()] == ["Welcome"]
    many = zipped(
        **{"path/he/01-a.md": GOOD, "path/en/02-b.md": GOOD, "__MACOSX/en/._02-b.md": "x", "en/.DS_Store": "x"}
    )
    assert brings(cast, "path.zip", many) == []
    pack, _source = path()
    assert (pack.numbers, pack.languages) == ((1, 2), ("en", "he"))
    assert pack.missing() == [("he", 2)]
    actions.put_texts_away(actor=account_of(cast.miriam))
    assert path()[1] is Source.SHIPPED


def test_a_text_with_the_same_number_takes_the_place_of_the_one_before(cast: Cast) -> None:
    brings(cast, "01-welcome.md", GOOD.encode())
    brings(cast, "01-other.md", GOOD.replace("Welcome", "Come in").encode())
    assert [row.filename for row in PathText.objects.all()] == ["01-other.md"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No head at all.", "en/01-a.md, line 1: The file begins with a line of three dashes"),
        ("---\ntitle: A\nquestion: B?\n\nText", "line 5: After title and question a second line of three dashes"),
        ("---\ntitle: A\nauthor: me\n---\nText", "line 3: Only “title: …” and “question: …” stand"),
        ("---\ntitle:\nquestion: B?\n---\nText", "line 2: Write something after “title:”"),
        (f"---\ntitle: {'a' * 121}\nquestion: B?\n---\nText", "line 2: Write something after “title:”, in up to 120"),
        ("---\ntitle: A\n---\nText", "line 3: Before these dashes a line “question: …” is missing."),
        ("---\ntitle: A\nquestion: B?\n---\n\n", "line 4: After these dashes the text itself is missing."),
        (GOOD + "a" * 20_000, "The text is longer than 20000 signs."),
    ],
)
def test_a_text_that_cannot_be_read_is_named_by_file_and_line(cast: Cast, text: str, said: str) -> None:
    (mistake,) = brings(cast, "01-a.md", text.encode())
    assert said in mistake
    assert not PathText.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("welcome.md", GOOD.encode(), "Name the file by its place"),
        ("01-a.docx", b"x", "Bring a Markdown file (.md) or a zip file"),
        ("path.zip", b"no zip", "This zip file cannot be opened."),
        ("path.zip", zipped(**{"en/01-a.md": GOOD, "en/picture.png": "x"}), "Only Markdown files (.md) belong"),
        ("path.zip", zipped(**{"fr/01-a.md": GOOD}), "named after its language: en, he, ru"),
        ("path.zip", zipped(**{"en/01-a.md": GOOD, "en/01-b.md": GOOD}), "another text with the number 1"),
        ("path.zip", zipped(**{"en/01-a.md": "x" * 3_000_000}), "up to 200 files and 2 MB"),
        ("path.zip", zipped(**{f"en/{at:03}-a.md": GOOD for at in range(201)}), "up to 200 files and 2 MB"),
        ("path.zip", zipped(), "There is no Markdown file (.md) in it."),
        ("01-a.md", b"---\ntitle: \xff\n---\n", "line 2: This is not UTF-8 text."),
    ],
)
def test_what_cannot_be_brought_is_said_and_nothing_is_brought(
    cast: Cast, name: str, content: bytes, said: str
) -> None:
    assert said in " ".join(brings(cast, name, content))
    assert not PathText.objects.exists()


def test_mistakes_stand_on_the_page(cast: Cast) -> None:
    steward = browser_of(cast.miriam)
    file = SimpleUploadedFile("01-a.md", b"No head")
    response = steward.post(reverse("path_texts"), {"file": file, "language": "en"})
    assert response.status_code == 422
    assert "en/01-a.md, line 1" in response.content.decode()
    file = SimpleUploadedFile("01-a.md", GOOD.encode())
    assert steward.post(reverse("path_texts"), {"file": file, "language": "en"}).status_code == 302


def test_only_stewards_bring_texts(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.bring_texts(actor=account_of(cast.noa), filename="01-a.md", content=GOOD.encode(), language="en")


def test_a_text_cannot_bring_a_script_along(cast: Cast, client: Client) -> None:
    evil = GOOD + "\n<script>alert(1)</script>\n\n[here](javascript:alert(1)) <img src=x onerror=alert(1)>\n"
    brings(cast, "01-a.md", evil.encode())
    page = client.get(reverse("path_text", args=[1])).content.decode()
    body = page[page.index("<article") : page.index("</article>")]
    assert "<em>in</em>" in body
    assert "<script" not in body
    assert "<img" not in body
    assert 'href="javascript' not in body


def test_a_folder_of_the_house_is_used_when_it_is_faultless(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    folder = tmp_path / "path" / "en"
    folder.mkdir(parents=True)
    (folder / "01-welcome.md").write_text(GOOD)
    assert path()[1] is Source.FOLDER
    (folder / "02-broken.md").write_text("No head")
    assert path()[1] is Source.SHIPPED
    page = browser_of(cast.miriam).get(reverse("path_texts")).content.decode()
    assert "en/02-broken.md, line 1" in page


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    pack = read_texts({("en", "01-a.md"): b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()})
    assert not pack.mistakes
    assert pack.lessons[0].title == "Welcome"
