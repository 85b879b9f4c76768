"""How templates mark names."""

from django import template

from classrooms import names

register = template.Library()
register.filter("is_mixed", names.is_mixed)
