from django.db import models


class Lease(models.Model):
    """Who is keeping now, and until when nobody else begins to. There is one row; it says nothing about people."""

    name = models.CharField(max_length=40, unique=True)
    holder = models.CharField(max_length=80, blank=True)
    until = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True, help_text="when everything due had last been done")

    def __str__(self) -> str:
        return f"{self.name}: {self.holder or 'nobody'} until {self.until:%Y-%m-%d %H:%M:%S}"
