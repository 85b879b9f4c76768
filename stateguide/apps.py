from django.apps import AppConfig


class StateguideConfig(AppConfig):
    name = "stateguide"
