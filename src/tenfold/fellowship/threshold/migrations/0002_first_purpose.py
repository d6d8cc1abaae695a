"""The purpose that a fellowship has written so far becomes its first version."""

from typing import Any

from django.db import migrations


def into_versions(apps: Any, _schema_editor: object) -> None:
    fellowship = apps.get_model("members", "Fellowship").objects.filter(pk=1).first()
    if fellowship is not None and fellowship.purpose.strip():
        purpose = apps.get_model("threshold", "Purpose").objects.create(number=1)
        apps.get_model("threshold", "PurposeText").objects.create(
            purpose=purpose, language=fellowship.language, text=fellowship.purpose.strip()
        )


def back_into_one(apps: Any, _schema_editor: object) -> None:
    purpose = apps.get_model("threshold", "Purpose").objects.order_by("-number").first()
    fellowship = apps.get_model("members", "Fellowship").objects.filter(pk=1).first()
    if purpose is not None and fellowship is not None:
        texts = {text.language: text.text for text in purpose.texts.all()}
        fellowship.purpose = texts.get(fellowship.language) or next(iter(texts.values()), "")
        fellowship.save()


class Migration(migrations.Migration):
    dependencies = [("members", "0003_links_of_members"), ("threshold", "0001_initial")]

    operations = [migrations.RunPython(into_versions, back_into_one)]
