"""What this room puts into everybody's export."""

from __future__ import annotations

from collections.abc import Iterator

from tenfold.fellowship.members.export import Row, contribute
from tenfold.fellowship.members.models import Member

from .models import Application, Message, PathText, Purpose, Step, Wave


def application(member: Member) -> Iterator[Row]:
    for one in Application.objects.filter(member=member).select_related("wave"):
        yield {
            "why": one.why,
            "begun_at": one.begun_at,
            "asked_at": one.asked_at,
            "spoken_at": one.spoken_at,
            "entered_at": one.entered_at,
            "withdrawn_at": one.withdrawn_at,
            "by_invitation": one.invitation_id is not None,
            "wave": one.wave.value if one.wave else "",
            "letters_wished": hasattr(member, "threshold_letters"),
        }


def path(member: Member) -> Iterator[Row]:
    for step in Step.objects.filter(application__member=member):
        yield {"number": step.number, "question": step.question, "answer": step.answer, "at": step.at}


def conversation(member: Member) -> Iterator[Row]:
    """One's own conversation with both sides, and what one said to others as a steward."""
    for message in Message.objects.filter(application__member=member).select_related("author__member"):
        mine = message.author_id == member.account_id
        yield {"at": message.at, "by": "you" if mine else "a steward", "text": message.text}
    if member.account_id is not None:
        said = Message.objects.filter(author=member.account_id).exclude(application__member=member)
        for message in said:
            yield {"at": message.at, "by": "you, as a steward", "text": message.text}


def agreements(member: Member) -> Iterator[Row]:
    for answer in member.purpose_answers.select_related("purpose"):
        yield {"version": answer.purpose.number, "agreed": answer.agreed, "at": answer.at}


def written(member: Member) -> Iterator[Row]:
    """What one wrote and made at the threshold as a steward."""
    if member.account_id is None:
        return
    for purpose in Purpose.objects.filter(written_by=member.account_id).prefetch_related("texts"):
        for text in purpose.texts.all():
            yield {"what": "purpose", "which": f"{purpose.number} {text.language}", "text": text.text}
    for wave in Wave.objects.filter(made_by=member.account_id):
        yield {"what": "wave", "which": f"{wave.kind} {wave.value}", "text": ""}
    for brought in PathText.objects.filter(brought_by=member.account_id):
        yield {"what": "text of the path", "which": f"{brought.language}/{brought.filename}", "text": brought.source}


def contribute_all() -> None:
    """Put the tables of this room into the export."""
    contribute("threshold", application)
    contribute("threshold_path", path)
    contribute("threshold_conversation", conversation)
    contribute("threshold_purpose", agreements)
    contribute("threshold_written", written)
