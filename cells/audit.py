"""What happened to a paper, for ever: one row a step, each digest resting on the one before."""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from cells import clock

SYSTEM = "hệ thống"


class AuditEntryQuerySet(models.QuerySet):
    def of(self, paper: models.Model) -> "AuditEntryQuerySet":
        kind = ContentType.objects.get_for_model(paper)
        return self.filter(content_type=kind, object_id=paper.pk).order_by("position")


class AuditEntry(models.Model):
    """One step in the life of one paper. Written by trace(); never changed, never deleted."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, verbose_name="loại hồ sơ")
    object_id = models.PositiveBigIntegerField()
    paper = GenericForeignKey()
    position = models.PositiveIntegerField("bước")
    paper_label = models.CharField("hồ sơ", max_length=200)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="tài khoản"
    )
    actor_label = models.CharField("người làm", max_length=150)
    verb = models.CharField("việc", max_length=20)
    source = models.CharField("từ", max_length=20)
    target = models.CharField("đến", max_length=20)
    note = models.TextField("lời ghi", blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    digest = models.CharField(max_length=64)
    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "bước đã ghi"
        verbose_name_plural = "nhật ký"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "position"], name="one_entry_for_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_label}: {self.verb}"


def trace(paper: Any, by: Any, verb: str, source: str, target: str, note: str = "") -> AuditEntry:
    """Write the step down in words that outlive paper and person, chained to the step before."""
    steps = AuditEntry.objects.of(paper).order_by("-position")
    before = steps.values_list("position", "digest", named=True).first()
    entry = next_entry(paper, before, by, verb, source, target, note, at=clock.now())
    entry.save(force_insert=True)
    return entry


def trace_all(
    papers: Sequence[Any], by: Any, verb: str, source: str, target: str, note: str = ""
) -> None:
    """``trace`` for papers of one kind at once, each in its own chain: two questions."""
    kind = ContentType.objects.get_for_model(papers[0])
    keys = [paper.pk for paper in papers]
    rows = AuditEntry.objects.filter(content_type=kind, object_id__in=keys).order_by("position")
    last = {row.object_id: row for row in rows.only("object_id", "position", "digest")}
    at = clock.now()
    AuditEntry.objects.bulk_create(
        next_entry(paper, last.get(paper.pk), by, verb, source, target, note, at=at)
        for paper in papers
    )


def next_entry(
    paper: Any,
    before: Any,
    by: Any,
    verb: str,
    source: str,
    target: str,
    note: str = "",
    *,
    at: datetime,
) -> AuditEntry:
    """The row of one step, not saved yet; ``before`` knows position and digest of the last one."""
    entry = AuditEntry(
        paper=paper,
        position=before.position + 1 if before else 1,
        paper_label=str(paper)[:200],
        actor=by,
        actor_label=(str(by) if by else SYSTEM)[:150],
        verb=verb,
        source=source,
        target=target,
        note=note,
        at=at,
    )
    entry.digest = digest_of(entry, before.digest if before else "")
    return entry


@transaction.atomic
def note_down(thing: Any, by: Any, verb: str, note: str) -> None:
    """Write down a deed that changes no status, such as an export; two at once take turns."""
    # The idle update holds the row, so the next one finds this entry as the last
    type(thing).objects.filter(pk=thing.pk).update(**{thing._meta.pk.attname: thing.pk})
    trace(thing, by, verb, "", "", note)


def digest_of(entry: AuditEntry, previous: str) -> str:
    """Keyed hash over the previous digest and this row's words and time – not the account."""
    kind = ContentType.objects.get_for_id(entry.content_type_id)
    words = [
        previous,
        f"{kind.app_label}.{kind.model}",
        str(entry.object_id),
        str(entry.position),
        entry.paper_label,
        entry.actor_label,
        entry.verb,
        entry.source,
        entry.target,
        entry.note,
        str(int(entry.at.timestamp() * 1_000_000)),
    ]
    message = "\x1f".join(words).encode()
    return hmac.new(settings.CHI03_AUDIT_KEY.encode(), message, hashlib.sha256).hexdigest()


def broken_chains() -> Iterator[str]:
    """A sentence for every place where the rows are not what was written.

    A row cut off the end leaves a chain that fits: the paper's own status gives it away. A paper
    whose whole trail is gone has left its first status without a step.
    """
    known = AuditEntry.objects.order_by().values("content_type").distinct()
    for kind in ContentType.objects.filter(pk__in=known).order_by("pk"):
        yield from broken_chains_of(kind)
    for model in apps.get_models():
        if hasattr(model, "VERBS"):
            yield from without_trail(model)


def broken_chains_of(kind: ContentType) -> Iterator[str]:
    model = kind.model_class()
    rows = AuditEntry.objects.filter(content_type=kind).order_by("object_id", "position")
    if is_paper := hasattr(model, "VERBS"):
        rows = rows.annotate(status_now=status_now(model))
    previous: Any = None
    for entry in rows.iterator(chunk_size=2000):
        if previous is not None and previous.object_id != entry.object_id:
            yield from wrong_end(previous, is_paper=is_paper)
            previous = None
        if entry.position != (previous.position + 1 if previous else 1):
            yield f"{entry.paper_label}: thiếu bước trước bước {entry.position}"
        elif digest_of(entry, previous.digest if previous else "") != entry.digest:
            yield f"{entry.paper_label}: bước {entry.position} đã bị sửa"
        previous = entry
    if previous is not None:
        yield from wrong_end(previous, is_paper=is_paper)


def status_now(model: Any) -> models.Subquery:
    """Of the paper itself, read with its steps: a query a paper took a minute for 200 000."""
    return models.Subquery(
        model._default_manager.filter(pk=models.OuterRef("object_id")).values("status")[:1]
    )


def wrong_end(entry: Any, *, is_paper: bool) -> Iterator[str]:
    if is_paper and entry.status_now is None:
        yield f"{entry.paper_label}: hồ sơ không còn"
    elif is_paper and entry.status_now != entry.target:
        status = entry.status_now
        yield f"{entry.paper_label}: trạng thái “{status}” khác bước cuối “{entry.target}”"


def without_trail(model: Any) -> Iterator[str]:
    first = model._meta.get_field("status").default
    steps = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=models.OuterRef("pk")
    )
    moved = model._default_manager.exclude(status=first).exclude(models.Exists(steps))
    for paper in moved.order_by("pk").iterator(chunk_size=2000):
        yield f"{paper}: không còn bước nào, trạng thái “{paper.status}”"
