from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def seat_on_chairs_and_let_wait(apps: Any, _editor: Any) -> None:
    """Every open seat gets a chair of its own; members who have no seat wait since they entered."""
    seats = apps.get_model("circles", "Seat").objects
    next_chair: dict[int, int] = {}
    for seat in seats.filter(left_at__isnull=True).select_related("circle").order_by("circle", "since", "pk"):
        seat.chair = next_chair.get(seat.circle_id, 0)
        next_chair[seat.circle_id] = seat.chair + 1
        seat.chairs = max(seat.circle.seats_max, seat.chair + 1)
        seat.save(update_fields=["chair", "chairs"])
    seated = seats.filter(left_at__isnull=True, level=1).values("member")
    members = apps.get_model("members", "Member").objects.filter(standing="entered")
    members.exclude(pk__in=seated).update(waits_since=models.F("entered_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0001_initial"),
        ("members", "0002_waiting"),
    ]

    operations = [
        migrations.AddField(
            model_name="formation",
            name="by_itself",
            field=models.BooleanField(default=False, help_text="proposed by the fellowship itself, not by a steward"),
        ),
        migrations.AddField(
            model_name="formation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("line", "new circles"),
                    ("offer", "open seats"),
                    ("repair", "re-forming"),
                    ("season", "a new season"),
                ],
                default="line",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[("another", "another, please"), ("wait", "I would rather wait")],
                help_text="what a no asks for instead",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="expires_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="placement",
            name="offered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="placement",
            name="reasons",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="placement",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                help_text="the seat that accepting this would leave",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="moves",
                to="circles.seat",
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="chair",
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="seat",
            name="chairs",
            field=models.PositiveSmallIntegerField(default=12),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="seat",
            name="paused_until",
            field=models.DateField(blank=True, help_text="the seat is kept; they are back on this day", null=True),
        ),
        migrations.AddField(
            model_name="seat",
            name="willing",
            field=models.BooleanField(help_text="to carry the circle's voice; None: not said", null=True),
        ),
        migrations.AlterField(
            model_name="placement",
            name="standing",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("offered", "offered"),
                    ("accepted", "accepted"),
                    ("declined", "declined"),
                    ("withdrawn", "withdrawn"),
                    ("lapsed", "no longer open"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.RunPython(seat_on_chairs_and_let_wait, migrations.RunPython.noop),
    ]
