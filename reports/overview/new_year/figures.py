"""The steps into a new year, each with its state as the data tell it: nothing is ticked by hand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from cells.datacheck.figures import Section, some_checks
from cells.member.models import SOON
from cells.models import Cell, StudySlot, Theme
from cells.organisation.models import REGISTERING, CellQuerySet
from pledges.models import MonthlyReport, MoralStandard, Pledge
from pledges.pledge.models import PledgeQuerySet, PledgeStatus
from pledges.pledge.services import LEADERS_EARLIER, due_day, leaders_on, without_pledge
from reports.evaluation.choices import RoundStatus
from reports.evaluation.models import EvaluationRound

# What would leave somebody without a pledge, or a pledge without an answer
DATA = ("no-officer", "no-secretary", "no-cell", "two-memberships", "doubles")
MANDATES = ("ending-offices", "ending-posts")
DONE, TODO, LOOK = ("Xong", "done"), ("Chưa làm", "draft"), ("Cần xem", "return")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    title: str
    state: tuple[str, str]  # word and look
    words: str
    links: tuple[tuple[str, str], ...]  # label and address


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What opening the year would do today."""

    theme: Theme
    how_many: int
    by_leaders: int
    places: str
    due_on: date
    leaders_due_on: date


def opening(theme: Theme, today: date) -> Opening:
    missing, leaders = without_pledge(theme.year), leaders_on(today)
    return Opening(
        theme=theme,
        how_many=len(missing),
        by_leaders=sum((member, kind) in leaders for member, kind, _cell in missing),
        places=places({(cell, kind) for _member, kind, cell in missing}),
        due_on=due_day(theme.pledge_due_on, today, by_leader=False),
        leaders_due_on=due_day(theme.pledge_due_on, today, by_leader=True),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What closing the year's pledges would do today, and what still waits in its months."""

    year: int
    how_many: int
    unanswered: int
    is_own_open: bool


def closing_year(today: date) -> int:
    """The one that is over: in a running year the months to come would find no pledge in force."""
    return today.year - 1


def closing(year: int, user: Any) -> Closing:
    sent = MonthlyReport.objects.filter(pledge__year=year).awaiting_answer()
    accepted = Pledge.objects.of_year(year).filter(status=PledgeStatus.ACCEPTED)
    return Closing(
        year=year,
        how_many=to_close(year, user).count(),
        unanswered=sent.count(),
        is_own_open=accepted.filter(member=user.member_id).exists(),
    )


def to_close(year: int, user: Any) -> PledgeQuerySet:
    """One's own is closed by somebody else (``close_pledge``)."""
    accepted = Pledge.objects.of_year(year).filter(status=PledgeStatus.ACCEPTED)
    return accepted.exclude(member=user.member_id)


def places(cells: set[tuple[int, str]]) -> str:
    """“12 chi bộ, 1 chi đoàn”."""
    count = Counter(kind for _cell, kind in cells)
    return ", ".join(f"{count[kind]} {kind.label}" for kind in REGISTERING if count[kind])


def steps_into(year: int, today: date) -> list[Step]:
    theme: Any = Theme.objects.annotate(topic_count=Count("topics")).filter(year=year).first()
    cells = Cell.objects.party().open_on(today)
    found = {each.key: each for each in some_checks((*DATA, *MANDATES), today)}
    return [
        data_step([found[key] for key in DATA]),
        mandate_step([found[key] for key in MANDATES]),
        theme_step(theme, year),
        topic_step(theme, cells),
        standard_step(year, cells),
        open_step(theme, year),
        round_step(year - 1),
        close_step(year - 1, today),
    ]


def data_step(found: list[Section]) -> Step:
    wrong = [f"{each.title.lower()}: {each.count}" for each in found if each.count]
    return Step(
        title="Kiểm tra dữ liệu",
        state=LOOK if wrong else DONE,
        words=sentence("; ".join(wrong)) or "Ai cũng ở một chi bộ, chi bộ nào cũng có bí thư.",
        links=(("Mở trang kiểm tra dữ liệu", reverse("data-check")),),
    )


def mandate_step(found: list[Section]) -> Step:
    how_many = sum(each.count for each in found)
    first = next((each.key for each in found if each.count), "")
    soon = f"hết nhiệm kỳ trong {SOON.days} ngày"
    words = f"{how_many} chức vụ {soon}, chưa gia hạn, chưa có người thay."
    return Step(
        title="Nhiệm kỳ sắp hết",
        state=LOOK if how_many else DONE,
        words=words if how_many else f"Không có chức vụ nào {soon}.",
        links=(("Xem từng chức vụ", f"{reverse('data-check')}#{first}"),) if how_many else (),
    )


def theme_step(theme: Theme | None, year: int) -> Step:
    title = f"Chuyên đề năm {year} và hạn đăng ký"
    if theme is None:
        words = "Chưa có chuyên đề; có rồi mới mở năm được."
        return Step(
            title=title,
            state=TODO,
            words=words,
            links=(("Lập chuyên đề năm", reverse("theme-new")),),
        )
    leaders = theme.pledge_due_on - LEADERS_EARLIER
    days = f"Hạn đăng ký {theme.pledge_due_on:%d/%m/%Y}, cán bộ chủ chốt {leaders:%d/%m/%Y}."
    words = f"{theme.title}. {days}"
    url = reverse("theme-edit", args=[theme.pk])
    return Step(title=title, state=DONE, words=words, links=(("Xem, sửa", url),))


def topic_step(theme: Any, cells: CellQuerySet) -> Step:
    title = "Chủ đề từng quý đưa về chi bộ"
    if theme is None or not theme.topic_count:
        links = (("Ghi chủ đề", reverse("theme-topics", args=[theme.pk])),) if theme else ()
        return Step(title=title, state=TODO, words="Chưa có chủ đề nào của năm.", links=links)
    slots = StudySlot.objects.filter(topic__theme=theme).values("cell")
    count = cells.aggregate(there=Count("pk"), planned=Count("pk", filter=Q(pk__in=slots)))
    planned, there = count["planned"], count["there"]
    words = f"{theme.topic_count} chủ đề, đã có trong kế hoạch của {planned}/{there} chi bộ."
    return Step(
        title=title,
        state=DONE if planned >= there else LOOK if planned else TODO,
        words=words,
        links=(("Đưa về chi bộ", reverse("theme-publish", args=[theme.pk])),),
    )


def standard_step(year: int, cells: CellQuerySet) -> Step:
    """Who has no card of the year keeps the one in force; the committee's is for everybody."""
    adopted = MoralStandard.objects.adopted().filter(year__lte=year)
    own = Q(cell__in=cells.values("pk"))
    count = adopted.aggregate(
        committee=Count("pk", filter=Q(cell__isnull=True)),
        with_card=Count("cell", filter=own, distinct=True),
        of_year=Count("cell", filter=own & Q(year=year), distinct=True),
    )
    there, of_year = cells.count(), count["of_year"]
    cards = f"{count['with_card']}/{there} chi bộ có chuẩn mực riêng, {of_year} của năm {year}"
    lack = "" if count["committee"] else " Đảng uỷ chưa ban hành tiêu chí chung."
    return Step(
        title="Chuẩn mực đạo đức",
        state=DONE if count["committee"] else TODO,
        words=f"{cards}.{lack}",
        links=(("Xem chuẩn mực của các chi bộ", reverse("standard-list")),),
    )


def open_step(theme: Theme | None, year: int) -> Step:
    title = f"Mở đăng ký năm {year}"
    there = Pledge.objects.of_year(year).count()
    missing = len(without_pledge(year))
    if not there:
        words = (
            f"{missing} bản đăng ký sẽ được mở để viết."
            if theme
            else "Chưa mở được: lập chuyên đề của năm đã."
        )
        state = TODO
    else:
        late = f" Còn {missing} bản chưa mở, của người mới đến." if missing else " Không thiếu ai."
        words, state = f"Đã mở {there} bản đăng ký.{late}", LOOK if missing else DONE
    url = reverse("new-year-open", args=[year])
    label = "Xem trước và mở" if not there else "Xem và mở thêm"
    return Step(
        title=title, state=state, words=words, links=((label, url),) if theme and missing else ()
    )


def round_step(year: int) -> Step:
    title = f"Đánh giá, xếp loại năm {year}"
    found = EvaluationRound.objects.filter(year=year).first()
    if found is None:
        links = (("Mở vòng đánh giá", reverse("round-open")),)
        return Step(title=title, state=TODO, words="Chưa mở vòng đánh giá.", links=links)
    is_over = found.status in {RoundStatus.PUBLISHED, RoundStatus.CLOSED}
    return Step(
        title=title,
        state=DONE if is_over else LOOK,
        words=f"{found.get_status_display()}.",
        links=(("Xem vòng đánh giá", found.get_absolute_url()),),
    )


def close_step(year: int, today: date) -> Step:
    left = Pledge.objects.of_year(year).filter(status=PledgeStatus.ACCEPTED).count()
    query = urlencode({"year": year, "state": PledgeStatus.ACCEPTED.label})
    links = [("Xem các bản chưa khép", f"{reverse('pledge-list')}?{query}")]
    if year == closing_year(today):
        links.insert(0, ("Xem trước và khép", reverse("new-year-close", args=[year])))
    words = (
        f"{left} bản đã nhận, chưa khép. Khép khi báo cáo tháng 12 đã nhận xong; "
        f"từ 01/01/{year + 1} khép được cả năm một lần."
    )
    return Step(
        title=f"Khép bản đăng ký năm {year}",
        state=LOOK if left else DONE,
        words=words if left else "Không còn bản nào chưa khép.",
        links=tuple(links) if left else (),
    )


def sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
