from django.apps import AppConfig


class ClassroomsConfig(AppConfig):
    name = "classrooms"

    def ready(self) -> None:
        """Tell accounts what this app keeps of a person, and quizzes which of them it makes."""
        from accounts.belongings import register  # noqa: PLC0415  needs the models
        from classrooms.belongings import MEMBERSHIPS  # noqa: PLC0415
        from classrooms.sets.asking import SOURCE  # noqa: PLC0415
        from quizzes import sources  # noqa: PLC0415

        register(MEMBERSHIPS)
        sources.register(SOURCE)
