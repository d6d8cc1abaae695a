"""Keeping away from somebody, and saying that something was wrong: blocks, cases, and the rules of both."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.members.models import Member, new_key


class Block(models.Model):
    """One member never wants to be placed with another. Known to the one who said so, and to formations only."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks")
    other = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "other"], name="block_once"),
            models.CheckConstraint(condition=~Q(member=F("other")), name="nobody_blocks_themselves"),
        ]

    def __str__(self) -> str:
        return f"block {self.pk}"


class Case(models.Model):
    """A matter that a member reported, on its way from the report to the end.

    ``words`` are the reporter's, read by stewards alone. ``matter`` is what the person it is about is told, written by
    a steward so that the reporter stays protected. ``where`` names a circle as "level-number".
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("a person")
        CIRCLE = "circle", _("a circle")
        TEXT = "text", _("a text")

    class Stage(models.TextChoices):
        OPENED = "opened", _("opened")
        HEARD = "heard", _("being heard")
        DECIDED = "decided", _("decided")
        APPEALED = "appealed", _("appealed")
        CLOSED = "closed", _("closed")

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.OPENED)
    reporter = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="cases_reported")
    about = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases_about")
    where = models.CharField(max_length=20, blank=True)
    quote = models.TextField(blank=True)
    words = models.TextField()
    matter = models.TextField(blank=True)
    answer_by = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(about__isnull=True) | Q(reporter__isnull=True) | ~Q(about=F("reporter")),
                name="nobody_reports_themselves",
            ),
            models.CheckConstraint(
                condition=Q(stage="closed", closed_at__isnull=False) | ~Q(stage="closed") & Q(closed_at__isnull=True),
                name="closed_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Step(models.Model):
    """One thing that happened in a case, with its time, which both sides see. ``words`` are read by stewards and
    whoever wrote them."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("The matter was reported")
        TAKEN_BACK = "taken back", _("The report was taken back")
        TOLD = "told", _("The person concerned was told")
        ANSWERED = "answered", _("The person concerned answered")
        DECIDED = "decided", _("A steward decided")
        APPEALED = "appealed", _("Another steward was asked to decide anew")
        DECIDED_ANEW = "decided anew", _("Another steward decided")
        CLOSED = "closed", _("The matter was closed")
        ASKED_BACK = "asked back", _("The person concerned asked to come back")
        LIFTED = "lifted", _("A steward lifted the decision")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.case}: {self.kind}"


class Decision(models.Model):
    """What a steward decided, with the reason that both sides read. In force until it is lifted.

    A case has one decision, and after an appeal one more: the database holds no third and none without a reason.
    """

    class Finding(models.TextChoices):
        NOTHING = "nothing", _("nothing was found")
        ADVICE = "advice", _("a word of advice")
        APART = "apart", _("the two are kept apart")
        REST = "rest", _("a seat in a circle is ended")
        END = "end", _("the membership is ended")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    finding = models.CharField(max_length=10, choices=Finding.choices)
    reason = models.TextField()
    where = models.CharField(max_length=20, blank=True)  # the circle of the seat that is ended
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    on_appeal = models.BooleanField(default=False)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "on_appeal"], name="one_decision_and_one_on_appeal"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_decision_has_a_reason"),
            models.CheckConstraint(condition=~Q(finding="rest") | ~Q(where=""), name="a_rest_names_the_circle"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.finding}"


class RulesText(models.Model):
    """The rules of conduct in one language, as stewards wrote them; the newest row is in force, older ones are kept."""

    language = models.CharField(max_length=8)
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["language", "-at"])]

    def __str__(self) -> str:
        return f"rules ({self.language}) of {self.at:%Y-%m-%d}"
