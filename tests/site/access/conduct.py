"""Addresses of the room of conduct."""

from __future__ import annotations

from typing import Any

from tenfold.fellowship.conduct.actions import report
from tests.cast import Cast
from tests.fellowship.conduct.stories import decided, reported, seated, time_passes, told
from tests.site.access import Row, api, everyone, for_members, for_stewards, signed_in


def pavel(cast: Cast) -> dict[str, Any]:
    """Somebody with whom Noa sits."""
    seated([cast.noa, cast.pavel])
    return {"key": cast.pavel.key}


def noas_matter(cast: Cast) -> dict[str, Any]:
    return {"key": reported(cast).key}


def pavels_matter(cast: Cast) -> dict[str, Any]:
    """Noa is told of something that Pavel reported."""
    seated([cast.noa, cast.pavel])
    return {"key": told(cast, _about_noa(cast)).key}


def _about_noa(cast: Cast) -> Any:
    assert cast.pavel.account is not None
    return report(actor=cast.pavel.account, words="She did not listen.", about=cast.noa)


def decided_matter(cast: Cast) -> dict[str, Any]:
    return {"key": decided(cast).key}


def ended_membership(cast: Cast) -> dict[str, Any]:
    """Pavel's membership is ended by what Noa reported; only he can ask to come back."""
    case = decided(cast, "end")
    time_passes(case, 15)
    return {"key": case.key}


def words(cast: Cast) -> dict[str, Any]:
    return {"words": "It happened on Monday."}


def to_be_decided(cast: Cast) -> dict[str, Any]:
    return {"finding": "nothing", "reason": "Nobody else heard it."}


def only_noa(answer: int | str = 200, *, stranger: int | str = 404, **more: Any) -> Row:
    """For one side of a matter; for all others there is none."""
    row = for_members(answer, stranger=stranger, **more)
    return Row({**row.answers, "teacher": 404, "steward": 404}, row.where, row.method, row.data)


def who_knows_pavel(answer: int | str, *, steward: int | str | None = None, **more: Any) -> Row:
    """For who sits with him, and stewards."""
    row = for_members(answer, **more)
    return Row({**row.answers, "teacher": 404, "steward": steward or answer}, row.where, row.method, row.data)


def mine(answer: int | str = 200, *, stranger: int | str = "enter", **more: Any) -> Row:
    """For members, and for those who left, who may be heard as well."""
    row = signed_in(answer, **more)
    outside = dict.fromkeys(("nobody", "invited", "applicant"), stranger)
    return Row({**row.answers, **outside}, row.where, row.method, row.data)


ROWS: dict[str, Row] = {
    "conduct_rules": everyone(200),
    "conduct_rules_edit": for_stewards(),
    "person": who_knows_pavel(200, where=pavel),
    "block": who_knows_pavel("person", steward="blocks", where=pavel, method="post"),
    "unblock": who_knows_pavel("blocks", where=pavel, method="post"),
    "blocks": for_members(),
    "report": mine(),
    "my_matters": mine(),
    "my_matter": only_noa(where=noas_matter),
    "matters": for_stewards(),
    "matter": for_stewards(where=noas_matter),
    # Programs
    "api:conduct_rules": api(signed_in()),
    "api:conduct_rules_write": api(
        for_stewards(200, stranger=403, method="post", data=lambda cast: {"language": "en", "text": "Be kind."})
    ),
    "api:blocks": api(for_members(stranger=404)),
    "api:block": api(
        Row(
            {**for_members(201, stranger=404).answers, "teacher": 404},
            method="post",
            data=lambda cast: {"person": pavel(cast)["key"]},
        )
    ),
    "api:unblock": api(Row({**for_members(204, stranger=404).answers, "teacher": 404}, where=pavel, method="delete")),
    "api:my_matters": api(mine(stranger=404)),
    "api:report": api(mine(201, stranger=404, method="post", data=words)),
    "api:my_matter": api(only_noa(where=noas_matter)),
    "api:matter_answer": api(only_noa(where=pavels_matter, method="post", data=words)),
    "api:matter_appeal": api(only_noa(where=decided_matter, method="post", data=words)),
    "api:matter_ask_back": api(only_noa(403, where=ended_membership, method="post", data=words)),
    "api:matter_take_back": api(only_noa(where=noas_matter, method="post")),
    "api:matters": api(for_stewards(stranger=403)),
    "api:matter": api(for_stewards(stranger=403, where=noas_matter)),
    "api:matter_tell": api(
        for_stewards(stranger=403, where=noas_matter, method="post", data=lambda cast: {"matter": "You are said to."})
    ),
    "api:matter_decide": api(for_stewards(stranger=403, where=noas_matter, method="post", data=to_be_decided)),
    "api:matter_lift": api(for_stewards(stranger=403, where=decided_matter, method="post")),
}
