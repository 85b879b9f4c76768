from django.apps import AppConfig
from django.conf import settings
from django.utils.autoreload import BaseReloader, autoreload_started


class LessonsConfig(AppConfig):
    name = "lessons"

    def ready(self) -> None:
        from accounts.belongings import register  # noqa: PLC0415  needs the models
        from lessons import checks  # noqa: F401, PLC0415  registers them; needs the settings
        from lessons.belongings import READINGS  # noqa: PLC0415

        register(READINGS)
        autoreload_started.connect(_watch_content)


def _watch_content(sender: BaseReloader, **kwargs: object) -> None:
    """An author's `runserver` starts anew when content/ changes."""
    sender.watch_dir(settings.CONTENT_DIR, "**/*")
