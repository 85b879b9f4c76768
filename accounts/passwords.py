"""What a password may be, beside what Django checks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

LONGEST = 128  # characters: to hash more is work that somebody else chooses


class MaximumLengthValidator:
    """Refuses what is longer than LONGEST; nothing is ever cut off."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that is too long."""
        if len(password) > LONGEST:
            raise ValidationError(
                f"This password has {len(password):,} characters; it may have {LONGEST} at most.",
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return f"At most {LONGEST} characters, of any kind."
