"""Has everything loaded and forks ``manage.py run_jobs`` at every line it reads, in a process group
of its own: a start costs no import, so that ten of them fit into a test."""

import os
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 – models need the settings

from cells.print.render import press  # noqa: E402

press()
for _line in sys.stdin:
    child = os.fork()
    if not child:
        os.setsid()
        call_command("run_jobs")
        os._exit(0)
    print(child, flush=True)  # noqa: T201 – the answer
