from chi03.settings import *  # noqa: F403
from chi03.settings import INSTALLED_APPS

INSTALLED_APPS += ["tests.light.apps.LightConfig"]
