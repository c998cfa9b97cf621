import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("CHI03_DEBUG", "1")
os.environ.setdefault(
    "CHI03_DATABASE_URL", os.environ.get("CHI03_TEST_DATABASE_URL", "sqlite://:memory:")
)
from chi03.settings import *  # noqa: F403
from chi03.settings import DATABASES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, for a database in memory is one connection that the live server's threads would have
    # to share with the test's own: sqlite3 then hangs or crashes, rarely, and takes the run along.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    folder = tempfile.mkdtemp(prefix="chi03-test-", dir=memory)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    DATABASES["default"]["TEST"] = {"NAME": str(Path(folder) / "test.sqlite3")}
    # Nothing has to outlive the run
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

uploads = tempfile.mkdtemp(prefix="chi03-files-")
atexit.register(shutil.rmtree, uploads, ignore_errors=True)
MEDIA_ROOT = Path(uploads)  # of this run alone

WHITENOISE_AUTOREFRESH = True  # tests run without collected assets
