from django.apps import AppConfig
from django.db.backends.signals import connection_created


class StateguideConfig(AppConfig):
    name = "stateguide"

    def ready(self) -> None:
        """Register the project's own system checks, and how writers wait for each other."""
        from stateguide import checks, write_lock  # noqa: F401, PLC0415  need the settings

        connection_created.connect(write_lock.ask_again_soon, dispatch_uid="write_lock")
