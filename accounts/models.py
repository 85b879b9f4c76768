"""Who learns here: one row a person, guest or registered."""

import unicodedata
import uuid
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone


class UserQuerySet(models.QuerySet["User"]):
    def guests(self) -> "UserQuerySet":
        """Those whom only a cookie names: neither e-mail nor password."""
        return self.filter(email="", password__startswith=UNUSABLE_PASSWORD_PREFIX)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def guests(self) -> UserQuerySet:
        """Those whom only a cookie names."""
        return self.get_queryset().guests()

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """One spelling for all that mean the same: NFKC, without case."""
        return unicodedata.normalize("NFKC", email or "").casefold().strip()

    def create_user(self, email: str = "", password: str | None = None, **fields: Any) -> "User":
        """Make a user; without a password nobody can log in as them."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str = "", password: str | None = None, **fields: Any
    ) -> "User":
        """Make a user with every permission."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A guest has neither e-mail nor password and is named by a signed cookie (accounts.guests)."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(blank=True, default="")
    name = models.CharField(max_length=80, blank=True, default="")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "uid"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_unique", condition=~Q(email="")
            )
        ]
        # forget_idle_guests looks for guests that were not seen for long.
        indexes = [models.Index("seen_at", name="user_idle_guests", condition=Q(email=""))]

    def __str__(self) -> str:
        return self.name or self.email or f"guest {str(self.uid)[:8]}"

    @property
    def is_guest(self) -> bool:
        """Whether only a cookie names this person."""
        return not self.email and not self.has_usable_password()


class DeviceCode(models.Model):
    """The one code by which a guest goes on at another device. See accounts.devices."""

    guest = models.OneToOneField(User, models.CASCADE, related_name="device_code")
    digest = models.CharField(max_length=64, unique=True)  # keyed, of the code
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code of {self.guest}"
