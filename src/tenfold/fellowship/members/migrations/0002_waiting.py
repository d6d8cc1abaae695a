from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="member",
            name="entering_has_a_date",
        ),
        migrations.AddField(
            model_name="fellowship",
            name="answer_days",
            field=models.PositiveSmallIntegerField(default=14, verbose_name="days a proposal stays open"),
        ),
        migrations.AddField(
            model_name="fellowship",
            name="delegate_weeks",
            field=models.PositiveSmallIntegerField(default=12, verbose_name="weeks one carries a circle's voice"),
        ),
        migrations.AddField(
            model_name="fellowship",
            name="forms_by_itself",
            field=models.BooleanField(default=True, verbose_name="propose tens by itself when enough people wait"),
        ),
        migrations.AddField(
            model_name="fellowship",
            name="kept_worth",
            field=models.FloatField(
                default=1.0, verbose_name="what keeping a seat is worth when circles are re-formed"
            ),
        ),
        migrations.AddField(
            model_name="fellowship",
            name="season_weeks",
            field=models.PositiveSmallIntegerField(default=26, verbose_name="weeks between seasons (0: none)"),
        ),
        migrations.AddField(
            model_name="member",
            name="not_before",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="member",
            name="waits_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="member",
            name="standing",
            field=models.CharField(
                choices=[
                    ("invited", "invited"),
                    ("applying", "asks to enter"),
                    ("entered", "member"),
                    ("left", "left"),
                ],
                default="invited",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="fellowship",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_days__gte", 1), ("delegate_weeks__gte", 1), ("kept_worth__gte", 0)),
                name="times_have_a_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standing__in", ["invited", "applying"]), ("entered_at__isnull", False), _connector="OR"
                ),
                name="entering_has_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing", "entered"), ("waits_since__isnull", True), _connector="OR"),
                name="only_members_wait",
            ),
        ),
    ]
