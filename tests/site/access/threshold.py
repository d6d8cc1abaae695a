"""Addresses of the threshold: how one comes in, and what stewards set up there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tenfold.fellowship.members.models import Invitation, Member, Standing
from tenfold.fellowship.threshold.models import Application, Wave
from tests.cast import Cast
from tests.site.access import Row, api, everyone, for_members, for_stewards, signed_in

AT_THE_THRESHOLD = Row({**signed_in("enter").answers, "applicant": 200})


def then(row: Row, answer: int | str, **more: Any) -> Row:
    """Only somebody who asks to enter gets further; the others are shown the way in."""
    return Row({**row.answers, "applicant": answer}, **more)


def somebody_asks(cast: Cast) -> dict[str, Any]:
    lea = Member.objects.create(name="Lea Asks", standing=Standing.APPLYING)
    Application.objects.create(member=lea, asked_at=timezone.now())
    return {"key": lea.key}


def a_wave(cast: Cast) -> dict[str, Any]:
    return {"pk": Wave.objects.create(kind=Wave.Kind.COUNTRY, value="FR").pk}


def somebody_elses_link(cast: Cast) -> dict[str, Any]:
    expires_at = timezone.now() + timedelta(days=1)
    made = Invitation.objects.create(
        digest="2" * 64, from_member=True, created_by=cast.ruth.account, expires_at=expires_at
    )
    return {"pk": made.pk}


def first_text(cast: Cast) -> dict[str, Any]:
    return {"number": 1}


RULES: dict[str, Any] = {"asking": True, "rules": ["purpose"], "stands_for": []}
KNOWN = api(Row({**signed_in().answers, "nobody": 404, "invited": 404}))
WITH_A_NAME = Row({**signed_in().answers, "nobody": 403, "invited": 403, "left": 403})
ASKING = api(Row({**signed_in(404).answers, "applicant": 200}))

ROWS: dict[str, Row] = {
    "purpose": everyone(200),
    "purpose_version": everyone(200, where=first_text),
    "purpose_answer": Row(
        {**for_members("purpose", method="post").answers, "applicant": "enter"},
        method="post",
        data=lambda cast: {"said": "agree", "number": "1"},
    ),
    "way_in": everyone(200),
    "path": everyone(200),
    "path_text": everyone(200, where=first_text),
    "threshold_letters_stop": everyone(404, where=lambda cast: {"token": "forged"}),
    "invited": everyone(404, where=lambda cast: {"token": "forged"}),
    "enter": Row(
        {
            **signed_in(200).answers,
            **dict.fromkeys(("member", "teacher", "steward"), "today"),
            "applicant": "threshold",
        }
    ),
    "threshold": AT_THE_THRESHOLD,
    "threshold_why": then(AT_THE_THRESHOLD, "threshold", method="post", data=lambda cast: {"why": "To meet."}),
    "threshold_code": then(AT_THE_THRESHOLD, 422, method="post", data=lambda cast: {"code": "AAAA-AAAA"}),
    "threshold_ask": then(AT_THE_THRESHOLD, "threshold", method="post"),
    "threshold_say": then(AT_THE_THRESHOLD, "threshold", method="post", data=lambda cast: {"text": "Good evening."}),
    "threshold_letters": Row(
        {
            **signed_in(403).answers,
            "applicant": "threshold",
            "steward": "applications",
        },
        method="post",
        data=lambda cast: {"wished": "yes"},
    ),
    "threshold_withdraw": AT_THE_THRESHOLD,
    "threshold_again": then(AT_THE_THRESHOLD, "threshold", method="post"),
    "threshold_past": for_members(),
    "invite": for_members(),
    "invite_revoke": for_members(404, where=somebody_elses_link, method="post"),
    # Stewards
    "purpose_write": for_stewards(),
    "applications": for_stewards(),
    "application": for_stewards(where=somebody_asks),
    "application_spoken": for_stewards("application", where=somebody_asks, method="post"),
    "entry": for_stewards(),
    "waves": for_stewards(),
    "wave_turn": for_stewards("waves", where=a_wave, method="post"),
    "wave_code": for_stewards("waves", where=a_wave, method="post"),
    "path_texts": for_stewards(),
    # Programs
    "api:purpose": everyone(200),
    "api:purpose_versions": everyone(200),
    "api:write_purpose": api(
        for_stewards(201, stranger=403, method="post", data=lambda cast: {"texts": {"en": "To be one."}})
    ),
    "api:entry": everyone(200),
    "api:set_entry": api(for_stewards(stranger=403, method="put", data=lambda cast: RULES)),
    "api:path": everyone(200),
    "api:me_purpose": KNOWN,
    "api:answer_purpose": api(
        Row({**WITH_A_NAME.answers}, method="put", data=lambda cast: {"number": 1, "agree": True})
    ),
    "api:take_back_agreement": api(Row({**WITH_A_NAME.answers}, method="delete")),
    "api:me_application": ASKING,
    "api:begin_application": api(
        Row(
            {**signed_in(403).answers, "applicant": 201},
            method="post",
            data=lambda cast: {"name": "Sam"},
        )
    ),
    "api:change_application": then(ASKING, 200, method="patch", data=lambda cast: {"why": "To meet."}),
    "api:me_application_step": api(
        then(Row(signed_in(403).answers), 200, where=first_text, method="put", data=lambda cast: {"answer": "Yes."})
    ),
    "api:me_application_ask": api(then(Row(signed_in(403).answers), 200, method="post")),
    "api:me_application_withdraw": api(
        then(Row(signed_in(403).answers), 204, method="post", data=lambda cast: {"erase": True})
    ),
    "api:forget_application": api(for_members(204, stranger=403, method="delete")),
    "api:me_application_messages": ASKING,
    "api:write_to_stewards": then(ASKING, 201, method="post", data=lambda cast: {"text": "Good evening."}),
    "api:applications": api(for_stewards(stranger=403)),
    "api:application": api(for_stewards(stranger=403, where=somebody_asks)),
    "api:application_messages": api(for_stewards(stranger=403, where=somebody_asks)),
    "api:write_to_applicant": api(
        for_stewards(201, stranger=403, where=somebody_asks, method="post", data=lambda cast: {"text": "Welcome."})
    ),
    "api:application_spoken": api(
        for_stewards(stranger=403, where=somebody_asks, method="put", data=lambda cast: {"spoken": True})
    ),
    "api:waves": api(for_stewards(stranger=403)),
    "api:make_wave": api(
        for_stewards(201, stranger=403, method="post", data=lambda cast: {"kind": "country", "value": "FR"})
    ),
    "api:wave": api(for_stewards(stranger=403, where=a_wave, method="patch", data=lambda cast: {"is_open": False})),
    "api:density": api(for_stewards(stranger=403, where=lambda cast: {"kind": "country"})),
}
