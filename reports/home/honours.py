"""Praise on the home page: what a cell has to discuss, what staff gather, what leaders decide."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse

from cells.models import User
from cells.scope import TASK_FORCE
from reports.commendation.models import BatchStatus, Commendation, CommendationStatus, Giver
from reports.home.cards import Task, queue

NOMINATED = Q(status=CommendationStatus.NOMINATED)
PROPOSED = Q(status=CommendationStatus.PROPOSED, form__given_by=Giver.COMMITTEE)
TO_DECIDE = Q(status=CommendationStatus.GATHERED, batch__status=BatchStatus.PRESENTED)


def praise_tasks(user: User) -> Iterator[Task]:
    """One read for all that a person's posts ask of them; their own praise is others' affair."""
    rights = user.rights
    is_staff = TASK_FORCE in rights.bodies
    if not (rights.cells_as_officer or is_staff or rights.signs_for_committee):
        return
    found = Commendation.objects.not_of(user).aggregate(
        nominated=Count("pk", filter=NOMINATED & Q(cell__in=rights.cells_as_officer)),
        proposed=Count("pk", filter=PROPOSED),
        batches=Count("batch", filter=TO_DECIDE, distinct=True),
        batch=Min("batch", filter=TO_DECIDE),
    )
    if found["nominated"]:
        yield nominated_task(found["nominated"])
    if is_staff and found["proposed"]:
        yield proposed_task(found["proposed"])
    if rights.signs_for_committee and found["batches"]:
        yield batches_task(found)


def nominated_task(how_many: int) -> Task:
    return Task(
        state="Chờ chi bộ xét",
        css="sent",
        title=f"{how_many} đề cử khen chờ chi bộ xét",
        action="Xem các đề cử",
        url=queue("commendation-list", status=CommendationStatus.NOMINATED),
    )


def proposed_task(how_many: int) -> Task:
    return Task(
        state="Chờ tổng hợp",
        css="sent",
        title=f"{how_many} đề nghị khen chờ tổng hợp",
        action="Xem các đề nghị",
        url=queue("commendation-list", status=CommendationStatus.PROPOSED),
        more=("Đợt khen", reverse("commendation-batch-list")),
    )


def batches_task(found: dict[str, Any]) -> Task:
    is_one = found["batches"] == 1
    title = "Đợt khen chờ quyết định"
    return Task(
        state="Chờ quyết định",
        css="sent",
        title=title if is_one else f"{found['batches']} {title.lower()}",
        action="Đọc và quyết định" if is_one else "Xem các đợt",
        url=reverse("commendation-batch", args=[found["batch"]])
        if is_one
        else reverse("commendation-batch-list"),
    )
