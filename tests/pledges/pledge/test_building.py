"""What helps to write a pledge: examples, last year's items, the sentence, what follows."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from cells import clock
from cells.audit import AuditEntry
from pledges.models import Pledge, PledgeItem
from pledges.pledge import services
from pledges.pledge.library import groups_for, kind_of, library, topic_of
from pledges.pledge.paper import pledge_context
from pledges.pledge.steps import BEGUN
from tests.factories import (
    CellFactory,
    CriterionFactory,
    MoralStandardFactory,
    PledgeFactory,
    PledgeItemFactory,
    moment,
)
from tests.pledges.pledge.test_views import words_of
from tests.pledges.pledge.test_write import typed, url, whole


@pytest.fixture
def pledge(cast):
    return PledgeFactory(member=cast.members["member"], cell=cast.cell, due_on="2014-03-31")


@pytest.fixture
def criterion(cast):
    standard = MoralStandardFactory(cell=cast.cell, adopted=True)
    return CriterionFactory(standard=standard, behaviour="Trách nhiệm, tận tuỵ - Cầu thị")


@pytest.fixture
def last_year(cast):
    """Closed, in another cell, with one item that has a day in it."""
    before = PledgeFactory(
        member=cast.members["member"],
        cell=cast.other_cell,
        year=2013,
        status="closed",
        first_submitted_at="2013-01-20T08:00+07:00",
        accepted_at="2013-01-22T08:00+07:00",
    )
    old = CriterionFactory(
        standard=MoralStandardFactory(cell=cast.other_cell, year=2013, adopted=True),
        behaviour="Trách nhiệm, tận tuỵ - Cầu thị",
    )
    return PledgeItemFactory(
        pledge=before,
        criterion=old,
        action="Trả lời thư của cơ sở",
        due_on="2013-11-30",
        confirmer="Lương Thị Nhàn",
    )


def button(name, value, *items, **changes):
    return typed(*items, **{name: value}, **changes)


# the library


def test_every_example_belongs_to_a_topic_and_a_kind_that_exist():
    topics = {topic.key for topic in library().topics}
    kinds = {kind.key for kind in library().kinds}
    assert {example.topic for example in library().examples} == topics
    assert {example.kind for example in library().examples} - {""} == kinds
    assert all(
        example.action and example.measure and example.rhythm for example in library().examples
    )


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("Trách nhiệm, tận tuỵ - Cầu thị, lắng nghe", "duty"),
        ("Trách nhiệm, tận tụy", "duty"),  # where the tone stands does not matter
        ("Đoàn kết, trí tuệ - Toàn vụ đồng tâm", "unity"),
        ("Tiết kiệm, hiệu quả", "saving"),
        ("Phục vụ kịp thời, chu đáo", "people"),
        ("Chủ động, sáng tạo", "learning"),
        ("Công tâm, khách quan", "fairness"),
        ("Một điều khác", None),
    ],
)
def test_a_line_of_the_card_finds_its_topic(line, topic):
    found = topic_of(line)
    assert (found.key if found else None) == topic


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Chi bộ Vụ Tổ chức - Cán bộ cơ quan", "cadre"),
        ("Chi bộ Phòng Tổng hợp", "general"),
        ("Chi bộ Tài vụ - Quản trị - Công nghệ thông tin", "service"),
        ("Chi bộ Số 7", None),
    ],
)
def test_the_kind_of_a_unit_is_guessed_from_its_name(name, kind):
    found = kind_of(CellFactory.build(name=name, unit=""))
    assert (found.key if found else None) == kind


def test_the_units_own_work_stands_before_what_anybody_may_do():
    kind = next(kind for kind in library().kinds if kind.key == "service")
    first, *others = groups_for([(7, "Tiết kiệm, hiệu quả")], kind)
    assert (first.label, first.criterion_id) == ("Tiết kiệm, hiệu quả", 7)
    assert [example.kind for example in first.examples] == ["service", "", ""]
    assert len(others) == len(library().topics) - 1
    assert {group.criterion_id for group in others} == {None}


def test_one_tap_fills_the_first_empty_frame_and_saves_what_was_typed(sign_in, pledge, criterion):
    client = sign_in("member")
    page = client.get(url(pledge), {"kind": "service"}).content.decode()
    example = next(each for each in library().examples if each.topic == "duty")
    value = f"{example.number}-{criterion.pk}"
    assert f'value="{value}"' in page
    data = button("example", value, {"action": "chữ đã gõ"}, {}, kind="service")
    answer = client.post(url(pledge), data)
    assert answer.url == f"{url(pledge)}?kind=service#viec-2"
    mine, taken = pledge.items.all()
    assert mine.action == "chữ đã gõ"
    assert (taken.action, taken.measure, taken.rhythm) == (
        example.action,
        example.measure,
        example.rhythm,
    )
    assert (taken.criterion, taken.copied_from) == (criterion, None)
    assert '<option value="service" selected>' in client.get(answer.url).content.decode()


def test_an_example_in_the_frame_of_a_cleared_copy_is_no_copy(sign_in, pledge, last_year):
    cleared = {"copied_from_id": str(last_year.pk)}
    sign_in("member").post(url(pledge), button("example", "1-", cleared))
    assert pledge.items.get().copied_from is None


def test_who_sends_again_reads_when_it_was_sent_again(sign_in, pledge, cast):
    member = cast.users["member"]
    Pledge.objects.filter(pk=pledge.pk).update(reflection="Nói đi đôi với làm.")
    for position in (1, 2):
        PledgeItemFactory(pledge=pledge, position=position)
    for day in (5, 20):
        with clock.at(moment(2014, 3, day, 10)):
            pledge.refresh_from_db()
            services.submit_pledge(pledge, by=member)
        if day == 5:
            services.withdraw_pledge(pledge, by=member)
    page = sign_in("member").get(reverse("pledge-sent", args=[pledge.pk])).content.decode()
    assert "lúc 20/03/2014, 10:00" in page


def test_with_four_items_nothing_is_taken_and_nothing_lost(sign_in, pledge):
    items = [{"action": f"việc {number}"} for number in range(4)]
    page = sign_in("member").post(url(pledge), button("example", "1-", *items), follow=True)
    assert "đã đủ 4 việc" in page.content.decode()
    assert [item.action for item in pledge.items.all()] == [item["action"] for item in items]


@pytest.mark.parametrize("value", ["", "0-", "999-", "x-y", "²-", "1", "1-999999"])
def test_a_strange_example_saves_the_text_and_breaks_nothing(sign_in, pledge, value):
    data = button("example", value, {"action": "chữ đã gõ"}, {})
    assert sign_in("member").post(url(pledge), data).status_code == 302
    first = pledge.items.first()
    assert (first.action, first.criterion) == ("chữ đã gõ", None)


def test_what_is_wrong_beside_an_example_is_said_and_kept(sign_in, pledge):
    data = button("example", "1-", {"action": "chữ đã gõ", "due_on": "30/02/2014"}, {})
    page = sign_in("member").post(url(pledge), data).content.decode()
    assert "Không có ngày 30/02/2014" in page
    assert "chữ đã gõ" in page
    assert library().examples[0].action in page


def test_looking_at_another_kind_keeps_the_text(sign_in, pledge):
    data = typed({"action": "chữ đã gõ"}, look="1", kind="journal")
    answer = sign_in("member").post(url(pledge), data)
    assert answer.url == f"{url(pledge)}?kind=journal#mau"
    assert pledge.items.get().action == "chữ đã gõ"


# last year


def test_last_year_is_shown_and_nothing_of_it_is_copied_unasked(sign_in, pledge, last_year):
    page = sign_in("member").get(url(pledge)).content.decode()
    assert "Bản đăng ký năm trước" in page
    assert "trả lời thư của cơ sở" in page
    assert not pledge.items.exists()


def test_an_item_of_last_year_is_taken_over_by_its_own_button(
    sign_in, pledge, criterion, last_year
):
    client = sign_in("member")
    client.post(url(pledge), button("last", last_year.pk, {"action": "một"}, {}))
    copy = pledge.items.get(position=2)
    assert (copy.action, copy.copied_from) == ("Trả lời thư của cơ sở", last_year)
    assert f"{copy.due_on:%d/%m/%Y}" == "30/11/2014"
    assert copy.confirmer == ""  # somebody of the old cell
    assert copy.criterion == criterion  # this year's card says the same
    page = client.get(url(pledge)).content.decode()
    assert "Đã chép vào bản năm nay" in page
    assert "Năm nay khác gì?" in page


def test_a_copy_is_sent_only_with_what_is_different_this_year(
    sign_in, cast, pledge, criterion, last_year
):
    client = sign_in("member")
    copy = whole(criterion, copied_from_id=last_year.pk)
    page = client.post(url(pledge), typed(copy, whole(criterion)), follow=True).content.decode()
    assert "Việc 1: chưa trả lời năm nay khác gì" in page
    client.post(url(pledge, "submit"), {"version": 1})
    assert Pledge.objects.get(pk=pledge.pk).status == "draft"
    said = copy | {"difference": "Năm nay thêm hai tỉnh"}
    page = client.post(
        url(pledge), typed(said, whole(criterion), version=1), follow=True
    ).content.decode()
    assert "Khác năm trước:</b> Năm nay thêm hai tỉnh" in page
    client.post(url(pledge, "submit"), {"version": 2})
    queue = sign_in("secretary").get(f"/pledges/queue/?pledge={pledge.pk}").content.decode()
    assert "Năm nay thêm hai tỉnh" in queue


def test_whose_item_it_was_is_asked_before_it_counts_as_a_copy(sign_in, cast, pledge, criterion):
    others = PledgeItemFactory(
        pledge__member=cast.members["stranger"], pledge__year=2013, action="Việc của người khác"
    )
    data = typed(whole(criterion, copied_from_id=others.pk))
    page = sign_in("member").post(url(pledge), data, follow=True)
    assert pledge.items.get().copied_from is None
    assert "Việc của người khác" not in page.content.decode()
    data = button("last", others.pk, version=1)
    page = sign_in("member").post(url(pledge), data, follow=True).content.decode()
    assert "Việc của người khác" not in page


def test_the_answer_stays_with_an_item_whose_source_is_gone(sign_in, pledge, criterion, last_year):
    client = sign_in("member")
    copy = whole(criterion, copied_from_id=last_year.pk, difference="Thêm hai tỉnh")
    client.post(url(pledge), typed(copy))
    last_year.delete()
    assert "Thêm hai tỉnh" in client.get(url(pledge)).content.decode()
    client.post(url(pledge), typed(copy, version=1))
    item = pledge.items.get()
    assert (item.copied_from, item.difference) == (None, "Thêm hai tỉnh")


def test_an_emptied_copy_goes_and_asks_nothing(sign_in, pledge, last_year):
    client = sign_in("member")
    client.post(url(pledge), typed({"action": "một", "copied_from_id": last_year.pk}))
    client.post(url(pledge), typed({"action": "", "copied_from_id": last_year.pk}, version=1))
    assert not pledge.items.exists()


@pytest.mark.parametrize(("status", "is_shown"), [("draft", False), ("accepted", True)])
def test_an_officer_who_writes_for_the_member_copies_only_what_was_sent(
    cast, sign_in, pledge, last_year, status, is_shown
):
    Pledge.objects.filter(pk=last_year.pledge_id).update(status=status)
    page = sign_in("secretary").get(url(pledge)).content.decode()
    assert ("trả lời thư của cơ sở" in page) is is_shown


def test_what_ended_last_year_is_not_offered(sign_in, pledge, last_year):
    PledgeItem.objects.filter(pk=last_year.pk).update(ended_on="2013-06-01", end_reason="đổi việc")
    assert "Bản đăng ký năm trước" not in sign_in("member").get(url(pledge)).content.decode()


def test_the_29th_of_february_becomes_the_28th(sign_in, pledge, last_year):
    PledgeItem.objects.filter(pk=last_year.pk).update(due_on="2012-02-29")
    sign_in("member").post(url(pledge), button("last", last_year.pk))
    assert f"{pledge.items.get().due_on:%d/%m/%Y}" == "28/02/2014"


def test_the_slower_tab_keeps_its_words_when_it_copies(sign_in, pledge, last_year):
    client = sign_in("member")
    client.post(url(pledge), typed({"action": "chữ của tab nhanh"}))
    data = button("last", last_year.pk, {"action": "chữ của tab chậm"}, {})
    assert client.post(url(pledge), data).status_code == 302
    assert [item.action for item in pledge.items.all()] == [
        "chữ của tab nhanh",
        "chữ của tab chậm",
        "Trả lời thư của cơ sở",
    ]


# the sentence


def test_the_preview_is_the_sentence_that_is_read_later_and_stores_nothing(
    sign_in, pledge, criterion
):
    client = sign_in("member")
    data = typed(whole(criterion, action="Trả lời <b>hồ sơ</b>"), {"measure": "hai lần"}, {})
    lines = client.post(url(pledge, "preview"), data).json()["lines"]
    first, second, blank = [" ".join(line.split()) for line in lines]
    sentence = (
        "Tôi sẽ trả lời &lt;b&gt;hồ sơ&lt;/b&gt;, trong 5 ngày, đến 30/11/2014; "
        "Lê Minh Hoà xác nhận."
    )
    assert sentence in first
    assert "<mark>… việc gì</mark>, hai lần" in second
    assert blank == ""
    assert Pledge.objects.get().version == 0
    client.post(url(pledge), data)
    assert sentence in " ".join(client.get(url(pledge, "check")).content.decode().split())


def test_the_printed_pledge_holds_the_very_sentences_of_the_preview(sign_in, pledge, criterion):
    client = sign_in("member")
    data = typed(
        whole(criterion, action="Trả lời\nhồ sơ của địa phương.", rhythm="Hằng tháng"),
        whole(criterion, action="Hà Nội học", measure="Hai buổi một tháng;", due_on=""),
    )
    lines = client.post(url(pledge, "preview"), data).json()["lines"]
    client.post(url(pledge), data)
    paper = "".join(words_of(client.get(f"/pledges/{pledge.pk}.pdf").content).split())
    for line in lines:
        sentence = strip_tags(line).strip()
        assert sentence.startswith("Tôi sẽ ")
        assert "".join(sentence.split()) in paper
    assert paper.count("LêMinhHoàxácnhận.") == len(lines)
    assert paper.count("trong5ngày") == 1


def test_the_preview_reads_a_day_that_is_none_as_none(sign_in, pledge):
    data = typed({"action": "một", "due_on": "30/02/2014"})
    answer = sign_in("member").post(url(pledge, "preview"), data)
    assert "… nhịp hoặc hạn" in answer.json()["lines"][0]


def test_of_a_sent_pledge_nothing_is_previewed(sign_in, cast):
    sent = PledgeFactory(member=cast.members["member"], cell=cast.cell, sent=True)
    answer = sign_in("member").post(url(sent, "preview"), typed({"action": "một"}))
    assert answer.status_code == 409


def test_the_officer_whom_the_member_has_overtaken_is_told_so_and_not_of_an_expired_sign_in(
    sign_in, pledge
):
    data = typed({"action": "một"})
    assert sign_in("secretary").post(url(pledge, "preview"), data).status_code == 200
    sign_in("member").post(url(pledge), typed({"action": "lời của chính đồng chí ấy"}))
    answer = sign_in("secretary").post(url(pledge, "preview"), data)
    assert (answer.status_code, answer.json()) == (409, {"message": BEGUN})


# after sending, and leaders


def test_after_sending_a_page_says_what_happens_next(sign_in, pledge, criterion):
    client = sign_in("member")
    client.post(url(pledge), typed(whole(criterion), whole(criterion)))
    answer = client.post(url(pledge, "submit"), {"version": 1}, follow=True)
    assert answer.redirect_chain == [(url(pledge, "sent"), 302)]
    page = answer.content.decode()
    assert "bí thư Trần Thị Mai trả lời" in page
    assert url(pledge, "withdraw") in page
    assert "mỗi tháng có một báo cáo ngắn" in page
    assert [entry.verb for entry in AuditEntry.objects.of(pledge)] == ["submit"]


def test_the_page_after_sending_gives_way_once_it_was_answered(sign_in, cast):
    done = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    answer = sign_in("member").get(url(done, "sent"))
    assert answer.url == f"/pledges/{done.pk}/"


@pytest.mark.parametrize(
    ("role", "status"), [("member", 200), ("colleague", 200), ("stranger", 404)]
)
def test_what_a_leader_of_the_cell_has_sent_is_read_by_its_members(sign_in, cast, role, status):
    leading = PledgeFactory(
        member=cast.members["deputy"], cell=cast.cell, by_leader=True, sent=True
    )
    PledgeItemFactory(pledge=leading, action="Việc của phó bí thư")
    answer = sign_in(role).get(f"/pledges/{leading.pk}/")
    assert answer.status_code == status
    assert ("việc của phó bí thư" in answer.content.decode()) is (status == 200)


def test_the_printed_pledge_says_what_is_different(cast, last_year):
    accepted = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    PledgeItemFactory(pledge=accepted, copied_from=last_year, difference="Thêm hai tỉnh")
    assert pledge_context(accepted)["items"][0]["difference"] == "Thêm hai tỉnh"
