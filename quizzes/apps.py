from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    name = "quizzes"

    def ready(self) -> None:
        """Tell accounts what this app keeps of a person."""
        from accounts.belongings import register  # noqa: PLC0415  needs the models
        from quizzes.belongings import ATTEMPTS  # noqa: PLC0415

        register(ATTEMPTS)
