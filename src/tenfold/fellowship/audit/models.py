from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One thing that somebody did, kept so that nothing is done to a member in the dark.

    ``details`` hold ids, codes and numbers, never what a person says of their heart.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    verb = models.CharField(max_length=60, db_index=True)
    concerns = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.CASCADE, related_name="audit_entries"
    )
    target = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict, blank=True)
    # One act may concern many: the first of its entries leads, and tells how many people they are.
    leads = models.BooleanField(default=True)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["concerns", "-at"]),
            models.Index(fields=["-at", "-id"], condition=models.Q(leads=True), name="acts_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target}"
