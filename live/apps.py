from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "live"

    def ready(self) -> None:
        """Tell accounts what this app keeps of a person, and quizzes which of them it makes."""
        from accounts.belongings import register  # noqa: PLC0415  needs the models
        from live.asking import SOURCE  # noqa: PLC0415
        from live.belongings import SEATS  # noqa: PLC0415
        from quizzes import sources  # noqa: PLC0415

        register(SEATS)
        sources.register(SOURCE)
