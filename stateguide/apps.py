from django.apps import AppConfig


class StateguideConfig(AppConfig):
    name = "stateguide"

    def ready(self) -> None:
        """Register the project's own system checks."""
        from stateguide import checks  # noqa: F401, PLC0415  needs the settings
