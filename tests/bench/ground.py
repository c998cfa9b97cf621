"""A committee of one size in a database of its own; several stand side by side in one process."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client
from psycopg import sql

from cells.models import User

BACKEND = "cells.member.passwords.AccountBackend"
Wrapper = Any
RELAXED = "-c synchronous_commit=off"  # nobody needs these rows after a power cut


class Ground:
    def __init__(self, cells: int, members: int, connection: Wrapper):
        self.cells, self.members, self.connection = cells, members, connection
        self.clients: dict[str, Client] = {}

    def enter(self) -> None:
        """From here on the application works on this committee."""
        connections["default"] = self.connection

    def user(self, username: str) -> User:
        self.enter()
        return User.objects.select_related("member").get(username=username)

    def client(self, username: str) -> Client:
        self.enter()
        if username not in self.clients:
            self.clients[username] = Client(HTTP_HOST="localhost")
            self.clients[username].force_login(self.user(username), backend=BACKEND)
        return self.clients[username]

    def get(self, username: str, address: str) -> None:
        response = self.client(username).get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} as {username}: {response.status_code}")

    def questions(self, username: str, address: str) -> int:
        """How many queries the page asks once everything that is remembered is remembered."""
        self.get(username, address)
        with self.listening() as asked:
            self.get(username, address)
        return len(asked)

    @contextmanager
    def listening(self) -> Iterator[list[str]]:
        """What the database is asked meanwhile."""
        asked: list[str] = []

        def note(execute: Any, statement: str, *rest: Any) -> Any:
            asked.append(statement)
            return execute(statement, *rest)

        with self.connection.execute_wrapper(note):
            yield asked

    @contextmanager
    def trying(self) -> Iterator[None]:
        """What is written here is taken back."""
        self.enter()
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    def seed(self) -> None:
        self.enter()
        sizes = [f"--cells={self.cells}", f"--members={self.members}", "--years=1"]
        call_command("seed_demo", *sizes, stdout=sys.stderr)
        self.analyse()

    def analyse(self) -> None:
        """As in a database that has lived for a night."""
        with self.connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def grounds(sizes: list[tuple[int, int]]) -> list[Ground]:
    """An empty database is migrated once and copied; scripts/postgres.py drops them all."""
    name = settings.DATABASES["default"]["NAME"]
    empty = f"test_{name}_empty"
    make_database(empty, "template1")
    first = connection_to(empty)
    connections["default"] = first
    call_command("migrate", verbosity=0, interactive=False)
    first.close()
    found = []
    for cells, members in sizes:
        copy = f"test_{name}_{members}"
        make_database(copy, empty)
        found.append(Ground(cells, members, connection_to(copy)))
    return found


def make_database(name: str, template: str) -> None:
    there = settings.DATABASES["default"]
    server = {"host": there["HOST"], "port": there["PORT"], "user": there["USER"]}
    with psycopg.connect(
        **server, password=there["PASSWORD"], dbname="postgres", autocommit=True
    ) as admin:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        admin.execute(make.format(sql.Identifier(name), sql.Identifier(template)))


def connection_to(name: str) -> Wrapper:
    connection = connections.create_connection("default")
    given = connection.settings_dict["OPTIONS"]
    options = {**given, "options": f"{given['options']} {RELAXED}"}
    connection.settings_dict = {**connection.settings_dict, "NAME": name, "OPTIONS": options}
    return connection
