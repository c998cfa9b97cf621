"""What the settings refuse, and what every answer carries."""

import logging
import os
import subprocess
import sys

import pytest

from chi03.logs import OneLineFormatter

SECRET = "s3cret-" * 10
OFFICE = {"CHI03_SECRET_KEY": SECRET, "CHI03_ALLOWED_HOSTS": "chi03.example"}


def start(**variables: str) -> subprocess.CompletedProcess:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("CHI03_")}
    clean |= {"CHI03_DATABASE_URL": "sqlite://:memory:"} | variables
    show = "import chi03.settings as s; print(s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_NAME)"
    command = [sys.executable, "-c", show]
    return subprocess.run(command, env=clean, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"CHI03_SECRET_KEY": SECRET},
        {"CHI03_ALLOWED_HOSTS": "chi03.example"},
        OFFICE | {"CHI03_SECRET_KEY": "short"},
        OFFICE | {"CHI03_ALLOWED_HOSTS": "*"},
        OFFICE | {"CHI03_DEMO": "1"},
        OFFICE | {"CHI03_TODAY": "2014-11-20"},
    ],
)
def test_an_unsafe_start_is_refused_with_a_sentence(variables):
    started = start(**variables)
    assert started.returncode != 0
    assert "ImproperlyConfigured" in started.stderr


def test_an_office_starts_with_secure_cookies():
    assert start(**OFFICE).stdout.split() == ["True", "__Host-sessionid"]


@pytest.mark.parametrize("address", ["/", "/pledges/", "/sign-in/"])
def test_every_page_is_kept_out_of_caches_and_runs_no_foreign_script(sign_in, address):
    answer = sign_in("member").get(address)
    assert answer["Cache-Control"].startswith("no-store") or "no-cache" in answer["Cache-Control"]
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_page_behind_the_sign_in_is_never_stored(sign_in):
    assert sign_in("member").get("/")["Cache-Control"] == "no-store"


def test_one_event_is_one_line_of_the_log():
    record = logging.LogRecord("x", 30, "f", 1, "tên\nGIẢ \x1b[31m", None, None)
    line = OneLineFormatter().format(record)
    assert "\n" not in line
    assert "\x1b" not in line


def shown(names: str, **variables: str) -> list[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("CHI03_")}
    clean |= OFFICE | {"CHI03_DATABASE_URL": "sqlite://:memory:"} | variables
    show = f"import chi03.settings as s; print({names}, sep='|')"
    started = subprocess.run(
        [sys.executable, "-c", show], env=clean, capture_output=True, text=True, check=True
    )
    return started.stdout.strip().split("|")


def test_without_a_mail_server_nothing_can_be_sent():
    answer = shown("s.CHI03_MAILS, s.EMAIL_BACKEND.split('.')[-2], s.CHI03_ADDRESS")
    assert answer == ["False", "dummy", "https://chi03.example"]


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("smtp://mail.chi03.example", ["mail.chi03.example", "25", "False", "False", "None"]),
        ("smtp+tls://a%40b:p%2Fs@m.vn", ["m.vn", "587", "True", "False", "p/s"]),
        ("smtp+ssl://a:b@m.vn:4650", ["m.vn", "4650", "False", "True", "b"]),
    ],
)
def test_the_mail_server_is_read_from_its_address(url, read):
    names = "s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL, s.EMAIL_HOST_PASSWORD"
    sender = "Đảng uỷ <chi03@chi03.example>"
    assert shown(names, CHI03_EMAIL_URL=url, CHI03_EMAIL_FROM=sender) == read


def test_mail_without_a_sender_is_refused_with_a_sentence():
    started = start(**OFFICE, CHI03_EMAIL_URL="smtp://mail.chi03.example")
    assert started.returncode != 0
    assert "CHI03_EMAIL_FROM" in started.stderr
