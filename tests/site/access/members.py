"""Addresses of the members room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tenfold.fellowship.members.actions import create_api_token
from tenfold.fellowship.members.models import Attribute, Invitation, Upload
from tests.cast import Cast
from tests.site.access import Row, api, for_members, for_stewards, signed_in


def a_link(cast: Cast) -> dict[str, Any]:
    invitation = Invitation.objects.create(digest="1" * 64, expires_at=timezone.now() + timedelta(days=1))
    return {"pk": invitation.pk}


def a_question(cast: Cast) -> dict[str, Any]:
    return {"key": Attribute.objects.create(key="age", label="Age").key}


def a_sheet(cast: Cast) -> dict[str, Any]:
    content = b"name,languages,timezone,availability\nLea,en,Europe/Paris,Mon 19:00-21:00\n"
    assert cast.miriam.account is not None
    return {"pk": Upload.objects.create(created_by=cast.miriam.account, filename="people.csv", content=content).pk}


def noas_token(cast: Cast) -> dict[str, Any]:
    assert cast.noa.account is not None
    return {"pk": create_api_token(actor=cast.noa.account, name="calendar")[0].pk}


def only_noa(row: Row) -> Row:
    """For the one whose it is; others do not learn that it exists."""
    return Row({**row.answers, "teacher": 404, "steward": 404}, row.where, row.method, row.data)


def ruth(cast: Cast) -> dict[str, Any]:
    return {"key": cast.ruth.key}


ROWS: dict[str, Row] = {
    "profile": for_members(),
    "profile_edit": Row({**for_members().answers, "applicant": 200}),
    "privacy": signed_in(),
    "export": Row({**signed_in(200).answers, "nobody": 403, "invited": 403}, method="post"),
    "leave": for_members(),
    "erase": signed_in(),
    "api_tokens": for_members(),
    "api_token_end": only_noa(for_members("api_tokens", where=noas_token, method="post")),
    "log": for_stewards(),
    "record": Row({**signed_in(200).answers, "nobody": "privacy", "invited": "privacy"}),
    # Stewards
    "members": for_stewards(),
    "member_list": for_stewards(200, method="post"),
    "member": for_stewards(where=ruth),
    "member_role": for_stewards("member", where=ruth, method="post", data=lambda cast: {"role": "teacher"}),
    "member_letter": for_stewards("member", where=ruth, method="post"),
    "import_members": for_stewards(),
    "import_preview": for_stewards(where=a_sheet),
    "import_forget": for_stewards("import_members", where=a_sheet, method="post"),
    "invitations": for_stewards(),
    "invitation_revoke": for_stewards("invitations", where=a_link, method="post"),
    "invitation_links": for_stewards(method="post"),
    "invitation_letters": for_stewards(),
    "attributes": for_stewards(),
    "attribute_edit": for_stewards(where=a_question),
    "attribute_remove": for_stewards(where=a_question),
    "fellowship_edit": for_stewards(),
    # Programs
    "api:me": api(Row({**signed_in().answers, "nobody": 404, "invited": 404})),
    "api:change_me": api(
        Row({**for_members().answers, "nobody": 404, "invited": 404, "applicant": 200, "left": 403}, method="patch")
    ),
    "api:me_export": api(Row({**signed_in().answers, "nobody": 403, "invited": 403})),
    "api:me_leave": api(for_members(204, stranger=403, method="post")),
    "api:my_record": api(Row({**signed_in().answers, "nobody": 404, "invited": 404})),
    "api:log": api(for_stewards(stranger=403)),
    "api:my_tokens": api(signed_in()),
    "api:token_make": api(for_members(201, stranger=403, method="post", data=lambda cast: {"name": "calendar"})),
    "api:token_end": api(only_noa(for_members(204, stranger=404, where=noas_token, method="delete"))),
    "api:members": api(for_stewards(stranger=403)),
    "api:invitations": api(for_stewards(stranger=403)),
    "api:invite": api(for_stewards(201, stranger=403, method="post")),
    "api:invitation": api(for_stewards(204, stranger=403, where=a_link, method="delete")),
}
