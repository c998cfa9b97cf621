"""What stands under “Việc cần làm” of somebody today."""

from cells import clock
from cells.models import User
from reports.home import tasks
from reports.home.cards import Task


def tasks_of(user: User) -> list[Task]:
    return tasks.tasks_of(user, tasks.reports_of(user, clock.today().year))
