"""Several people at once: real threads, each on a database connection of its own."""

import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from cells import clock


@pytest.fixture
def crowd(transactional_db, tmp_path) -> Callable[..., list[Any]]:
    """Run functions in threads that start together, each on a connection of its own; what they
    answered or raised comes back. SQLite in memory is first copied to a file that all can open."""
    before = dict(connection.settings_dict)
    if connection.vendor == "sqlite":
        connection.settings_dict["NAME"] = str(tmp_path / "crowd.sqlite3")

    def run(*steps: Callable[[], Any]) -> list[Any]:
        if connection.vendor == "sqlite" and not (tmp_path / "crowd.sqlite3").exists():
            copy_to_file(tmp_path / "crowd.sqlite3")
        barrier, answers, moment = threading.Barrier(len(steps)), [None] * len(steps), clock.now()
        threads = [
            threading.Thread(target=take_part, args=(step, barrier, answers, place, moment))
            for place, step in enumerate(steps)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    yield run
    connection.settings_dict.update(before)


def copy_to_file(path: Any) -> None:
    target = sqlite3.connect(path)
    connection.ensure_connection()
    connection.connection.backup(target)
    # Turning to WAL does not wait for its turn: threads that all do so at first find it locked
    target.execute("PRAGMA journal_mode=WAL")
    target.close()


def take_part(
    step: Callable[[], Any], barrier: threading.Barrier, answers: list, place: int, moment: Any
) -> None:
    try:
        with clock.at(moment):
            barrier.wait()
            answers[place] = step()
    except Exception as error:  # noqa: BLE001 – the test looks at what was raised
        answers[place] = error
    finally:
        connections.close_all()
