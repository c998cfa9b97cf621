"""Beside the web server, for as long as it runs (docs/settings.md)."""

import logging
from time import sleep
from typing import Any

from django.core.management.base import CommandError
from django.db import Error, connections
from django_q.cluster import Cluster

from cells.command import SpokenCommand
from cells.jobs.services import sweep
from cells.print.render import press

BETWEEN_SWEEPS = 15  # seconds

log = logging.getLogger(__name__)


class Command(SpokenCommand):
    help = "Do the long work that people ask for: starts the workers and keeps watch over them."

    def handle(self, **options: Any) -> None:
        press()  # once, before the workers are forked
        self.watch()
        cluster = Cluster()  # answers SIGTERM and Ctrl+C: what is begun is finished first
        cluster.start()
        try:
            self.mind(cluster)
        finally:
            cluster.stop()  # or the interpreter waits for ever for what it started

    def mind(self, cluster: Cluster) -> None:
        rounds = 0
        while not cluster.has_stopped:
            if not cluster.sentinel.is_alive():
                raise CommandError("Tiến trình chạy nền đã chết. Chạy lại run_jobs.")
            sleep(1)
            rounds += 1
            if rounds % BETWEEN_SWEEPS == 0:
                self.watch()

    def watch(self) -> None:
        """Database and disk may be away for a while: the next round looks again."""
        try:
            if taken_up := sweep():
                self.stdout.write(f"{taken_up} việc bị ngắt, đã nhận lại.")
        except (Error, OSError):
            log.exception("Chưa soát được việc chạy nền, sẽ soát lại.")
        finally:
            connections.close_all()  # no connection of ours goes into a fork, nor a broken one on
