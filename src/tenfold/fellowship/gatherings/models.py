"""Dated meetings of a circle, and what each member says of their own being there."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from tenfold.fellowship.circles.models import Circle
from tenfold.fellowship.members.models import Member


class Gathering(models.Model):
    """One meeting of a circle. It is kept once somebody has said something about it."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="gatherings")
    starts_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-starts_at"]
        constraints = [models.UniqueConstraint(fields=["circle", "starts_at"], name="gathering_once")]

    def __str__(self) -> str:
        return f"{self.circle} {self.starts_at:%Y-%m-%d}"


class Attendance(models.Model):
    """Whether a member was at a gathering, or will be: said by themselves, never for them."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="attendance")
    there = models.BooleanField()
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "member"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.member} {self.gathering}"
