"""A held session with everything that minutes tell of, and its signing as the pages do it."""

from datetime import date
from typing import Any

from cells.models import (
    AgendaItem,
    Document,
    IssuedDocument,
    Member,
    Minutes,
    Session,
    SessionPartner,
    Speech,
    Vote,
)
from cells.session.minutes import services
from cells.session.minutes.composition import compose, fingerprint
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    DocumentFactory,
    MemberFactory,
    SessionFactory,
    SessionTaskFactory,
)

DAY = date(2014, 3, 5)
NOTES = "Chi bộ nghe báo cáo tháng 02.\nMọi người góp ý cho bản đăng ký."
EXCUSED = {"state": "excused", "reason": "mission"}


def held_session(cast: Any, **values: Any) -> Session:
    """Chaired by the secretary, recorded by the deputy; six to come, five there, one away."""
    people = cast.members
    before = {
        "cell": cast.cell,
        "chair": people["secretary"],
        "minute_taker": people["deputy"],
        "guests": "Đồng chí Lâm Thị Hoài Thương, Uỷ viên Ban Thường vụ Đảng uỷ",
        "conclusion": "Thống nhất các nhiệm vụ tháng 3.",
        "held": True,
    }
    session = SessionFactory(**before | values)
    take_roll(session, cast)
    talk(session, people["colleague"])
    SessionTaskFactory(session=session, owner=people["member"])
    return session


def take_roll(session: Session, cast: Any) -> None:
    roles = ("secretary", "deputy", "cell committee", "member")
    for role in roles:
        AttendanceFactory(session=session, member=cast.members[role])
    AttendanceFactory(session=session, member=cast.members["colleague"], category="probationary")
    AttendanceFactory(session=session, member=named("Hoàng Văn Đạt"), **EXCUSED)
    AttendanceFactory(session=session, member=named("Phùng Văn Vinh"), state="unexcused")
    AttendanceFactory(session=session, member=named("Đỗ Già"), category="exempt", state="")


def named(name: str) -> Member:
    return MemberFactory(full_name=name)


def talk(session: Session, speaker: Member) -> AgendaItem:
    item = AgendaItemFactory(
        session=session, title="Kết quả làm theo tháng 02", presenter="phó bí thư", notes=NOTES
    )
    Speech.objects.create(item=item, speaker=speaker, text="Đề nghị thay máy hút ẩm.")
    Vote.objects.create(
        item=item, question="Thông qua nhiệm vụ tháng 3", in_favour=4, against=1, entitled=6
    )
    document = Document.objects.first() or DocumentFactory(symbol="09-HD/ĐUCQ")
    AgendaItemFactory(session=session, title="Văn bản mới", kind="document", document=document)
    return item


def with_partner(session: Session, cell: Any, *people: Member) -> Session:
    """A second cell with a roll of its own."""
    SessionPartner.objects.create(session=session, cell=cell)
    for person in people:
        AttendanceFactory(session=session, cell=cell, member=person)
    return session


def full_hall(session: Session, names: list[str]) -> Session:
    """As many people more on the host's roll; every seventh is excused, every ninth is not."""
    for number, name in enumerate(names):
        states = {0: EXCUSED, 3: {"state": "unexcused"}}
        AttendanceFactory(session=session, member=named(name), **states.get(number % 7, {}))
    return session


def sign_first(session: Session, *, by: Any, **more: Any) -> Minutes:
    read = fingerprint(compose(session))
    return services.sign_session(session, by=by, read=read, **more)


def sign_second(session: Session, *, by: Any, **values: Any) -> IssuedDocument:
    day = values.pop("dated_on", session.day)
    number = values.pop("number", None) or services.next_number(session, day)
    values = {"read": fingerprint(compose(session)), **values}
    return services.countersign_session(session, by=by, dated_on=day, number=number, **values)


def sign_both(session: Session, cast: Any) -> IssuedDocument:
    sign_first(session, by=cast.users["secretary"])
    return sign_second(session, by=cast.users["deputy"])
