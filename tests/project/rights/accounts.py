"""Accounts, and what a person has stored."""

from tests.project.rights.rows import WRONG_METHOD, Row, everyone

# Who has not logged in. Nobody of these roles has a password.
NOBODY = ("anonymous",)
GUESTS = ("anonymous", "guest", "learner")


def but_for(roles: tuple[str, ...], status: int, others: int) -> dict[str, int]:
    """One status for these roles, another for all others."""
    return everyone(others, **dict.fromkeys(roles, status))


KEY = {"uidb36": "1", "key": "none"}
ROWS = (
    # Who has logged in has nothing to do here and is led on.
    Row(name="account_login", get=but_for(GUESTS, 200, 302), post=but_for(GUESTS, 422, 303)),
    Row(name="account_signup", get=but_for(GUESTS, 200, 302), post=but_for(GUESTS, 422, 303)),
    Row(name="account_logout", get=but_for(GUESTS, 302, 200), post=everyone(303)),
    Row(name="account_inactive"),
    Row(name="account_change_password", get=everyone(302), post=everyone(303)),
    Row(name="account_reset_password", post=everyone(422)),
    Row(name="account_reset_password_done"),
    Row(
        name="account_reset_password_from_key",
        get=everyone(410),
        post=everyone(410),
        places=lambda _: KEY,
    ),
    Row(name="account_reset_password_from_key_done"),
    Row(name="account_email_verification_sent"),
    Row(
        name="account_confirm_email",
        get=everyone(410),
        post=everyone(404),
        places=lambda _: KEY,
    ),
    # Each sees what is stored about themselves; a visitor is told that it is nothing.
    Row(name="me", post=but_for(NOBODY, 302, 303), data={"name": "Alice"}),
    Row(name="me_device", post=everyone(422)),
    Row(name="me_device_code", get=WRONG_METHOD, post=everyone(302, guest=200, learner=200)),
    Row(name="me_export", get=but_for(NOBODY, 302, 200)),
    Row(name="me_forget", get=but_for(NOBODY, 302, 200), post=but_for(NOBODY, 302, 422)),
)
