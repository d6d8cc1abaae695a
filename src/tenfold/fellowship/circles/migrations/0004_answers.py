from datetime import timedelta
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


def open_for_two_weeks(apps: Any, _editor: Any) -> None:
    """What was proposed before proposals had an end stays open for two weeks from now."""
    offered = apps.get_model("circles", "Placement").objects.filter(standing="offered", expires_at__isnull=True)
    now = timezone.now()
    offered.filter(offered_at__isnull=True).update(offered_at=now)
    offered.update(expires_at=now + timedelta(days=14))


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0003_chairs"),
        ("members", "0002_waiting"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "due_at",
                    models.DateTimeField(blank=True, help_text="None: there is nothing to send any more", null=True),
                ),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "formation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="letters", to="circles.formation"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="letters", to="members.member"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at__isnull", True)), fields=["due_at"], name="letters_to_send"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "formation"), name="one_letter_per_proposal")
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("proposals", models.BooleanField(default=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="letter_choice", to="members.member"
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="formation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("line", "new circles"),
                    ("offer", "open seats"),
                    ("repair", "re-forming"),
                    ("season", "a new season"),
                    ("voice", "delegates"),
                ],
                default="line",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="placement",
            name="reasons",
            field=models.JSONField(blank=True, default=list, help_text="values of Reason, then words of one's own"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", ""), ("standing", "declined"), _connector="OR"),
                name="only_a_no_asks_for_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("paused_until__isnull", True), ("left_at__isnull", True), _connector="OR"),
                name="only_a_held_seat_is_paused",
            ),
        ),
        migrations.RunPython(open_for_two_weeks, migrations.RunPython.noop),
    ]
