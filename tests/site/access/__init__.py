"""Who gets what answer where: one row for each address of the site, one module for each part of the house.

A row gives the answer to each kind of visitor: a status, or the name of the page they are led to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.cast import Cast

Answer: TypeAlias = int | str
VISITORS = ("anonymous", "nobody", "invited", "applicant", "left", "member", "teacher", "steward")
"""Nobody is signed in and no member yet; invited is the same person with an invitation; applicant asks to enter; left
was a member once."""


@dataclass(frozen=True)
class Row:
    """``where`` makes the arguments of the address from the cast; ``method`` is how the page is asked for."""

    answers: Mapping[str, Answer]
    where: Callable[[Cast], Mapping[str, Any]] = field(default=lambda cast: {})
    method: str = "get"
    data: Callable[[Cast], Mapping[str, Any]] = field(default=lambda cast: {})


def everyone(answer: Answer, **more: Any) -> Row:
    """The same answer to all."""
    return Row(dict.fromkeys(VISITORS, answer), **more)


def entrance(answer: Answer = 200, *, signed_in: Answer = "today", **more: Any) -> Row:
    """A page for those who are outside; who is signed in is led on."""
    return Row({**dict.fromkeys(VISITORS, signed_in), "anonymous": answer}, **more)


def signed_in(answer: Answer = 200, **more: Any) -> Row:
    """For everybody who has an account."""
    return Row({**dict.fromkeys(VISITORS, answer), "anonymous": "account_login"}, **more)


def for_members(answer: Answer = 200, *, stranger: Answer = "enter", **more: Any) -> Row:
    """For members; ``stranger`` is the answer to those who are signed in but not, or no longer, a member."""
    inside = dict.fromkeys(("member", "teacher", "steward"), answer)
    outside = dict.fromkeys(("nobody", "invited", "applicant", "left"), stranger)
    return Row({"anonymous": "account_login", **outside, **inside}, **more)


def for_stewards(answer: Answer = 200, *, others: Answer = 403, stranger: Answer = "enter", **more: Any) -> Row:
    """For stewards; ``others`` is the answer to members without that role."""
    row = for_members(others, stranger=stranger, **more)
    return Row({**row.answers, "steward": answer}, row.where, row.method, row.data)


def api(row: Row) -> Row:
    """The same for a program: who is not signed in is told so by the status."""
    return Row({**row.answers, "anonymous": 401}, row.where, row.method, row.data)
