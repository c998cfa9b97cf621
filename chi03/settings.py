"""All settings, one file; what a machine needs comes from ``CHI03_*`` (docs/settings.md)."""

from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("CHI03_DEBUG", default=False)
CHI03_DEMO = env.bool("CHI03_DEMO", default=False)
SECRET_KEY = env.str("CHI03_SECRET_KEY", default="chi03-debug-only" if DEBUG else "")
ALLOWED_HOSTS = env.list("CHI03_ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
if not DEBUG and (len(SECRET_KEY) < 50 or not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "Đặt CHI03_SECRET_KEY (ít nhất 50 ký tự ngẫu nhiên) "
        "và CHI03_ALLOWED_HOSTS (tên máy chủ, không dùng *)."
    )
if CHI03_DEMO and not DEBUG:
    raise ImproperlyConfigured("CHI03_DEMO chỉ dùng để chạy thử, cùng với CHI03_DEBUG=1.")

_today = env.str("CHI03_TODAY", default="")
if _today and not CHI03_DEMO:
    raise ImproperlyConfigured("CHI03_TODAY chỉ dùng trong bản chạy thử (CHI03_DEMO=1).")
try:
    CHI03_TODAY = date.fromisoformat(_today) if _today else None
except ValueError:
    raise ImproperlyConfigured(
        f"CHI03_TODAY “{_today}” chưa phải một ngày, ví dụ 2014-11-20."
    ) from None
CHI03_ADDRESS = env.str(
    "CHI03_ADDRESS", default="http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0]}"
).rstrip("/")
CHI03_AUDIT_KEY = env.str("CHI03_AUDIT_KEY", default=SECRET_KEY)
CHI03_DATA_DIR = Path(env.str("CHI03_DATA_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "reports",
    "pledges",
    "cells",
    "chi03.admin.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_q",
    "django_tables2",
    "import_export",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cells.web.NoStoreMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cells.member.accounts.gate.SignInMiddleware",
    "cells.member.accounts.gate.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cells.web.NotAllowedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "chi03.urls"
WSGI_APPLICATION = "chi03.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reports.home.context.shell",
            ],
            "libraries": {"sessions": "cells.session.planning.tags"},
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]

# Database: SQLite without any setting, PostgreSQL in production
DATABASES = {
    "default": env.db_url(
        "CHI03_DATABASE_URL", default=f"sqlite:///{CHI03_DATA_DIR / 'chi03.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    CHI03_DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # To compile a review's long statements took seconds, to run them half a one (benchmarks.md)
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts
AUTH_USER_MODEL = "cells.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "cells.member.passwords.AccountBackend",
]
PASSWORD_HASHERS = ["cells.member.passwords.TunedArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "cells.member.passwords.LengthByOfficeValidator"},
    {"NAME": "cells.member.passwords.NotTheUsernameValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
# Throttling counts per account *and* address, so a stranger cannot lock the owner out
CHI03_PROXIES = env.int("CHI03_PROXIES", default=0)
AXES_CLIENT_IP_CALLABLE = "chi03.visitors.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # cells.member.admin shows the attempts, to the sysadmin only

# The browser
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's ticks and arrows are data: pictures in its CSS
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    # ``__Host-`` cookies need Secure, so debug over plain http keeps the plain names
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if CHI03_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "cells.uploads.receiving.BoundedUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000  # a roll-call of 300 people is one form
CSRF_FAILURE_VIEW = "reports.home.views.csrf_failure"

# Mail: where no server is named, none is ever asked
_mail_url = env.str("CHI03_EMAIL_URL", default="")
CHI03_MAILS = bool(_mail_url)
try:
    _mail = env.email_url_config(_mail_url or "dummymail://")
except (ImproperlyConfigured, ValueError):  # a kind of mail that is none, or a port
    raise ImproperlyConfigured(
        "CHI03_EMAIL_URL chưa đúng. Ghi như smtp+tls://tên:mật-khẩu@máy-chủ:587 (docs/settings.md)."
    ) from None
EMAIL_BACKEND, EMAIL_HOST = _mail["EMAIL_BACKEND"], _mail["EMAIL_HOST"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_PORT = _mail["EMAIL_PORT"] or (587 if EMAIL_USE_TLS else 465 if EMAIL_USE_SSL else 25)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("CHI03_EMAIL_FROM", default="")
if CHI03_MAILS and not DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured("Đặt CHI03_EMAIL_FROM (người gửi) cùng với CHI03_EMAIL_URL.")

# Long work goes to ``manage.py run_jobs``; only cells/jobs/ knows how
CHI03_WORKERS = env.int("CHI03_WORKERS", default=2)  # processes, one a core
CHI03_JOB_SILENCE = env.int("CHI03_JOB_SILENCE", default=60)  # seconds
Q_CLUSTER = {
    "name": "chi03",
    "orm": "default",
    "workers": CHI03_WORKERS,
    "queue_limit": CHI03_WORKERS,  # taken from the table ahead of time; lost with the process
    "poll": 1,
    "timeout": 10 * 60,
    "retry": 12 * 60,  # longer than the timeout, or a part begins anew while it runs
    "ack_failures": True,  # the job says that it failed; again it would fail again
    "save_limit": -1,  # what succeeded is told by the job
    "scheduler": False,
}

# What time triggers (``manage.py run_due``): days after the due day on which people are reminded
CHI03_OPEN_MONTH_ON = env.int("CHI03_OPEN_MONTH_ON", default=25)  # day of its own month
CHI03_REMIND_ON = env.list("CHI03_REMIND_ON", cast=int, default=[-3, 0, 3])  # the author
CHI03_REMIND_OFFICERS_ON = env.int("CHI03_REMIND_OFFICERS_ON", default=5)
CHI03_REMIND_STAFF_ON = env.int("CHI03_REMIND_STAFF_ON", default=10)  # their list, no letter
if not 1 <= CHI03_OPEN_MONTH_ON <= 28:
    raise ImproperlyConfigured("CHI03_OPEN_MONTH_ON là một ngày từ 1 đến 28.")

# Language
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["chi03.formats"]

# Assets come from packages (package.json), never from the repository
STATIC_URL = "static/"
STATIC_ROOT = CHI03_DATA_DIR / "static"
_modules = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap", _modules / "bootstrap" / "dist"),
    ("vendor/bootstrap-icons", _modules / "bootstrap-icons" / "font"),
    ("vendor/noto-sans", _modules / "@fontsource" / "noto-sans"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = CHI03_DATA_DIR / "files"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "django_tables2/chi03.html"
IMPORT_EXPORT_USE_TRANSACTIONS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "chi03.logs.OneLineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A refused page is no fault: without its traceback the log stays readable
    "loggers": {"django.request": {"level": "ERROR"}, "django-q": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "INFO" if not DEBUG else "WARNING"},
}

if CHI03_DEMO:
    # Visitors of the demo meet our own error pages; assets still come straight from their packages
    DEBUG, WHITENOISE_USE_FINDERS, WHITENOISE_AUTOREFRESH = False, True, True
