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

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["concerns", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target}"
