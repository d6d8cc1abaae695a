"""The inner work of a circle: what its members choose to share with it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.models import Member

from .heart import HeartField


class Sharing(models.Model):
    """A few words that a member gives to those who sit in their circle, and to nobody else, stewards neither."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="sharings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="sharings")
    text = HeartField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["circle", "-at"])]

    def __str__(self) -> str:
        return f"{self.member} in {self.circle}"
