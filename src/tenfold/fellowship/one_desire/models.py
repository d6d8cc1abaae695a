"""The one desire of a circle or of the whole: its text in versions, whose words stand in it, and who agrees with it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.desires.models import LONGEST, Desire, SeasonRound
from tenfold.fellowship.members.models import Member, new_key

__all__ = [
    "LONGEST",
    "AskedLetter",
    "Carried",
    "Composition",
    "Consent",
    "Piece",
    "RoundLetter",
    "Taking",
    "Version",
    "Wording",
]


class Composition(models.Model):
    """A circle (``circle`` None: the whole) composes its one desire; what stands is the last one it agreed to.

    The pen passes: only its holder writes. ``words_back_at`` is set when somebody had their words back from a text
    that stands already: it stands on with a gap until the circle has another one.
    """

    class Standing(models.TextChoices):
        COMPOSING = "composing", _("being written")
        ASKED = "asked", _("the circle is asked")
        STANDS = "stands", _("stands")
        REPLACED = "replaced", _("replaced by the next one")
        SET_ASIDE = "set aside", _("set aside")

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="compositions")
    season_round = models.ForeignKey(
        SeasonRound, null=True, blank=True, on_delete=models.SET_NULL, related_name="compositions"
    )
    language = models.CharField(_("language"), max_length=12)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.COMPOSING)
    opened_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    stood_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    words_back_at = models.DateTimeField(null=True, blank=True)
    pen = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    pen_used_at = models.DateTimeField(null=True, blank=True)
    pen_wanted_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Coalesce(F("circle"), 0),
                condition=Q(standing__in=["composing", "asked"]),
                name="one_composition_at_a_time",
            ),
            models.UniqueConstraint(
                Coalesce(F("circle"), 0), condition=Q(standing="stands"), name="one_desire_stands_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=["stands", "replaced"]) | Q(stood_at__isnull=False),
                name="standing_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(standing="asked") | Q(asked_at__isnull=False), name="asking_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"one desire of {self.circle or 'the whole'}, {self.standing}"

    @property
    def open(self) -> bool:
        """Whether it is being written, or the circle is asked."""
        return self.standing in (self.Standing.COMPOSING, self.Standing.ASKED)


class Version(models.Model):
    """The text as it was at one time. Nothing is added to it later; words only go out, when their author says so."""

    class Because(models.TextChoices):
        WRITTEN = "written", _("written")
        WORDS_BACK = "words back", _("somebody had their words back")
        LAPSED = "lapsed", _("somebody was asked for their words and has not answered")

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=LONGEST, blank=True)
    because = models.CharField(max_length=12, choices=Because.choices, default=Because.WRITTEN)
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["composition", "-number"]
        constraints = [models.UniqueConstraint(fields=["composition", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.text}"


class Wording(models.Model):
    """A one desire said in another language by a member; the text that was agreed to always stands above it.

    When somebody has their words back, all wordings go: nobody can see in them which words are whose.
    """

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=12)
    text = models.CharField(_("in that language"), max_length=2 * LONGEST)
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["composition", "language"], name="one_wording_for_each_language"),
            models.CheckConstraint(condition=~Q(text=""), name="a_wording_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.text}"


class Taking(models.Model):
    """Words of a desire are taken into a composition, and its author is asked. ``member`` is None for a circle's words,
    which its delegate carried up: that was their yes. ``words`` are those that were agreed to."""

    class Standing(models.TextChoices):
        ASKED = "asked", _("asked")
        AGREED = "agreed", _("agreed")
        BACK = "back", _("words had back")
        LAPSED = "lapsed", _("no longer asked")  # nobody answered; that is no answer, and the words were not taken

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="takings")
    desire = models.ForeignKey(Desire, on_delete=models.CASCADE, related_name="takings")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="takings")
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.ASKED)
    words = models.TextField(blank=True)
    may_be_walked = models.BooleanField(default=False, help_text=_("others may walk from these words to the desire"))
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    letter_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["composition", "desire"], name="a_desire_is_taken_once")]

    def __str__(self) -> str:
        return f"{self.desire_id} in {self.composition_id}: {self.standing}"


class Piece(models.Model):
    """A stretch of words of a version, from letter ``start`` to letter ``end``, that comes from a desire."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="pieces")
    taking = models.ForeignKey(Taking, on_delete=models.CASCADE, related_name="pieces")
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="a_piece_has_letters"),
            models.UniqueConstraint(fields=["version", "start"], name="one_piece_begins_at_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end} of version {self.version_id}"


class Consent(models.Model):
    """What one member says to one version. Seen by themselves alone; the circle sees them counted."""

    class Grade(models.TextChoices):
        HEART = "heart", _("With all my heart")
        LIVE = "live", _("I can live with it")
        ASIDE = "aside", _("I stand aside")
        TALK = "talk", _("I ask to talk")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="consents")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="one_desire_consents")
    grade = models.CharField(max_length=5, choices=Grade.choices)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "member"], name="one_consent_each"),
            models.CheckConstraint(
                condition=Q(grade__in=["heart", "live", "aside", "talk"]), name="consent_is_one_of_four"
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class Carried(models.Model):
    """A one desire that its circle's delegate carried up, and the desire that it is there."""

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="carried")
    desire = models.OneToOneField(Desire, on_delete=models.CASCADE, related_name="carried")
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["composition"], condition=Q(ended_at__isnull=True), name="carried_up_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.composition_id} carried as {self.desire_id}"


class AskedLetter(models.Model):
    """Somebody is owed one letter that their circle is asked about a text; one only, however often it is asked anew."""

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="letters")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="asked_letters")
    owed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["composition"], condition=Q(sent_at__isnull=True), name="asked_letters_to_send")
        ]
        constraints = [models.UniqueConstraint(fields=["composition", "member"], name="one_letter_about_being_asked")]

    def __str__(self) -> str:
        return f"letter about {self.composition_id}"


class RoundLetter(models.Model):
    """A member asked for one letter when a round is over. It is sent once, by day, and is the only one."""

    season_round = models.ForeignKey(SeasonRound, on_delete=models.CASCADE, related_name="letters")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="round_letters")
    asked_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["season_round", "member"], name="one_letter_about_a_round")]

    def __str__(self) -> str:
        return f"letter about {self.season_round_id}"
