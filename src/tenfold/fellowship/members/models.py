"""Who is here: accounts that can come in, members with their profile, and what the fellowship calls itself."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenfold.engine.hours import Stretch, parse_stretches

from .api_token import ApiToken as ApiToken


def new_key() -> str:
    """A short public id that says nothing about order or number."""
    return secrets.token_urlsafe(9)


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, **fields: object) -> Account:
        """Create an account without a password: people come in by a code sent to ``email`` or by a passkey."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A door key: an e-mail address by which somebody comes in. Who they are is their :class:`Member`."""

    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_once")]

    def __str__(self) -> str:
        return self.email


class Fellowship(models.Model):
    """The whole community that this installation serves. There is one row."""

    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=8, default="en")
    minutes = models.PositiveSmallIntegerField(_("minutes a ten meets"), default=60)
    size_min = models.PositiveSmallIntegerField(_("smallest ten"), default=8)
    size_target = models.PositiveSmallIntegerField(_("usual ten"), default=10)
    size_max = models.PositiveSmallIntegerField(_("largest ten"), default=12)
    forms_by_itself = models.BooleanField(_("propose tens by itself when enough people wait"), default=True)
    publishes_by_itself = models.BooleanField(
        _("publish what it proposed by itself, without waiting for me"), default=True
    )
    answer_days = models.PositiveSmallIntegerField(_("days a proposal stays open"), default=14)
    delegate_weeks = models.PositiveSmallIntegerField(_("weeks one carries a circle's voice"), default=12)
    season_weeks = models.PositiveSmallIntegerField(_("weeks between seasons (0: none)"), default=26)
    kept_worth = models.FloatField(_("what keeping a seat is worth when circles are re-formed"), default=1.0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_fellowship"),
            models.CheckConstraint(
                condition=Q(size_min__gte=2, size_min__lte=F("size_target"), size_target__lte=F("size_max")),
                name="sizes_in_order",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, delegate_weeks__gte=1, kept_worth__gte=0), name="times_have_a_length"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    STEWARD = "steward", _("steward")
    TEACHER = "teacher", _("teacher")


class Standing(models.TextChoices):
    """How far a person has come in. Only the person moves it forward; nobody is a member who did not enter."""

    INVITED = "invited", _("invited")
    APPLYING = "applying", _("asks to enter")
    ENTERED = "entered", _("member")
    LEFT = "left", _("left")


class Member(models.Model):
    """A person, from the row a steward imported (``invited``) to a member who entered of their own will."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    account = models.OneToOneField(Account, null=True, blank=True, on_delete=models.CASCADE, related_name="member")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.INVITED)
    external_id = models.CharField(_("id in the spreadsheet"), max_length=120, null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    hours = models.TextField(_("weekly hours"), blank=True, help_text=_("Mon 19:00-21:30; Tue 20:00-22:00"))
    country = models.CharField(_("country"), max_length=2, blank=True)
    origin = models.CharField(_("origin"), max_length=120, blank=True)
    gift = models.CharField(_("gift"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    entered_at = models.DateTimeField(null=True, blank=True)
    letter_at = models.DateTimeField(null=True, blank=True)  # when a letter with a personal link was last sent
    waits_since = models.DateTimeField(null=True, blank=True)  # since when they wish for a ten; None: they do not
    not_before = models.DateField(null=True, blank=True)  # no proposal is wished before this day

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["standing", "origin"]), models.Index(fields=["standing", "country"])]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="member_has_a_name"),
            models.CheckConstraint(
                condition=Q(standing__in=[Standing.INVITED, Standing.APPLYING]) | Q(entered_at__isnull=False),
                name="entering_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.ENTERED) | Q(waits_since__isnull=True), name="only_members_wait"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where a letter reaches the person: the account's address, or the one a steward wrote down."""
        return self.account.email if self.account else self.email

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        return parse_stretches(self.hours)


class MemberLanguage(models.Model):
    """A language a member speaks; ``rank`` 0 is the one they are most at home in."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(_("language"), max_length=12, db_index=True)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["member", "code"], name="language_once"),
            models.UniqueConstraint(fields=["member", "rank"], name="language_rank_once"),
        ]

    def __str__(self) -> str:
        return self.code


class RoleGrant(models.Model):
    """A role somebody holds. What it allows is listed in :mod:`.permissions`."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=10, choices=Role.choices)
    granted_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "role"], name="role_once")]

    def __str__(self) -> str:
        return self.role


class Attribute(models.Model):
    """A question the steward added to the profile, such as age or profession."""

    class Kind(models.TextChoices):
        NOMINAL = "nominal", _("a word")
        NUMERIC = "numeric", _("a number")

    key = models.SlugField(max_length=60, unique=True, allow_unicode=True)
    label = models.CharField(_("label"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NOMINAL)
    shown = models.BooleanField(_("shown to one's circle"), default=False)
    weight = models.FloatField(_("weight in formation"), default=1.0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class AttributeValue(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="attribute_values")
    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="values")
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "attribute"], name="attribute_value_once")]

    def __str__(self) -> str:
        return self.value


class Wish(models.Model):
    """One person would like to sit with another, or not to. Known to the one who wished and to formations only.

    ``written`` is how the other is named: by name, e-mail address or id in the spreadsheet. It is matched when a
    formation reads it and never before, so that wishing does not tell whether somebody is here.
    """

    class Kind(models.TextChoices):
        TOGETHER = "together", _("together with")
        APART = "apart", _("apart from")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    written = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["member", "kind", "written"], name="wish_once")]

    def __str__(self) -> str:
        return f"{self.member} {self.kind} {self.written}"


class Invitation(models.Model):
    """A link by which somebody may come in. Only a digest of its secret is kept.

    With ``member``, it opens that person's own profile; with ``role``, whoever takes it up holds the role. One
    ``from_member`` was made by a member who is no steward: it says that they invite, and opens no door by itself.
    """

    digest = models.CharField(max_length=64, unique=True)
    note = models.CharField(_("note to yourself"), max_length=120, blank=True)
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, blank=True)
    created_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    uses = models.PositiveIntegerField(_("for how many people"), default=1)
    uses_left = models.PositiveIntegerField(default=1)
    revoked_at = models.DateTimeField(null=True, blank=True)
    from_member = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(uses_left__lte=F("uses")), name="not_more_left_than_given"),
            models.CheckConstraint(
                condition=Q(from_member=False) | Q(member=None, role=""), name="a_members_link_gives_no_role"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Upload(models.Model):
    """A spreadsheet between its preview and the steward's yes. It is deleted at the yes, the no, or after a day."""

    created_by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    filename = models.CharField(max_length=200)
    content = models.BinaryField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename
