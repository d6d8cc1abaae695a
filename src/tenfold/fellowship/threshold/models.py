"""How one comes in: what the fellowship is for, which rules entry has, and what somebody says who asks to enter."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.members.models import Account, Invitation, Member

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody confuses when a code is read out."""


def new_code() -> str:
    """A code of eight signs that can be said on the telephone: 40 random bits."""
    drawn = "".join(secrets.choice(ALPHABET) for _sign in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


class Purpose(models.Model):
    """One version of what the fellowship is for. Versions are numbered, dated, and never changed afterwards."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    written_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    note = models.CharField(_("why it was written anew"), max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="purpose_counts_from_one")]

    def __str__(self) -> str:
        return f"purpose {self.number}"


class PurposeText(models.Model):
    """A version in one language. The first line stands large; the rest below it."""

    purpose = models.ForeignKey(Purpose, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "language"], name="purpose_once_in_a_language"),
            models.CheckConstraint(condition=~Q(text=""), name="purpose_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class PurposeAnswer(models.Model):
    """What a person said to a version: that they agree, or that they leave it open. Silence is no row."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="purpose_answers")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="answers")
    agreed = models.BooleanField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-purpose__number"]
        constraints = [models.UniqueConstraint(fields=["member", "purpose"], name="purpose_answered_once")]

    def __str__(self) -> str:
        return f"{self.member} {self.purpose} {self.agreed}"


class RuleKind(models.TextChoices):
    """Everything that entry may depend on. There is nothing else, and none of it is anybody's opinion of a person."""

    PATH = "path", _("the preparatory path is finished")
    PURPOSE = "purpose", _("the purpose is agreed to")
    PROFILE = "profile", _("a language and weekly hours are given")
    CONVERSATION = "conversation", _("a conversation with a steward has taken place")
    INVITATION = "invitation", _("an invitation from a member")
    WAVE = "wave", _("entry is open for one's origin, country or city")


def rules_at_first() -> list[str]:
    return [RuleKind.PATH, RuleKind.PURPOSE, RuleKind.PROFILE]


def all_rules() -> list[str]:
    return list(RuleKind.values)


class Gate(models.Model):
    """Who may ask to enter, and by which rules one enters. There is one row.

    A link from a steward is an invitation; ``stands_for`` lists the rules that it takes the place of.
    """

    asking = models.BooleanField(_("anybody may ask to enter"), default=False)
    rules = models.JSONField(_("rules of entry"), default=rules_at_first, blank=True)
    stands_for = models.JSONField(_("what an invitation stands for"), default=all_rules, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_gate")]

    def __str__(self) -> str:
        return "gate"


class Wave(models.Model):
    """Growth goes in waves: a country, an origin or a city for which entry is opened. Its code is handed on there."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        ORIGIN = "origin", _("origin")
        CITY = "city", _("city")

    kind = models.CharField(_("what it is for"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("which"), max_length=120)
    is_open = models.BooleanField(_("entry is open"), default=True)
    code = models.CharField(_("code"), max_length=16, unique=True, default=new_code, editable=False)
    uses = models.PositiveIntegerField(_("for how many people"), null=True, blank=True)
    used = models.PositiveIntegerField(default=0)
    until = models.DateField(_("good until"), null=True, blank=True)
    made_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["kind", "value"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="one_wave_each"),
            models.CheckConstraint(condition=~Q(value=""), name="wave_is_for_somebody"),
            models.CheckConstraint(condition=Q(uses=None) | Q(used__lte=F("uses")), name="code_not_used_too_often"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Application(models.Model):
    """Somebody on the way in: from the first step to the day they entered, or withdrew."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="application")
    why = models.TextField(_("why you come"), blank=True, max_length=4000)
    invitation = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    wave = models.ForeignKey(Wave, null=True, blank=True, on_delete=models.SET_NULL, related_name="applications")
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    spoken_at = models.DateTimeField(null=True, blank=True)
    spoken_with = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)  # when the person last read the conversation
    stewards_seen_at = models.DateTimeField(null=True, blank=True)
    welcome_due = models.BooleanField(default=False)  # they entered by somebody else's act and were not told yet

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["entered_at", "withdrawn_at", "asked_at"])]

    def __str__(self) -> str:
        return f"application {self.pk}"

    @property
    def is_open(self) -> bool:
        """Neither entered nor withdrawn."""
        return self.entered_at is None and self.withdrawn_at is None


class Step(models.Model):
    """A text of the path that somebody has read, with their answer, which is for themselves alone."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=400)
    answer = models.TextField(_("your answer"), blank=True, max_length=4000)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="step_once")]

    def __str__(self) -> str:
        return f"step {self.number}"


class Message(models.Model):
    """Something said between somebody who asks to enter and the stewards."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("message"), max_length=4000)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="message_says_something")]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Letters(models.Model):
    """Whoever has a row wishes to be told by e-mail when the other side has written; ``told_until`` is how far."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="threshold_letters")
    told_until = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"letters to {self.member}"


class PathText(models.Model):
    """A text of the path that a steward brought, as the Markdown file it was."""

    language = models.CharField(_("language"), max_length=8)
    filename = models.CharField(max_length=120)
    source = models.TextField()
    brought_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["language", "filename"]
        constraints = [models.UniqueConstraint(fields=["language", "filename"], name="path_text_once")]

    def __str__(self) -> str:
        return f"{self.language}/{self.filename}"
