from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("members", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(model_name="entry", name="leads", field=models.BooleanField(default=True)),
        migrations.AddField(model_name="entry", name="people", field=models.PositiveIntegerField(default=0)),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(condition=models.Q(("leads", True)), fields=["-at", "-id"], name="acts_newest_first"),
        ),
    ]
