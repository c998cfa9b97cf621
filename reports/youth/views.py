"""The grid of a branch and a period, each row saved by itself; and one's own levels."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cells import clock
from cells.models import Cell, Member, User
from cells.organisation.models import CellKind
from cells.web import add_errors, fetch_paper
from cells.workflow import Clash
from reports.review.figures import Counts
from reports.rollup.figures import member_lines
from reports.rollup.period import Period
from reports.rollup.views import cell_extent, period_or_404, steps
from reports.youth.figures import earlier_levels, people_of, proposals
from reports.youth.forms import LevelForm
from reports.youth.models import FIRST_YEAR, YouthAssessment
from reports.youth.services import Said, assess, scheme_of

PER_PAGE = 50
branches = Cell.objects.filter(kind=CellKind.YOUTH)


@dataclass(kw_only=True)
class Row:
    """One person on the page: what is stored, what the months propose, what was reported."""

    member: Member
    kept: YouthAssessment | None
    proposed: str
    counts: Counts | None
    form: LevelForm | None  # nothing: this reader does not assess this person
    earlier: str = ""  # the level before this one

    @property
    def is_refused(self) -> bool:
        return bool(self.form and self.form.is_bound and self.form.errors)


def youth_levels(request: HttpRequest, pk: int, period: str) -> HttpResponse:
    cell, when = fetch_paper(request, branches, pk, "read_levels"), period_or_404(period)
    page = Paginator(people_of(cell, when), PER_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(request, cell, when, list(page.object_list))
    if request.method == "POST" and save(request, cell, when, rows):
        return redirect(request.get_full_path())
    context = {
        **steps(when, lambda each: reverse("youth-levels", args=[pk, each])),
        "cell": cell,
        "page": page,
        "rows": rows,
        "may_assess": any(row.form for row in rows),
        "is_too_early": when.last > clock.today(),
    }
    status = 409 if any(row.form and row.form.stored for row in rows) else 200
    return render(request, "reports/youth/levels.html", context, status=status)


def rows_of(request: HttpRequest, cell: Cell, when: Period, people: list[Member]) -> list[Row]:
    kept = {
        row.member_id: row
        for row in YouthAssessment.objects.of(when)
        .filter(cell=cell, member__in=people)
        .select_related("scheme", "assessed_by__member")
    }
    scheme, said = scheme_of(when.year), proposals(cell, when)
    counts = {line.of.pk: line.counts for line in member_lines(cell_extent(cell, when))}
    able, before = assessable(request.user, cell, when, people), earlier_levels(kept.values())
    rows = []
    for member in people:
        own = kept.get(member.pk)
        words = own.scheme if own else scheme
        form = LevelForm(
            request.POST if request.method == "POST" else None,
            prefix=str(member.pk),
            scheme=words,
            shown=own,
        )
        rows.append(
            Row(
                member=member,
                kept=own,
                proposed=words.word(said.get(member.pk)) if words else "",
                counts=counts.get(member.pk),
                form=form if member.pk in able else None,
                earlier=before.get(own.pk, "") if own else "",
            )
        )
    return rows


def assessable(user: User, cell: Cell, when: Period, people: list[Member]) -> set[int]:
    """Whom this reader assesses now."""
    if when.last > clock.today():
        return set()
    papers = [YouthAssessment(cell=cell, member=member) for member in people]
    for paper in papers:
        paper.leader_ids = papers[0].leader_ids
    may = "reports.assess_youthassessment"
    return {paper.member_id for paper in papers if user.has_perm(may, paper)}


def save(request: HttpRequest, cell: Cell, when: Period, rows: list[Row]) -> bool:
    """Every row that differs is kept by itself; whether all of them are."""
    forms = [(row, row.form) for row in rows if row.form]
    saved = 0
    for row, form in forms:
        if form.is_valid() and form.cleaned_data["level"] and form.is_touched:
            saved += save_row(request, cell, when, row, form)
    if saved:
        messages.success(request, f"Đã lưu đánh giá {when.label} của {saved} đoàn viên.")
    return all(form.is_valid() for _row, form in forms)


def save_row(request: HttpRequest, cell: Cell, when: Period, row: Row, form: LevelForm) -> bool:
    data = form.cleaned_data
    said = Said(level=data["level"], note=data["note"], version=data["version"])
    try:
        row.kept = assess(cell, row.member, when, said, by=request.user)
    except ValidationError as error:
        add_errors(form, error)
    except Clash:
        now = YouthAssessment.objects.of(when).select_related("scheme")
        form.stored = now.get(cell=cell, member=row.member)
        form.add_error("level", f"Mức “{form.stored.word}” vừa được lưu ở nơi khác. Mời chọn lại.")
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = str(form.stored.version)
    else:
        form.begin_again(row.kept)
        return True
    return False


def youth_mine(request: HttpRequest, year: int) -> HttpResponse:
    """Every level that a branch gave one in a year, the latest first."""
    if request.user.rights.member_id is None or not FIRST_YEAR <= year <= clock.today().year:
        raise Http404
    rows = YouthAssessment.objects.filter(member=request.user.rights.member_id, year=year)
    found = sorted(
        rows.select_related("scheme", "cell", "assessed_by__member"),
        key=lambda row: row.period.last,
        reverse=True,
    )
    before = earlier_levels(found)
    context = {
        "year": year,
        "rows": [(row, before.get(row.pk, "")) for row in found],
        "has_before": year > FIRST_YEAR,
        "has_next": year < clock.today().year,
    }
    return render(request, "reports/youth/mine.html", context)
