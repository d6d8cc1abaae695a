"""Settings, all of them from the environment.

``docs/operator.md`` lists them; a wrong one stops the start with a message.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

env = Env()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.str("TENFOLD_HOME", "home")).resolve()
"""The one folder that holds all of a fellowship's data on this machine."""

DEMO = env.bool("TENFOLD_DEMO", False)
DEBUG = env.bool("TENFOLD_DEBUG", False)


def kept_secret() -> str:
    """The secret key of this installation: made once, readable by its owner only."""
    path = HOME / "secret-key"
    try:
        return path.read_text()
    except FileNotFoundError:
        HOME.mkdir(parents=True, exist_ok=True)
        made = secrets.token_urlsafe(50)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it in the meantime
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(made)
        return made


SECRET_KEY = env.str("TENFOLD_SECRET_KEY", "") or kept_secret()
URL = env.str("TENFOLD_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("TENFOLD_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
HTTPS = URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "anymail",
    "tenfold.fellowship.keeping",
    "tenfold.fellowship.audit",
    "tenfold.fellowship.members",
    "tenfold.fellowship.threshold",
    "tenfold.fellowship.conduct",
    "tenfold.fellowship.circles",
    "tenfold.fellowship.line",
    "tenfold.fellowship.renewal",
    "tenfold.fellowship.delegates",
    "tenfold.fellowship.gatherings",
    "tenfold.fellowship.desires",
    "tenfold.fellowship.one_desire",
    "tenfold.fellowship.practice",
    "tenfold.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tenfold.site.text.TextThatCanBeKept",  # knows the language of the visitor
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tenfold.site.not_this_way.NotThisWay",
    "tenfold.site.one_look.OneLook",
]

ROOT_URLCONF = "tenfold.site.urls"
ASGI_APPLICATION = "tenfold.site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "tenfold.site.context.house",
            ],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{HOME / 'tenfold.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes the lock when its transaction begins, so that two writers wait instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tenfold"}
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "members.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "front"

ACCOUNT_ADAPTER = "tenfold.site.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Where anybody may ask to enter, nobody fills the house with accounts or somebody else's mailbox with letters.
ACCOUNT_RATE_LIMITS = {"signup": "20/m/ip,200/d/ip", "confirm_email": "1/10s/key,6/h/key"}
ACCOUNT_FORMS = {
    "login": "tenfold.site.account_forms.SignInForm",
    "signup": "tenfold.site.account_forms.ComeInForm",
    "add_email": "tenfold.site.account_forms.AddressForm",
    "confirm_login_code": "tenfold.site.account_forms.SignInCodeForm",
    "confirm_email_verification_code": "tenfold.site.account_forms.AddressCodeForm",
}
SOCIALACCOUNT_FORMS = {"signup": "tenfold.site.account_forms.OrganisationForm"}
MFA_ADAPTER = "tenfold.site.accounts.PasskeyAdapter"
MFA_FORMS = {
    "add_webauthn": "tenfold.site.account_forms.PasskeyForm",
    "edit_webauthn": "tenfold.site.account_forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

oidc = env.json("TENFOLD_OPENID", None) or []
OPENID_APPS = oidc if isinstance(oidc, list) else [oidc]
if not all(isinstance(app, dict) and app.get("settings", {}).get("server_url") for app in OPENID_APPS):
    raise ImproperlyConfigured('TENFOLD_OPENID: every app needs {"settings": {"server_url": "https://…"}}.')
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OPENID_APPS}}

# How much one member writes and answers in a day: far above what people do, far below what programs can.
DESIRES_A_DAY = env.int("TENFOLD_DESIRES_A_DAY", 20)
ANSWERS_A_DAY = env.int("TENFOLD_ANSWERS_A_DAY", 1000)
# Where a machine renders desires into readers' languages (docs/operator.md); "" leaves it to people.
TRANSLATOR = env.str("TENFOLD_TRANSLATOR", "")
TRANSLATOR_KEY = env.str("TENFOLD_TRANSLATOR_KEY", "")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("he", _("Hebrew")), ("ru", _("Russian"))]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
FORMAT_MODULE_PATH = ["tenfold.site.formats"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"

EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "console:")
EMAIL_BACKEND = env.str("TENFOLD_EMAIL_BACKEND", EMAIL_CONFIG["EMAIL_BACKEND"])
EMAIL_HOST = EMAIL_CONFIG["EMAIL_HOST"]
EMAIL_PORT = EMAIL_CONFIG["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL_CONFIG["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL_CONFIG["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL_CONFIG["EMAIL_USE_TLS"]
EMAIL_USE_SSL = EMAIL_CONFIG["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = EMAIL_CONFIG["EMAIL_FILE_PATH"] or None
DEFAULT_FROM_EMAIL = env.str("TENFOLD_FROM_EMAIL", "Tenfold <tenfold@localhost>")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        # Browsers hold redirects that follow a form to this as well, and the way to an organisation is one.
        "form-action": [SELF, *("/".join(app["settings"]["server_url"].split("/")[:3]) for app in OPENID_APPS)],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [URL]
if HTTPS:
    SECURE_HSTS_SECONDS = env.int("TENFOLD_HSTS_SECONDS", 60 * 60 * 24 * 30)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]  # the proxy in front decides on redirects
FORM_RENDERER = "tenfold.site.forms.Renderer"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("TENFOLD_LOG", "WARNING")},
}
