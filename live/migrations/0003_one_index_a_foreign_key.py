import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("live", "0002_earlier_votes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="player",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="players",
                to="live.round",
            ),
        ),
        migrations.AlterField(
            model_name="roundevent",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="live.round",
            ),
        ),
        migrations.AlterField(
            model_name="vote",
            name="player",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="votes",
                to="live.player",
            ),
        ),
    ]
