"""What people desire for their circle or for the whole, what others answer, and what was reckoned from the answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.models import Member, new_key

LONGEST = 280
"""Letters of a desire."""


class SeasonRound(models.Model):
    """A time in which the whole fellowship writes, answers and composes together; ``one_desire`` leads it through."""

    class Standing(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open for desires and answers")
        COMPOSING = "composing", _("composing")
        CLOSED = "closed", _("closed")

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    title = models.CharField(_("title"), max_length=120)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.PLANNED)
    opens_at = models.DateTimeField(_("opens"))
    composes_at = models.DateTimeField(_("composing begins"))
    closes_at = models.DateTimeField(_("closes"))
    announced_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("composes_at"), composes_at__lt=F("closes_at")), name="a_round_has_its_order"
            ),
            models.UniqueConstraint(
                Case(When(standing__in=["open", "composing"], then=Value(1)), default=None),
                name="one_round_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BroughtIn(models.Model):
    """What a round that was held elsewhere left behind: how many took part, and its map. Nobody is asked its desires.

    The answers themselves are not kept: only what may be told of them, on the figures of its desires.
    """

    season_round = models.OneToOneField(
        SeasonRound, primary_key=True, on_delete=models.CASCADE, related_name="brought_in"
    )
    link = models.CharField(max_length=300, blank=True)
    people = models.PositiveIntegerField()
    responses = models.PositiveIntegerField()
    camps = models.PositiveSmallIntegerField(default=0)
    alike_low = models.FloatField(null=True, blank=True)
    alike_high = models.FloatField(null=True, blank=True)
    picture = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"brought in: {self.season_round}"


class Desire(models.Model):
    """A short text of what somebody wants for a circle, or (``circle`` None) for the whole.

    Once somebody else has answered, its words stay as they are: it can be withdrawn, or followed by a new version.
    ``from_circle`` is set where a circle carried its one desire up: such a desire has no single author.
    """

    class Standing(models.TextChoices):
        OPEN = "open", _("open")
        WITHDRAWN = "withdrawn", _("withdrawn")
        HIDDEN = "hidden", _("hidden")
        BROUGHT_IN = "brought in", _("of another place")  # read here, and asked of nobody

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    author = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="desires")
    anonymous = models.BooleanField(_("without my name"), default=False)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="desires")
    from_circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(_("desire"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=12)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.OPEN)
    follows = models.OneToOneField("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by")
    season_round = models.ForeignKey(
        SeasonRound, null=True, blank=True, on_delete=models.SET_NULL, related_name="desires"
    )
    source = models.CharField(max_length=60, blank=True, help_text=_("where an imported desire comes from"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["circle", "standing", "-created_at"])]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_desire_has_words"),
            models.CheckConstraint(condition=~Q(follows=F("id")), name="a_desire_does_not_follow_itself"),
            models.CheckConstraint(
                condition=Q(standing="open", ended_at__isnull=True) | ~Q(standing="open") & Q(ended_at__isnull=False),
                name="what_is_no_longer_open_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Rendering(models.Model):
    """A desire said in another language. The newest of a language is shown, older ones are kept.

    ``machine`` marks what the translator of the installation made; it gives way to a human rendering. ``hidden`` is
    what was taken out of sight by a rule: the one before it is shown, or the original.
    """

    desire = models.ForeignKey(Desire, on_delete=models.CASCADE, related_name="renderings")
    language = models.CharField(_("language"), max_length=12)
    text = models.CharField(_("in that language"), max_length=2 * LONGEST)
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="renderings")
    machine = models.BooleanField(default=False)
    current = models.BooleanField(default=True)
    hidden = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["desire", "language"], condition=Q(current=True), name="one_rendering_is_shown"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_rendering_has_words"),
            models.CheckConstraint(condition=~Q(hidden=True, current=True), name="a_hidden_rendering_is_not_shown"),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.text}"


class Response(models.Model):
    """One member's answer to one desire. Nobody but the member ever sees it."""

    class Value(models.IntegerChoices):
        MINE_TOO = 1, _("mine too")
        NOT_NOW = 0, _("not now")
        NOT_MINE = -1, _("not mine")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="responses", db_index=False)
    desire = models.ForeignKey(Desire, on_delete=models.CASCADE, related_name="responses")
    value = models.SmallIntegerField(choices=Value.choices)
    responded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["responded_at"])]
        constraints = [
            models.UniqueConstraint(fields=["member", "desire"], name="one_response_each"),
            models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="a_response_is_one_of_three"),
        ]

    def __str__(self) -> str:
        return f"response {self.pk}"


class Counts(models.Model):
    """How many answered a desire, and how, at this moment. Kept by the actions; the split is not shown from here."""

    desire = models.OneToOneField(Desire, primary_key=True, on_delete=models.CASCADE, related_name="counts")
    agreed = models.PositiveIntegerField(default=0)
    disagreed = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.agreed} / {self.disagreed} / {self.passed}"

    @property
    def answered(self) -> int:
        return self.agreed + self.disagreed + self.passed


