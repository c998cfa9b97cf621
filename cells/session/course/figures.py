"""Who has a vote, how a vote ended, and what still stands in the way of closing."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from cells import clock
from cells.member.models import Member, Membership
from cells.session.models import (
    Attendance,
    AttendanceState,
    RollCategory,
    Session,
    Vote,
    VoteBase,
)
from cells.session.roll.figures import percent, percent_words
from cells.session.roll.proposal import roll_of_day

VOTERS = (RollCategory.OFFICIAL, RollCategory.YOUTH)


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
    has_a_vote = Q(category__in=VOTERS) | came_though_exempt
    lines = Attendance.objects.filter(session=session, cell=session.cell)
    of_roll = lines.aggregate(
        everybody=Count("pk"),
        voters=Count("pk", filter=has_a_vote),
        present=Count("pk", filter=has_a_vote & Q(state=AttendanceState.PRESENT)),
    )
    if not of_roll["everybody"]:
        return {VoteBase.OFFICIAL: voters_by_membership(session)}
    return {VoteBase.OFFICIAL: of_roll["voters"], VoteBase.PRESENT: of_roll["present"]}


def voters_by_membership(session: Session) -> int:
    """By the categories that the roll will open with: of people, as long as it is not open."""
    people = roll_of_day(session, excused={})
    return sum(each.cell == session.cell and each.category in VOTERS for each in people)


def share(vote: Vote) -> str:
    """83,33%; empty where nobody had a vote."""
    return percent_words(percent(vote.in_favour, vote.entitled))


def result(vote: Vote) -> str:
    return "thông qua" if vote.is_carried else "không thông qua"


def vote_words(vote: Vote) -> str:
    """“tán thành 15/18 (83,33%), thông qua”, in the words of the minutes."""
    said = f"tán thành {vote.in_favour}/{vote.entitled} ({share(vote)})"
    others = [
        f"{words} {count}"
        for words, count in [
            ("không tán thành", vote.against),
            ("không có ý kiến", vote.abstained),
        ]
        if count
    ]
    return ", ".join([said, *others, result(vote)])


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
        begins = f"{timezone.localtime(session.starts_at):%H:%M ngày %d/%m/%Y}"
        said = f"Buổi sinh hoạt bắt đầu lúc {begins}, chưa diễn ra nên chưa kết thúc được."
        found.append(Lack(sentence=said, url_name="session-prepare"))
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
    """Names to choose from, each once: two of one name are told apart by year of birth and card,
    by the number of their record only where neither tells them apart."""
    rows = list(people.order_by("sort_key", "pk"))
    bearers = Counter(person.full_name for person in rows)
    alike = Counter(told_apart(person) for person in rows)
    labels = {}
    for person in rows:
        label = told_apart(person)
        if bearers[person.full_name] == 1:
            label = person.full_name
        elif alike[label] > 1 or label == person.full_name:
            label = told_apart(person, str(person.pk))
        labels[label] = person
    return labels


def told_apart(person: Member, *more: str) -> str:
    words = [str(person.birth_year or ""), person.card_number[-4:], *more]
    known = ", ".join(word for word in words if word)
    return f"{person.full_name} ({known})" if known else person.full_name
