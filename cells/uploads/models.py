"""A row for every file on the shelf; each topic that keeps files has a table of its own."""

from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models

from cells import clock
from cells.fields import ShortText
from cells.uploads import shelf
from cells.uploads.checks import KINDS, NAME_LENGTH, Upload


class StoredFile(models.Model):
    key = models.CharField(max_length=32, unique=True, editable=False)  # its name on the shelf
    name = ShortText("tên tệp", max_length=NAME_LENGTH + 12)
    kind = models.CharField(
        "loại", max_length=4, choices=[(name, kind.label) for name, kind in KINDS.items()]
    )
    size = models.PositiveIntegerField("số byte")
    sha256 = models.CharField("SHA-256", max_length=64)
    stored_at = models.DateTimeField("tải lên lúc", default=clock.now)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def media_type(self) -> str:
        return KINDS[self.kind].media_type

    @classmethod
    def shelved(cls, upload: Upload, *, by: Any) -> Self:
        """The row of a file that is on disk now: give it its owner and save it.

        Should it never be saved, the file is swept.
        """
        return cls(
            key=shelf.put(upload.content),
            name=upload.name,
            kind=upload.kind,
            size=len(upload.content),
            sha256=shelf.digest_of(upload.content),
            stored_by=by,
        )


def known_keys() -> set[str]:
    """Of every file of every topic: whatever else lies on the shelf belongs to nobody."""
    tables = [model for model in apps.get_models() if issubclass(model, StoredFile)]
    return {key for table in tables for key in table._base_manager.values_list("key", flat=True)}
