"""Numbered papers: which body issues which type, its register, the file that was signed."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Max, Q, QuerySet
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cells.fields import KeyField, ShortText
from cells.member.accounts.models import User
from cells.member.models import Member
from cells.organisation.models import Cell
from cells.programme.models import Term
from cells.scope import of_own_body
from cells.text import search_key

LARGEST = 9999


class Authority(models.TextChoices):
    """In whose name a paper is issued; the two bodies of the committee share one register."""

    STANDING = "standing", "Ban Thường vụ"
    EXECUTIVE = "executive", "Ban Chấp hành"
    CELL = "cell", "Chi bộ"


AUTHORITY_LINES = {
    Authority.STANDING: "T/M BAN THƯỜNG VỤ",
    Authority.EXECUTIVE: "T/M ĐẢNG UỶ",
    Authority.CELL: "T/M CHI BỘ",
}
OF_COMMITTEE = (Authority.STANDING, Authority.EXECUTIVE)


class DocumentTypeQuerySet(QuerySet):
    def issued_by(self, *authorities: str) -> "DocumentTypeQuerySet":
        """Types that at least one of these may issue."""
        may = [Q(**{f"by_{Authority(each).value}": True}) for each in authorities]
        return self.filter(Q.create(may, connector=Q.OR))


class DocumentType(models.Model):
    """A thể loại of the Party's papers: its abbreviation, and who may issue it."""

    code = ShortText("mã", max_length=30, unique=True, help_text="Không dấu, ví dụ: bao-cao")
    name = ShortText("thể loại", max_length=60, unique=True)
    abbreviation = ShortText("viết tắt", max_length=10, help_text="Trong ký hiệu, ví dụ: BC")
    by_standing = models.BooleanField("Ban Thường vụ ban hành", default=False)
    by_executive = models.BooleanField("Ban Chấp hành ban hành", default=False)
    by_cell = models.BooleanField("chi bộ ban hành", default=False)
    position = models.PositiveSmallIntegerField("thứ tự", default=100)
    objects = DocumentTypeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = "thể loại văn bản"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def may_be_issued_by(self, authority: str) -> bool:
        return bool(getattr(self, f"by_{Authority(authority).value}"))


class IssuedDocumentQuerySet(QuerySet):
    def visible_to(self, user: Any) -> "IssuedDocumentQuerySet":
        """As the papers themselves."""
        return self.filter(of_own_body(user))

    def with_names(self) -> "IssuedDocumentQuerySet":
        """And whether the paper was opened again; of all papers only minutes can be."""
        names = self.select_related("kind", "cell", "term", "replaced_by", "replaces")
        return names.annotate(reopened_at=F("minutes__reopened_at"))

    def search(self, words: str) -> "IssuedDocumentQuerySet":
        found = Q(search_key__contains=search_key(words))
        number = words.strip().split("-")[0]
        return self.filter(found | Q(number=int(number)) if is_number(number) else found)

    def of_series(self, term: Term, kind: DocumentType) -> "IssuedDocumentQuerySet":
        """One run of numbers: a type within a term of its body."""
        return self.filter(term=term, kind=kind)

    def next_number(self) -> int:
        """One more than the largest; a gap below stays a gap."""
        return (self.aggregate(largest=Max("number"))["largest"] or 0) + 1


def is_number(text: str) -> bool:
    return text.isdecimal() and 0 < int(text[:6]) <= LARGEST and len(text) <= 5


class IssuedDocument(models.Model):
    """One row of a register. A row with a paper holds the very file that was signed."""

    STEPS = {"enter": "Vào sổ", "amend": "Sửa dòng sổ", "void": "Huỷ dòng sổ"}

    term = models.ForeignKey(
        Term, models.PROTECT, related_name="documents", verbose_name="nhiệm kỳ"
    )
    cell = models.ForeignKey(
        Cell, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="chi bộ"
    )  # copied from the term; none: the committee's
    kind = models.ForeignKey(
        DocumentType, models.PROTECT, related_name="documents", verbose_name="thể loại"
    )
    # As they were called that day: a cell or a type may be renamed, a signed paper may not
    kind_name = ShortText("thể loại", max_length=60)
    body_name = ShortText("của", max_length=200)
    number = models.PositiveIntegerField(
        "số", validators=[MinValueValidator(1), MaxValueValidator(LARGEST)]
    )
    symbol = ShortText("ký hiệu", max_length=60)  # frozen: BC/ĐUCQ
    dated_on = models.DateField("ngày ban hành")
    abstract = ShortText("trích yếu", max_length=300)
    search_key = KeyField(source="abstract", make=search_key, max_length=300)
    authority = models.CharField("thay mặt", max_length=10, choices=Authority)
    signer = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="signed_documents"
    )
    signer_name = ShortText("người ký", max_length=100)
    signer_title = ShortText("chức vụ người ký", max_length=60)
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True)
    object_id = models.PositiveBigIntegerField(null=True)
    paper = GenericForeignKey()
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    replace_reason = ShortText("lý do thay thế", max_length=300, blank=True)
    check_code = models.CharField("mã xác thực", max_length=10, null=True, unique=True)
    sha256 = models.CharField(max_length=64, blank=True)
    void_reason = ShortText("lý do huỷ dòng", max_length=300, blank=True)
    issued_at = models.DateTimeField("vào sổ lúc")
    issued_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    objects = IssuedDocumentQuerySet.as_manager()
    reopened_at: datetime | None = None  # of its paper; known after ``with_names``

    class Meta:
        verbose_name = "văn bản đã ban hành"
        verbose_name_plural = "sổ văn bản"
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "kind", "number"], name="a_number_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="a_paper_is_issued_once"
            ),
            models.CheckConstraint(
                condition=Q(object_id__isnull=True, sha256="", check_code__isnull=True)
                | (Q(object_id__isnull=False, check_code__isnull=False) & ~Q(sha256="")),
                name="an_issued_paper_has_its_file",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replace_reason=""),
                name="a_replacement_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_name} số {self.full_number}"

    def get_absolute_url(self) -> str:
        return reverse("issued-document", args=[self.pk])

    @property
    def full_number(self) -> str:
        return f"{self.number:02d}-{self.symbol}"

    @property
    def short_body(self) -> str:
        """Where the committee itself need not be named."""
        return self.body_name if self.cell_id else self.get_authority_display()

    @property
    def authority_line(self) -> str:
        return AUTHORITY_LINES[Authority(self.authority)]

    @property
    def state(self) -> tuple[str, str]:
        """The word in the register, and its look."""
        if self.void_reason:
            return "Huỷ dòng", "exempt"
        if self.is_replaced:
            return "Bị thay thế", "replaced"
        return ("Đã mở lại, chờ ký lại", "return") if self.reopened_at else ("Còn hiệu lực", "done")

    @property
    def is_replaced(self) -> bool:
        return hasattr(self, "replaced_by")

    @property
    def is_entered_by_hand(self) -> bool:
        return self.object_id is None


class IssuedFile(models.Model):
    """The PDF as it was signed. In the database, so that one commit makes number, figures and
    file; in a table of its own, so that no list loads it."""

    document = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="file")
    content = models.BinaryField()

    class Meta:
        verbose_name = verbose_name_plural = "tệp đã ký"

    def __str__(self) -> str:
        return f"{self.document}"
