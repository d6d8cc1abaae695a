from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("circles", "0002_living"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)), fields=("circle", "chair"), name="one_person_per_chair"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("chair__lt", models.F("chairs"))), name="no_chair_beyond_the_circle"
            ),
        ),
    ]