class Fit(models.Model):
    """What was last reckoned for a circle, or (``circle`` None) for the whole, and whether it has to be again.

    ``picture`` is the map as a page draws it: places of desires, and of people only where several stand together.
    """

    circle = models.OneToOneField(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="fit")
    wanted_at = models.DateTimeField(null=True, blank=True, db_index=True, help_text=_("since when it is out of date"))
    queued_at = models.DateTimeField(null=True, blank=True, help_text=_("when a worker was asked for it"))
    made_at = models.DateTimeField(null=True, blank=True)
    look_again_at = models.DateTimeField(null=True, blank=True, help_text=_("when answers that still came will rest"))
    seconds = models.FloatField(default=0.0)
    people = models.PositiveIntegerField(default=0)
    responses = models.PositiveIntegerField(default=0)
    camps = models.PositiveSmallIntegerField(default=0)
    alike_low = models.FloatField(null=True, blank=True)
    alike_high = models.FloatField(null=True, blank=True)
    picture = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Coalesce(F("circle"), 0), name="one_fit_for_each_circle_and_the_whole")]

    def __str__(self) -> str:
        return f"fit of {self.circle or 'the whole'}"


class FitArrays(models.Model):
    """The arrays from which the next fit starts, apart from :class:`Fit` so that pages do not load them."""

    fit = models.OneToOneField(Fit, primary_key=True, on_delete=models.CASCADE, related_name="arrays")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"arrays of {self.fit_id}"


class Figure(models.Model):
    """What may be told of one desire: only by the rules of ``engine.unity.pooling``, never nearer than they allow.

    ``behind`` holds whose answers the figure rests on, as long as they are few, so that two figures told after one
    another never differ by the answers of a few. It is read by the rule alone.
    """

    desire = models.OneToOneField(Desire, primary_key=True, on_delete=models.CASCADE, related_name="figure")
    told_at = models.DateTimeField(default=timezone.now)
    people = models.PositiveIntegerField(help_text=_("how many answers it rests on"))
    agreed = models.PositiveIntegerField()
    disagreed = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()
    share = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    heard = models.BooleanField(default=False, help_text=_("every side really answered"))
    level = models.FloatField(default=0.0, help_text=_("agreement of the side that agrees least"))
    bound = models.FloatField(default=0.0, help_text=_("its lower bound: what common ground is ordered by"))
    strength = models.FloatField(default=0.0)
    specificity = models.FloatField(default=0.0)
    sides = models.JSONField(default=list, blank=True, help_text=_("agreement of each side, where enough answered"))
    behind = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return f"figure of {self.desire_id}"


class Hiding(models.Model):
    """A desire taken out of sight by a written rule, with a reason; open to everybody in the public log.

    With a ``language`` it is not the desire, but what somebody said for it in that language: ``rendering``, as long
    as they have not taken it back.
    """

    class Rule(models.TextChoices):
        PERSON = "person", _("It attacks or shames a person or a group.")
        PRIVATE = "private", _("It tells private matters of somebody.")
        ADVERT = "advert", _("It advertises, or leads elsewhere.")
        NO_DESIRE = "no desire", _("It says nothing that somebody desires for the circle or the whole.")
        DOUBLE = "double", _("It says again, in nearly the same words, what stands there already.")
        UNLIKE = "unlike", _("In this language it says something else than its author wrote.")
        LAW = "law", _("The law where this fellowship lives forbids it.")

    desire = models.ForeignKey(Desire, on_delete=models.CASCADE, related_name="hidings")
    language = models.CharField(max_length=12, blank=True)
    rendering = models.ForeignKey(Rendering, null=True, blank=True, on_delete=models.SET_NULL, related_name="hidings")
    rule = models.CharField(_("rule"), max_length=10, choices=Rule.choices)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hiding_has_a_reason"),
            models.UniqueConstraint(
                fields=["desire"], condition=Q(lifted_at__isnull=True, language=""), name="a_desire_is_hidden_once"
            ),
            models.UniqueConstraint(
                fields=["rendering"], condition=Q(lifted_at__isnull=True), name="a_rendering_is_hidden_once"
            ),
            models.CheckConstraint(
                condition=Q(rendering__isnull=True) | ~Q(language=""), name="hidden_words_have_a_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desire_id}: {self.rule}"


class DesireRules(models.Model):
    """The written rules of desires in one language; the newest row is in force, older ones are kept."""

    language = models.CharField(max_length=8)
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["language", "-at"])]

    def __str__(self) -> str:
        return f"rules ({self.language}) of {self.at:%Y-%m-%d}"


class Crowd(models.Model):
    """Many new accounts gave one desire the same answer in a short time: shown to stewards as numbers, without names.

    Where a steward lets it weigh nothing, the answers stay and are counted, but pull nothing up or down; that can be
    taken back at any time. ``behind`` says whose answers they are, for the reckoning alone.
    """

    desire = models.ForeignKey(Desire, on_delete=models.CASCADE, related_name="crowds")
    value = models.SmallIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    accounts = models.PositiveIntegerField()
    usual = models.FloatField(help_text=_("how many such answers came in as much time before"))
    noticed_at = models.DateTimeField(default=timezone.now, editable=False)
    weighs_nothing = models.BooleanField(default=False)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)
    behind = models.BinaryField(default=bytes)

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["desire", "value", "since"], name="a_crowd_is_noticed_once")]

    def __str__(self) -> str:
        return f"crowd at {self.desire_id}"
