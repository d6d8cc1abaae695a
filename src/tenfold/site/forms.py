"""How every form of the site renders: ``FORM_RENDERER = "tenfold.site.forms.Renderer"``.

A form may state beside each answer who will see it: ``seen_by = {"gift": _("Your ten sees this.")}``.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.forms import BoundField
from django.forms.renderers import DjangoTemplates


class Field(BoundField):
    """A bound field that knows who will see its answer, and says so to a screen reader too."""

    @property
    def seen_by(self) -> str:
        seen_by: Mapping[str, str] = getattr(self.form, "seen_by", {})
        return seen_by.get(self.name, "")

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if not self.seen_by or not self.auto_id:
            return described
        return f"{described} {self.auto_id}_seen".strip() if described else f"{self.auto_id}_seen"


class Renderer(DjangoTemplates):
    """Django's renderer with the field and the form of the design system."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = Field
