"""Praise on the home page: what a cell has to discuss and to give, what staff gather and finish,
what leaders decide."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse

from cells.audit import AuditEntry
from cells.models import User
from cells.scope import TASK_FORCE
from reports.commendation.models import (
    BatchStatus,
    Commendation,
    CommendationBatch,
    CommendationStatus,
    Giver,
)
from reports.home.cards import RETURNED, Task, queue

NOMINATED = Q(status=CommendationStatus.NOMINATED)
PROPOSED = Q(status=CommendationStatus.PROPOSED, form__given_by=Giver.COMMITTEE)
TO_GIVE = Q(status=CommendationStatus.PROPOSED, form__given_by=Giver.CELL)
TO_DECIDE = Q(status=CommendationStatus.GATHERED, batch__status=BatchStatus.PRESENTED)


def praise_tasks(user: User) -> Iterator[Task]:
    """One read for all that a person's posts ask of them, for staff one more; their own praise is
    others' affair."""
    rights = user.rights
    is_staff = TASK_FORCE in rights.bodies
    if not (rights.cells_as_officer or is_staff or rights.signs_for_committee):
        return
    found = Commendation.objects.not_of(user).aggregate(
        nominated=Count("pk", filter=NOMINATED & Q(cell__in=rights.cells_as_officer)),
        given=Count("pk", filter=TO_GIVE & Q(cell__in=rights.cells_as_secretary)),
        proposed=Count("pk", filter=PROPOSED),
        batches=Count("batch", filter=TO_DECIDE, distinct=True),
        batch=Min("batch", filter=TO_DECIDE),
    )
    if found["nominated"]:
        yield nominated_task(found["nominated"])
    if found["given"]:
        yield given_task(found["given"])
    if is_staff and found["proposed"]:
        yield proposed_task(found["proposed"])
    if is_staff:
        yield from unfinished_batches()
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


def given_task(how_many: int) -> Task:
    return Task(
        state="Chờ biểu dương",
        css="sent",
        title=f"{how_many} đề nghị chờ chi bộ biểu dương",
        action="Xem các đề nghị",
        url=queue("commendation-list", status=CommendationStatus.PROPOSED, given_by=Giver.CELL),
    )


def proposed_task(how_many: int) -> Task:
    return Task(
        state="Chờ tổng hợp",
        css="sent",
        title=f"{how_many} đề nghị khen chờ tổng hợp",
        action="Xem các đề nghị",
        url=queue(
            "commendation-list", status=CommendationStatus.PROPOSED, given_by=Giver.COMMITTEE
        ),
        more=("Đợt khen", reverse("commendation-batch-list")),
    )


def unfinished_batches() -> Iterator[Task]:
    """What a leader sent back, each with its words; what staff have begun, all in one. Sent back
    with nothing left in it a batch asks for nothing; it stays in the list, to be filled anew."""
    drafts = CommendationBatch.objects.filter(status=BatchStatus.DRAFT)
    gathered = Commendation.objects.filter(status=CommendationStatus.GATHERED)
    holds = Exists(gathered.filter(batch=OuterRef("pk")))
    found = list(with_last_step(drafts.annotate(holds=holds)))
    begun = [batch for batch in found if batch.last_verb != "return"]
    yield from (returned_task(batch) for batch in found if batch not in begun and batch.holds)
    if begun:
        yield begun_task(begun)


def with_last_step(batches: QuerySet) -> QuerySet:
    kind = ContentType.objects.get_for_model(CommendationBatch)
    steps = AuditEntry.objects.filter(content_type=kind, object_id=OuterRef("pk"))
    last = steps.order_by("-position")
    return batches.annotate(
        last_verb=last.values("verb")[:1],
        last_actor=last.values("actor_label")[:1],
        last_note=last.values("note")[:1],
    )


def returned_task(batch: Any) -> Task:
    return Task(
        state=RETURNED,
        css="return",
        title=batch.title[:1].upper() + batch.title[1:],
        text="Đợt khen được trả lại để sửa.",
        action="Sửa đợt khen",
        url=batch.get_absolute_url(),
        said=f"{batch.last_actor}: “{batch.last_note}”",
    )


def begun_task(begun: list[Any]) -> Task:
    is_one = len(begun) == 1
    return Task(
        state="Đang lập",
        css="draft",
        title="Đợt khen chưa trình" if is_one else f"{len(begun)} đợt khen chưa trình",
        action="Mở đợt khen" if is_one else "Xem các đợt",
        url=begun[0].get_absolute_url()
        if is_one
        else queue("commendation-batch-list", status=BatchStatus.DRAFT),
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
