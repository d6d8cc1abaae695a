"""The translator an installation may be configured with: asked by the worker, marked, and giving way to people."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tenfold.fellowship.desires.actions import render_desire
from tenfold.fellowship.desires.jobs import render
from tenfold.fellowship.desires.models import Rendering
from tenfold.fellowship.desires.translating import TranslatorError, translated
from tests.cast import Cast
from tests.fellowship.desires.stories import wish
from tests.fellowship.members.door import account_of


class Machine(HTTPServer):
    """A translator on this machine that puts the language before the words, and remembers what it was asked."""

    asked: list[dict[str, Any]]
    answer: bytes | None


class Handler(BaseHTTPRequestHandler):
    server: Machine

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        said = self.server.answer or json.dumps({"translatedText": f"[{asked['target']}] {asked['q']}"}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_said: Any) -> None:
        pass


@pytest.fixture
def machine(settings: Any) -> Iterator[Machine]:
    server = Machine(("127.0.0.1", 0), Handler)
    server.asked, server.answer = [], None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.TRANSLATOR = f"http://127.0.0.1:{server.server_port}/translate"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_it_gets_the_words_and_no_name_and_its_renderings_are_marked(cast: Cast, machine: Machine) -> None:
    desire = wish(cast.noa, "Songs")
    render.call(desire.pk)
    assert {(one.language, one.text, one.machine) for one in Rendering.objects.all()} == {
        ("he", "[he] Songs", True),
        ("ru", "[ru] Songs", True),
    }
    assert machine.asked[0] == {"q": "Songs", "source": "en", "target": "he", "format": "text"}


def test_what_a_person_said_is_shown_and_the_machine_does_not_come_after_it(cast: Cast, machine: Machine) -> None:
    desire = wish(cast.noa, "Songs")
    render_desire(actor=account_of(cast.noa), desire=desire, language="he", text="שירים")
    render.call(desire.pk)
    assert Rendering.objects.get(language="he").text == "שירים"
    render_desire(actor=account_of(cast.pavel), desire=desire, language="ru", text="Песни")
    assert Rendering.objects.get(language="ru", current=True).text == "Песни"


@pytest.mark.parametrize("answer", [b"no json", b"[]", b'{"translatedText": ""}', b'{"error": "too much"}'])
def test_an_answer_that_is_no_words_leaves_the_original(cast: Cast, machine: Machine, answer: bytes) -> None:
    machine.answer = answer
    desire = wish(cast.noa, "Songs")
    render.call(desire.pk)
    assert not Rendering.objects.exists()


def test_a_machine_that_is_away_is_an_error_in_words_and_off_by_default(cast: Cast, settings: Any) -> None:
    desire = wish(cast.noa, "Songs")
    render.call(desire.pk)
    assert not Rendering.objects.exists()
    settings.TRANSLATOR = "http://127.0.0.1:9/translate"
    with pytest.raises(TranslatorError):
        translated("Songs", "en", "he")
    settings.TRANSLATOR = "file:///etc/hostname"
    with pytest.raises(TranslatorError, match="http"):
        translated("Songs", "en", "he")
