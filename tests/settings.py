import os

os.environ.setdefault("CHI03_DEBUG", "1")
os.environ.setdefault(
    "CHI03_DATABASE_URL", os.environ.get("CHI03_TEST_DATABASE_URL", "sqlite://:memory:")
)
from chi03.settings import *  # noqa: F403

WHITENOISE_AUTOREFRESH = True  # tests run without collected assets
