from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0004_purpose_has_its_room"),
    ]

    operations = [
        migrations.AddField(
            model_name="fellowship",
            name="publishes_by_itself",
            field=models.BooleanField(
                default=True, verbose_name="publish what it proposed by itself, without waiting for me"
            ),
        ),
    ]
