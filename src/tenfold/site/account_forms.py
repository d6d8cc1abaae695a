"""Forms of the entrance, in the words of this house."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    LoginForm,
    SignupForm,
)
from allauth.core import context
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount.forms import SignupForm as OrganisationSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from tenfold.fellowship.members.queries import open_invitation


class Asking:
    """Labels above fields instead of hints inside them, which vanish as one types."""

    label = _("E-mail address")
    fields: dict[str, forms.Field]

    def plain(self, name: str, label: Any, **attrs: object) -> None:
        field = self.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.update(attrs)


class SignInForm(Asking, LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain("login", self.label, autofocus=True)


class ComeInForm(Asking, SignupForm):
    """The address under which an invited person comes in; the one the steward wrote down is offered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain("email", self.label, autofocus=True)
        invitation = open_invitation(context.request.session.get("invitation"))
        if invitation and invitation.member:
            self.initial.setdefault("email", invitation.member.email)


class OrganisationForm(Asking, OrganisationSignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain("email", self.label)


class AddressForm(Asking, AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain("email", self.label)


class SignInCodeForm(Asking, ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain("code", _("Code"), autofocus=True)


class AddressCodeForm(Asking, ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain("code", _("Code"), autofocus=True)


class PasskeyForm(Asking, AddWebAuthnForm):
    """Every key here is one that opens the door by itself."""

    passwordless = forms.BooleanField(initial=True, widget=forms.CheckboxInput(attrs={"hidden": True}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain("name", _("What you want to call it"))


class PasskeyNameForm(Asking, EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plain("name", _("What you want to call it"))
