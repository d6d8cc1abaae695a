"""What a fellowship is for has versions now, in the room ``threshold``; the text of before is the first of them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("members", "0003_links_of_members"), ("threshold", "0002_first_purpose")]

    operations = [migrations.RemoveField(model_name="fellowship", name="purpose")]
