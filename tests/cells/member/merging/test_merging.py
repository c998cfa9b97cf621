"""One record out of two: what goes over, what is dropped, what stands in the way."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from cells.audit import AuditEntry, broken_chains, trace
from cells.member.merging.figures import plan_merge
from cells.member.merging.parts import PARTS, Part, Standings, relations
from cells.member.merging.services import merge_members
from cells.models import Member, Membership, Standing, User
from cells.workflow import Clash
from pledges.models import MonthlyReport, Pledge
from pledges.pledge.services import ItemInput, save_pledge
from tests.factories import (
    CellFactory,
    CommitteePostFactory,
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    PledgeFactory,
    PledgeItemFactory,
    StandingFactory,
    UserFactory,
)

TODAY = date(2014, 3, 20)


@pytest.fixture
def kept(cast):
    return cast.members["member"]


@pytest.fixture
def double(cast):
    """The same person, entered again without a card, in no cell yet."""
    return MemberFactory(full_name="NGUYỄN VĂN THỊNH", card_number="", email="thinh@co-quan.vn")


def merge(cast, kept, double, **said):
    merge_members(kept, double, by=cast.user("staff"), **said)


def test_every_relation_to_a_person_is_handled():
    """Whoever adds a model that points at Member says here what becomes of it in a merge."""
    assert set(relations()) == set(PARTS)


def test_a_relation_that_nobody_thought_of_stops_every_merge(cast, kept, double, monkeypatch):
    monkeypatch.delitem(PARTS, "pledges.Pledge.member")
    with pytest.raises(ValidationError, match=r"chưa biết chuyển: pledges\.Pledge\.member"):
        merge(cast, kept, double)


def test_everything_of_the_double_goes_over_and_its_row_goes(cast, kept, double):
    membership = MembershipFactory(
        member=double, cell=cast.cell, since=date(2008, 1, 1), until=date(2009, 12, 31)
    )
    post = CommitteePostFactory(member=double, body="inspection")
    standing = StandingFactory(member=double, until=date(2013, 6, 30))
    pledge = PledgeFactory(member=double, cell=cast.other_cell, accepted=True, year=2013)
    report = MonthlyReportFactory(pledge=pledge, month=date(2013, 5, 1))
    merge(cast, kept, double)
    for row in (membership, post, standing, pledge):
        row.refresh_from_db()
        assert row.member == kept
    assert MonthlyReport.objects.get(pk=report.pk).author_id == kept.pk
    assert not Member.objects.filter(pk=double.pk).exists()


def test_blanks_are_filled_and_what_is_written_stays(cast, kept, double):
    Member.objects.filter(pk=kept.pk).update(unit="", email="", job_title="Vụ phó", card_number="")
    Member.objects.filter(pk=double.pk).update(unit="Vụ III", card_number="03099999")
    kept.refresh_from_db()
    double.refresh_from_db()
    merge(cast, kept, double)
    kept.refresh_from_db()
    assert (kept.unit, kept.email, kept.job_title) == ("Vụ III", "thinh@co-quan.vn", "Vụ phó")
    assert (kept.full_name, kept.card_number) == ("Nguyễn Văn Thịnh", "03099999")


def test_the_past_of_both_stays_as_it_was(cast, kept, double):
    trace(double, cast.users["staff"], "post", "", "", "giao chức vụ")
    row = MembershipFactory(member=double, cell=cast.cell)
    before = list(AuditEntry.objects.order_by("pk").values())
    merge(cast, kept, double)
    entries = list(AuditEntry.objects.order_by("pk").values())
    assert entries[: len(before)] == before
    assert entries[-1]["object_id"] == kept.pk
    assert entries[-1]["note"] == (
        f"hồ sơ số {entries[0]['object_id']}: NGUYỄN VĂN THỊNH, sinh năm 1975; "
        "chuyển 0 dòng, bỏ 1 dòng trùng"
    )
    assert list(broken_chains()) == []
    gone = Member.history.filter(full_name="NGUYỄN VĂN THỊNH").first()
    assert (gone.history_type, gone.history_user) == ("-", cast.users["staff"])
    assert Membership.history.filter(id=row.pk, history_type="-").exists()


# Rows side by side


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ({}, "dropped"),
        ({"since": date(2014, 1, 1), "until": date(2014, 2, 1)}, "dropped"),
        ({"until": date(2009, 12, 31), "since": date(2008, 1, 1)}, "moved"),
        ({"office": "committee"}, "Hồ sơ trùng ghi chi uỷ viên Chi bộ Vụ Cơ sở đảng"),
        ({"elsewhere": True}, "Hai hồ sơ sinh hoạt ở hai nơi cùng lúc"),
        ({"elsewhere": True, "until": date(2014, 3, 19)}, "dropped"),
        ({"elsewhere": True, "is_temporary": True}, "moved"),
        ({"is_temporary": True}, "dropped"),
        ({"elsewhere": True, "kind": "youth"}, "moved"),
    ],
)
def test_memberships_of_one_moment(cast, kept, double, row, outcome):
    place = cast.other_cell if row.pop("elsewhere", False) else cast.cell
    stored = MembershipFactory(member=double, cell=place, **row)
    if outcome not in {"dropped", "moved"}:
        with pytest.raises(ValidationError, match=outcome):
            merge(cast, kept, double)
        assert Member.objects.filter(pk=double.pk).exists()
        return
    merge(cast, kept, double)
    assert Membership.objects.filter(pk=stored.pk, member=kept).exists() is (outcome == "moved")


@pytest.mark.parametrize(
    ("model", "own", "other", "outcome"),
    [
        (CommitteePostFactory, {}, {}, "dropped"),
        (CommitteePostFactory, {}, {"title": "head"}, "hai chức danh cùng lúc: uỷ viên và trưởng"),
        (CommitteePostFactory, {"until": date(2012, 1, 1)}, {"since": date(2012, 1, 2)}, "moved"),
        (CommitteePostFactory, {}, {"body": "executive"}, "moved"),
        (StandingFactory, {}, {}, "dropped"),
        (StandingFactory, {}, {"kind": "suspended"}, "hồ sơ giữ lại ghi khác"),
        (StandingFactory, {"until": date(2013, 5, 1)}, {"since": date(2013, 5, 2)}, "moved"),
    ],
)
def test_posts_and_standings_of_one_moment(cast, kept, double, model, own, other, outcome):
    model(member=kept, **own)
    stored = model(member=double, **other)
    if outcome not in {"dropped", "moved"}:
        with pytest.raises(ValidationError, match=outcome):
            merge(cast, kept, double)
        return
    merge(cast, kept, double)
    found = type(stored).objects.filter(pk=stored.pk, member=kept)
    assert found.exists() is (outcome == "moved")


JUNE, DECEMBER = date(2013, 6, 1), date(2013, 12, 31)


def has_cell(model):
    return model is MembershipFactory


@pytest.mark.parametrize(
    ("own", "other", "days"),
    [
        ({"until": DECEMBER}, {"since": JUNE}, [(date(2010, 1, 1), None)]),
        ({"since": JUNE}, {}, [(date(2010, 1, 1), None)]),
        ({"since": JUNE}, {"until": DECEMBER}, [(date(2010, 1, 1), None)]),
        ({"until": DECEMBER}, {"until": JUNE}, [(date(2010, 1, 1), DECEMBER)]),
    ],
)
@pytest.mark.parametrize("model", [MembershipFactory, CommitteePostFactory, StandingFactory])
def test_no_day_of_the_double_is_lost(cast, double, model, own, other, days):
    """What says the same and lasts longer is joined to the row of the kept record."""
    kept = MemberFactory(full_name="Nguyễn Văn Thịnh")
    same = {"since": date(2010, 1, 1)} | ({"cell": cast.cell} if has_cell(model) else {})
    row = model(member=kept, **same | own)
    model(member=double, **same | other)
    merge(cast, kept, double)
    found = type(row).objects.filter(member=kept).values_list("since", "until")
    assert list(found) == days


@pytest.mark.parametrize(
    ("model", "own", "other", "sentence"),
    [
        (
            MembershipFactory,
            [{"is_temporary": True}],
            {},
            "ghi: Đảng viên, Chi bộ Vụ Cơ sở đảng, từ 01/01/2010. Hồ sơ giữ lại không ghi đủ",
        ),
        (
            MembershipFactory,
            [{"until": JUNE}, {"since": DECEMBER}],
            {"since": date(2013, 1, 1)},
            "không ghi đủ những ngày ấy. Giữ hồ sơ kia. Nếu vẫn vướng thì nhập bảng tính",
        ),
        (
            MembershipFactory,
            [{"until": DECEMBER}, {"since": date(2014, 1, 1), "office": "committee"}],
            {"office": "committee", "since": JUNE},
            "Chi uỷ viên, Chi bộ Vụ Cơ sở đảng, từ 01/06/2013. Hồ sơ giữ lại không ghi đủ",
        ),
        (
            CommitteePostFactory,
            [{"until": JUNE}, {"since": DECEMBER}],
            {},
            "ghi: Uỷ viên Bộ phận giúp việc, từ 01/01/2010. Hồ sơ giữ lại không ghi đủ",
        ),
        (
            CommitteePostFactory,
            [{"until": DECEMBER}, {"since": date(2014, 1, 1), "title": "head"}],
            {},
            "hai chức danh cùng lúc: trưởng và uỷ viên",
        ),
        (
            StandingFactory,
            [{"until": JUNE}, {"since": DECEMBER}],
            {"since": date(2013, 1, 1)},
            "ghi: Miễn sinh hoạt, từ 01/01/2013. Hồ sơ giữ lại không ghi đủ",
        ),
    ],
)
def test_what_the_kept_record_does_not_say_of_every_day_stops_the_merge(
    cast, double, model, own, other, sentence
):
    kept = MemberFactory(full_name="Nguyễn Văn Thịnh")
    same = {"since": date(2010, 1, 1)} | ({"cell": cast.cell} if has_cell(model) else {})
    for row in own:
        model(member=kept, **same | row)
    stored = model(member=double, **same | other)
    with pytest.raises(ValidationError, match=sentence):
        merge(cast, kept, double)
    assert type(stored).objects.filter(pk=stored.pk, member=double).exists()


def test_rows_that_cover_every_day_between_them_are_enough(cast, double):
    kept = MemberFactory(full_name="Nguyễn Văn Thịnh")
    MembershipFactory(member=kept, cell=cast.cell, until=DECEMBER)
    MembershipFactory(
        member=kept, cell=cast.cell, since=date(2014, 1, 1), office="deputy_secretary"
    )
    MembershipFactory(member=double, cell=cast.cell)
    merge(cast, kept, double)
    assert kept.memberships.count() == 2


def test_the_page_says_where_the_kept_record_was_and_what_is_joined(cast, kept, double):
    MembershipFactory(member=double, cell=cast.other_cell, since=JUNE, until=DECEMBER)
    CommitteePostFactory(member=kept, body="inspection", until=DECEMBER)
    CommitteePostFactory(member=double, body="inspection", since=JUNE)
    drops = plan_merge(kept, double).drops
    assert drops[1].endswith("(hồ sơ giữ lại đã ghi những ngày ấy ở Chi bộ Vụ Cơ sở đảng)")
    assert drops[0].endswith("(nối vào dòng của hồ sơ giữ lại, thành từ 01/01/2010)")


def blank(member, cell):
    return PledgeFactory(member=member, cell=cell)


def written(member, cell):
    pledge = PledgeFactory(member=member, cell=cell, sent=True)
    PledgeItemFactory(pledge=pledge)
    return pledge


@pytest.mark.parametrize(
    ("own", "other", "stays"),
    [
        (blank, blank, "own"),
        (blank, written, "other"),
        (written, blank, "own"),
        (written, written, None),
    ],
)
def test_of_two_pledges_of_a_cell_and_year_the_written_one_stays(
    cast, kept, double, own, other, stays
):
    pledges = {"own": own(kept, cast.cell), "other": other(double, cast.cell)}
    if stays is None:
        with pytest.raises(ValidationError, match="Cả hai hồ sơ đã viết bản đăng ký năm 2014"):
            merge(cast, kept, double)
        assert Pledge.objects.count() == 2
        return
    merge(cast, kept, double)
    assert Pledge.objects.get() == pledges[stays]
    assert Pledge.objects.get().member == kept


def test_a_blank_pledge_that_is_written_at_this_moment_is_not_thrown_away(cast, kept, double):
    written(kept, cast.cell)
    pledge = blank(double, cast.cell)
    part = PARTS["pledges.Pledge.member"].look(kept, double)
    assert part.dropped == (pledge.pk,)
    save_pledge(pledge, reflection="Đã viết", measures="", items=[ItemInput()], version=0)
    with pytest.raises(Clash):
        PARTS["pledges.Pledge.member"].carry(part, kept, by=cast.user("staff"))
    assert Pledge.objects.filter(pk=pledge.pk).exists()


# Accounts


@pytest.mark.parametrize(
    ("own", "other", "stays"),
    [
        (None, True, "other"),
        (True, None, "own"),
        (True, False, "own"),
        (False, True, "other"),
        (False, False, "own"),
        (True, True, "Cả hai hồ sơ có tài khoản đang dùng"),
    ],
)
def test_the_account_in_use_stays_with_the_person(cast, double, own, other, stays):
    kept = MemberFactory(full_name="Nguyễn Văn Thịnh")
    people = {"own": (kept, own), "other": (double, other)}
    users = {
        which: UserFactory(member=member, username=which, is_active=active)
        for which, (member, active) in people.items()
        if active is not None
    }
    if stays not in users:
        with pytest.raises(ValidationError, match=stays):
            merge(cast, kept, double)
        return
    merge(cast, kept, double)
    assert User.objects.get(member=kept) == users[stays]
    assert User.objects.filter(pk__in=[user.pk for user in users.values()]).count() == len(users)


def test_an_account_taken_off_waits_for_nothing_and_opens_nothing(cast, kept, double):
    old = UserFactory(
        member=double, is_active=False, asked_for="slip", asked_at="2014-03-01T08:00+07:00"
    )
    merge(cast, kept, double)
    old.refresh_from_db()
    assert (old.member, old.asked_for, old.is_active) == (None, "", False)
    assert User.objects.without_slip().count() == 0
    assert [entry.verb for entry in AuditEntry.objects.of(old)] == ["merge"]


# What stands in the way, and who


@pytest.mark.parametrize(
    ("own", "other", "sentence"),
    [
        ({"card_number": "03000111"}, {"card_number": "03000222"}, "Hai số thẻ khác nhau"),
        (
            {"official_on": None, "admitted_on": date(2010, 1, 1)},
            {"admitted_on": None, "official_on": date(2009, 1, 1)},
            "trước ngày vào Đảng của hồ sơ kia",
        ),
    ],
)
def test_what_two_records_cannot_both_say_stops_the_merge(cast, own, other, sentence):
    kept, double = MemberFactory(card_number=""), MemberFactory(card_number="")
    for member, values in ((kept, own), (double, other)):
        Member.objects.filter(pk=member.pk).update(**values)
    with pytest.raises(ValidationError, match=sentence):
        merge(cast, kept, double)
    assert Member.objects.filter(pk__in=[kept.pk, double.pk]).count() == 2


def test_nobody_merges_themselves(cast, double):
    for pair in ((cast.members["staff"], double), (double, cast.members["staff"])):
        with pytest.raises(ValidationError, match="không tự ghi cho mình"):
            merge(cast, *pair)


def test_what_was_not_read_is_not_done(cast, kept, double):
    agreed = plan_merge(kept, double).fingerprint
    StandingFactory(member=double)
    with pytest.raises(Clash):
        merge(cast, kept, double, agreed=agreed)
    assert Standing.objects.get().member == double


def test_two_merges_at_once_are_one(crowd, request):
    cast = request.getfixturevalue("cast")
    kept, other = cast.members["member"], CellFactory()
    double = MemberFactory(card_number="")
    MembershipFactory(member=double, cell=other, until=date(2009, 12, 31), since=date(2009, 1, 1))
    answers = crowd(
        lambda: merge(cast, Member.objects.get(pk=kept.pk), Member.objects.get(pk=double.pk)),
        lambda: merge(cast, Member.objects.get(pk=kept.pk), Member.objects.get(pk=double.pk)),
    )
    failed = [answer for answer in answers if answer is not None]
    assert len(failed) == 1
    assert type(failed[0]).__name__ in {"IllegalMove", "DoesNotExist", "Clash"}
    told = crowd(lambda: AuditEntry.objects.filter(verb="merge").count())
    assert told == [1]


def test_the_table_of_parts_names_real_fields():
    for key in PARTS:
        app, model, field = key.split(".")
        assert apps.get_model(app, model)._meta.get_field(field).related_model is Member


def test_a_row_that_comes_at_this_moment_stops_the_merge(cast, kept, double, monkeypatch):
    """What the plan did not see the database still holds on to."""
    row = StandingFactory(member=double)
    monkeypatch.setattr(Standings, "look", lambda *_said: Part())
    with pytest.raises(Clash):
        merge(cast, kept, double)
    row.refresh_from_db()
    assert row.member == double
