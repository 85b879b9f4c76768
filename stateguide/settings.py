"""Settings, all from the environment. docs/operate.md has the table of them."""

from pathlib import Path
from typing import Any

import environ

from stateguide import database, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
# One setting for https: cookie names and flags, redirect and HSTS. Without it the app serves a
# classroom's own network by plain http.
HTTPS = env.bool("HTTPS", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var").resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # others on the machine see nothing
CONTENT_DIR = BASE_DIR / "content"

SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key.read_or_make(DATA_DIR / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DATABASES = {"default": database.configuration(env.str("DATABASE_URL", default=""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "stateguide",
    "accounts",
    "lessons",
    "quizzes",
    "classrooms",
    "live",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "stateguide.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "stateguide.methods.MethodsMiddleware",
    "stateguide.exceptions.ExceptionsMiddleware",
    "stateguide.limits.LimitsMiddleware",
    # Sessions are read only when a session cookie comes: a guest's page costs no query for it.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "stateguide.urls"
WSGI_APPLICATION = "stateguide.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

AUTH_USER_MODEL = "accounts.User"
GUEST_COOKIE_NAME = "__Host-guest" if HTTPS else "guest"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "stateguide.errors.csrf_failure"

# Mail goes to the log until SMTP is set. What only mail can do begins with it.
MAIL = env.email_url("EMAIL_URL", default="consolemail://")
globals().update(MAIL)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="stateguide@localhost")
HAS_SMTP = MAIL["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.MaximumLengthValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "signup": "accounts.forms.SignupForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = env.str(
    "EMAIL_VERIFICATION",
    default="optional" if HAS_SMTP else "none",
    choices=("none", "optional", "mandatory"),
)
ACCOUNT_LOGIN_BY_CODE_ENABLED = HAS_SMTP
# A school shares one address: each limit of one is for a class that registers at once.
ACCOUNT_RATE_LIMITS = {
    "signup": "100/m/ip",
    "login": "200/m/ip",
    "login_failed": "100/5m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/5m/key",
    "reset_password_from_key": "20/m/ip",
    "request_login_code": "20/m/ip,3/m/key",
}
PROXIES = env.int("PROXIES", default=1 if HTTPS else 0)  # in front of the app, each adding to
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES  # X-Forwarded-For; what a client put there is not believed
# It counts what limits limit. Memory serves one process.
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://?max_entries=50000")}

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# The proxy that ends TLS must set this header itself and drop what a client sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # to preload HSTS is the domain owner's decision

CONTENT_SECURITY_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024  # bytes of a whole request body; more is a 413
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10

LANGUAGE_CODE = "en"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "stateguide.stylesheet.JoinedStylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "stateguide.static_storage.OwnModulesStorage"},
}

# Lines say what happened and where, never what a learner or an operator entered.
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO").upper()
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "full": {"format": LINE},
        "line": {"()": "stateguide.logs.OneLineFormatter", "format": LINE},
    },
    "handlers": {
        "full": {"class": "logging.StreamHandler", "formatter": "full"},
        "line": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["full"], "level": LOG_LEVEL},
    "loggers": {
        # Django gives its own logger a level; without ours here the root's would not reach it.
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # A wrong Host, a page that is not there: the client's doing, so no traceback of ours.
        "django.security": {"handlers": ["line"], "level": LOG_LEVEL, "propagate": False},
    },
}
