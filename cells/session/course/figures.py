"""Who has a vote, how a vote ended, and what still stands in the way of closing."""

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q, QuerySet

from cells import clock
from cells.member.models import Member, Membership, Standing
from cells.organisation.models import CellKind
from cells.session.models import (
    Attendance,
    AttendanceState,
    RollCategory,
    Session,
    Vote,
    VoteBase,
)


def participants(session: Session) -> QuerySet[Member]:
    """Whom words and tasks may be put down to: people of the host and partner cells that day."""
    cells = [session.cell_id, *(partner.cell_id for partner in session.partners.all())]
    here = Membership.objects.open_on(session.day).filter(cell__in=cells)
    on_the_roll = Attendance.objects.filter(session=session)
    return Member.objects.filter(
        Q(pk__in=here.values("member")) | Q(pk__in=on_the_roll.values("member"))
    )


def entitled(session: Session) -> dict[str, int]:
    """How many of the host cell have a vote, by base: of the roll, before it of the membership.

    Who is in probation has none; who is exempt and came votes like everybody.
    """
    came_though_exempt = Q(
        category=RollCategory.EXEMPT,
        state=AttendanceState.PRESENT,
        member__official_on__lte=session.day,
    )
    has_a_vote = Q(category__in=[RollCategory.OFFICIAL, RollCategory.YOUTH]) | came_though_exempt
    lines = Attendance.objects.filter(session=session, cell=session.cell)
    of_roll = lines.aggregate(
        everybody=Count("pk"),
        voters=Count("pk", filter=has_a_vote),
        present=Count("pk", filter=has_a_vote & Q(state=AttendanceState.PRESENT)),
    )
    if not of_roll["everybody"]:
        return {VoteBase.OFFICIAL: official_by_membership(session)}
    return {VoteBase.OFFICIAL: of_roll["voters"], VoteBase.PRESENT: of_roll["present"]}


def official_by_membership(session: Session) -> int:
    regular = Membership.objects.regular().open_on(session.day).filter(cell=session.cell_id)
    released = Standing.objects.open_on(session.day)
    people = Member.objects.filter(pk__in=regular.values("member"))
    people = people.exclude(pk__in=released.values("member"))
    if session.cell.kind == CellKind.PARTY:
        people = people.filter(official_on__lte=session.day)
    return people.count()


def share(part: int, whole: int) -> str:
    """83,33 % – nothing of nothing is nothing."""
    percent = Decimal(100 * part) / Decimal(whole) if whole else Decimal(0)
    rounded = percent.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:f} %".replace(".", ",").replace(",00 %", " %")


def vote_words(vote: Vote) -> str:
    """“tán thành 15/18 (83,33 %), đạt”, as the minutes say it."""
    end = "đạt" if vote.is_carried else "không đạt"
    said = f"tán thành {vote.in_favour}/{vote.entitled} ({share(vote.in_favour, vote.entitled)})"
    others = [
        f"{words} {count}"
        for words, count in [
            ("không tán thành", vote.against),
            ("không có ý kiến", vote.abstained),
        ]
        if count
    ]
    return ", ".join([said, *others, end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing that is missing, and the address and place where it is put right."""

    sentence: str
    url_name: str
    anchor: str = ""


def lacks(session: Session) -> list[Lack]:
    """What must be there before the session may be closed."""
    found = []
    if session.starts_at > clock.now():
        said = f"Buổi sinh hoạt bắt đầu ngày {session.day:%d/%m/%Y}, chưa diễn ra nên chưa kết thúc"
        found.append(Lack(sentence=f"{said} được.", url_name="session-prepare"))
    if not session.attendances.filter(cell=session.cell_id).exists():
        found.append(Lack(sentence=f"{session.cell} chưa điểm danh.", url_name="session-roll"))
    if session.ends_at is None:
        sentence = "Chưa ghi giờ kết thúc."
        found.append(Lack(sentence=sentence, url_name="session-conclude", anchor="id_ends"))
    if session.needs_a_task and not (session.no_task_reason or session.tasks.exists()):
        sentence = (
            "Sinh hoạt chuyên đề phải giao ít nhất một việc, có người phụ trách và hạn, "
            "hoặc ghi rõ “không có, vì …”."
        )
        found.append(Lack(sentence=sentence, url_name="session-conclude", anchor="viec"))
    return found


def warnings(session: Session) -> list[str]:
    """Worth a word, no reason to keep the session open."""
    rolled = set(session.attendances.values_list("cell", flat=True))
    return [
        f"{partner.cell} cùng dự chưa điểm danh; chi bộ ấy ghi được đến khi ký biên bản."
        for partner in session.partners.select_related("cell")
        if partner.cell_id not in rolled
    ]


def labels_of(people: QuerySet[Member]) -> dict[str, Member]:
    """Names to choose from, each once: two of one name are told apart by year of birth or card."""
    rows = list(people.order_by("sort_key", "pk"))
    bearers = Counter(person.full_name for person in rows)
    return {
        (person.full_name if bearers[person.full_name] == 1 else told_apart(person)): person
        for person in rows
    }


def told_apart(person: Member) -> str:
    more = [str(person.birth_year or ""), person.card_number[-4:], str(person.pk)]
    return f"{person.full_name} ({', '.join(word for word in more if word)})"
