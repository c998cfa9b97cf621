"""Several people at once: real threads, each on a database connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from cells import clock


@pytest.fixture
def crowd(transactional_db) -> Callable[..., list[Any]]:
    """Run functions in threads that start together, each on a connection of its own; what they
    answered or raised comes back."""

    def run(*steps: Callable[[], Any]) -> list[Any]:
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

    return run


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
