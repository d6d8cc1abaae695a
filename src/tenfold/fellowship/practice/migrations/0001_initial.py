import django.db.models.deletion
import django.utils.timezone
import tenfold.fellowship.practice.heart
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("circles", "0003_chairs"),
        ("members", "0002_waiting"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sharing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", tenfold.fellowship.practice.heart.HeartField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sharings", to="circles.circle"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sharings", to="members.member"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["circle", "-at"], name="practice_sh_circle__e3bbe7_idx")],
            },
        ),
    ]
