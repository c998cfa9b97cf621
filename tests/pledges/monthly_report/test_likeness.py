"""The formalism self-check: what counts as the same words, and who reads which number."""

import tomllib
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.models import MonthlyReport, MonthlyReportLine
from pledges.monthly_report.likeness import (
    FEWEST_WORDS,
    STOP_WORDS,
    about_substance,
    likeness,
    says_the_same,
    total_of,
    words_of,
)
from tests.factories import (
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)
from tests.pledges.monthly_report.conftest import earlier

FORMAL = "Luôn nêu cao tinh thần trách nhiệm, gương mẫu trong công tác được giao"
CONCRETE = "Trả lời 14 hồ sơ của cơ sở, đều xong trong năm ngày"
TIENG = [
    "trả",
    "lời",
    "hồ",
    "sơ",
    "hòa",
    "giải",
    "khỏe",
    "thủy",
    "ĐUCQ",
    "12",
    "7",
    "không",
    "chưa",
]
QUEUE = "/pledges/monthly-reports/queue/"
PASSED_OVER = tomllib.loads(STOP_WORDS.read_text(encoding="utf-8"))["words"]
sentences = st.lists(st.sampled_from(TIENG), max_size=20).map(" ".join)
OLD_TONES = {"òa": "oà", "ỏe": "oẻ", "ủy": "uỷ"}


def old_style(text):
    for new, old in OLD_TONES.items():
        text = text.replace(new, old)
    return text


def dressed(data, text, between):
    """The same tiếng with something else between them."""
    tieng = text.split()
    joints = data.draw(st.lists(between, min_size=len(tieng), max_size=len(tieng)))
    return "".join(word + joint for word, joint in zip(tieng, joints, strict=True))


# The measure


@given(sentences, sentences)
def test_likeness_is_the_same_from_both_sides(one, other):
    one, other = words_of(one), words_of(other)
    assert likeness(one, other) == likeness(other, one)
    assert says_the_same(one, other) == says_the_same(other, one)


@given(st.text(max_size=600))
def test_equal_texts_are_wholly_alike_whatever_they_are(text):
    assert likeness(words_of(text), words_of(text)) == 100


@given(sentences, sentences)
def test_only_the_same_words_are_wholly_alike(one, other):
    one, other = words_of(one), words_of(other)
    assert 0 <= likeness(one, other) <= 100
    assert (likeness(one, other) == 100) == (one == other)


@given(sentences, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_case_composition_and_the_place_of_the_tone_change_nothing(text, form):
    for other in (text.upper(), text.title(), old_style(text)):
        assert words_of(unicodedata.normalize(form, other)) == words_of(text)


@given(st.data(), sentences)
def test_punctuation_and_blanks_change_nothing(data, text):
    between = st.sampled_from([" ", ", ", ".\n", " – ", "; ", "... ", " (", "!", "/", "-"])
    assert words_of(dressed(data, text, between)) == words_of(text)


@given(st.data(), sentences)
def test_stop_words_change_nothing(data, text):
    between = st.sampled_from([" ", *(f" {word} " for word in PASSED_OVER)])
    assert words_of(dressed(data, text, between)) == words_of(text)


@given(sentences, sentences)
def test_saying_the_same_is_the_likeness_from_the_threshold_on(one, other):
    one, other = words_of(one), words_of(other)
    is_long = min(len(one), len(other)) >= FEWEST_WORDS
    has_same_numbers = sorted(filter(str.isdigit, one)) == sorted(filter(str.isdigit, other))
    expected = is_long and has_same_numbers and likeness(one, other) >= 85
    assert says_the_same(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (FORMAL, f"Tháng này tôi {FORMAL.lower()}.", True),
        (f"Trong tháng 2/2014 {FORMAL}", f"Trong tháng 3/2014 {FORMAL}", True),
        (CONCRETE, CONCRETE.replace("14", "15"), False),  # another number is news
        ("Mỗi tháng 2 buổi đọc sách cùng tổ", "Mỗi tháng 3 buổi đọc sách cùng tổ", False),
        ("Đi làm đúng giờ", "Đi làm đúng giờ", False),  # too short to say anything of it
        (FORMAL, "Không nêu cao trách nhiệm, chưa gương mẫu trong công tác", False),
        (CONCRETE, "Về cơ sở dự trọn một buổi sinh hoạt chi bộ", False),
    ],
)
def test_what_says_the_same(one, other, is_same):
    assert says_the_same(words_of(one), words_of(other)) == is_same


def test_what_is_compared_of_one_sentence_is_bounded():
    assert len(words_of("a1" * 100_000)) <= 500


@pytest.mark.parametrize(
    ("sentence", "is_asked"),
    [
        (FORMAL, True),
        ("Hoàn thành tốt mọi nhiệm vụ được giao", True),
        ("Tình hình vẫn bình thường như mọi khi, ổn định", True),
        ("Trả lời hồ sơ của cơ sở đúng hạn", False),
        ("Tinh thần trách nhiệm thể hiện ở 12 hồ sơ", False),
        ("Gương mẫu từ ngày 5/3 trong phong trào", False),
        ("Chấp hành tốt chủ trương, đường lối của Đảng", False),  # a known mistake: see the page
    ],
)
def test_the_hint_asks_for_an_act_a_number_or_a_date(sentence, is_asked):
    assert bool(about_substance(1, sentence)) == is_asked


# Its author


def say(report, sentence, **fields):
    report.lines.update(state="done", sentence=sentence, **fields)


def check_page(sign_in, report, role="member"):
    answer = sign_in(role).get(f"/pledges/monthly-reports/{report.pk}/check/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def colleagues(cast):
    """``colleagues(4, "…")``: that many more members of the cell whose report says this."""

    def make(how_many, sentence, before="", cell=None, **fields):
        cell = cell or cast.cell
        made = []
        for _ in range(how_many):
            member = MemberFactory(full_name="Vũ Thị Nụ")
            MembershipFactory(member=member, cell=cell)
            pledge = PledgeFactory(member=member, cell=cell, accepted=True)
            item = PledgeItemFactory(pledge=pledge, position=1, criterion=None, action="Việc")
            if before:
                last = MonthlyReportFactory(
                    pledge=pledge, month=date(2014, 2, 1), acknowledged=True
                )
                MonthlyReportLineFactory(report=last, item=item, sentence=before)
            report = MonthlyReportFactory(pledge=pledge, **(fields or {"sent": True}))
            MonthlyReportLineFactory(report=report, item=item, sentence=sentence)
            made.append(report)
        return made

    return make


def test_the_author_reads_how_like_last_month_a_sentence_is(sign_in, report_of):
    report = report_of("member", items=1)
    earlier(report, sentence=CONCRETE)
    say(report, CONCRETE.replace("đều", "cũng đều kịp"))
    page = check_page(sign_in, report)
    assert "Việc 1 giống 95\u00a0% báo cáo tháng trước." in page
    assert "Chỉ đồng chí thấy" in page
    assert "Gửi báo cáo" in page  # advice blocks nothing


def test_new_numbers_are_welcomed(sign_in, report_of):
    report = report_of("member", items=1)
    earlier(report, sentence=CONCRETE)
    say(report, CONCRETE.replace("14", "15"))
    assert "con số đã khác. Số liệu mới là điều cần nhất" in check_page(sign_in, report)


@pytest.mark.parametrize(
    ("before", "month", "sentence", "fields"),
    [
        (CONCRETE, 2, CONCRETE, {"is_unchanged": True}),  # an honest answer
        (CONCRETE, 1, CONCRETE, {}),  # said two months ago
        (CONCRETE, 2, "Về cơ sở dự trọn một buổi sinh hoạt chi bộ", {}),
        ("Đi làm đúng giờ", 2, "Đi làm đúng giờ", {}),
        ("", 2, "", {}),
    ],
)
def test_nothing_is_said_without_a_reason(sign_in, report_of, before, month, sentence, fields):
    report = report_of("member", items=1)
    earlier(report, sentence=before)
    MonthlyReport.objects.exclude(pk=report.pk).update(month=date(2014, month, 1))
    say(report, sentence, **fields)
    assert "Chỉ đồng chí thấy" not in check_page(sign_in, report)


def test_the_author_reads_how_many_say_the_same_but_not_who(sign_in, report_of, colleagues):
    report = report_of("member")
    report.lines.update(state="done")
    report.lines.filter(item__position=2).update(sentence=f"{CONCRETE} nhé")
    colleagues(3, CONCRETE)
    colleagues(2, "Dự trọn một buổi sinh hoạt của thôn, ghi ý kiến")
    page = check_page(sign_in, report)
    assert "Việc 2 trùng lời với 3 đồng chí cùng sinh hoạt tháng này." in page
    assert "Vũ Thị Nụ" not in page
    assert "ghi ý kiến" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {},  # a draft
        {"status": "returned", "first_submitted_at": "2014-03-19T08:00+07:00"},
        {"status": "excused"},
        {"acknowledged": True, "month": date(2014, 2, 1)},  # another month
    ],
)
def test_what_is_not_with_the_cell_is_compared_with_nothing(sign_in, report_of, colleagues, fields):
    report = report_of("member", items=1)
    say(report, CONCRETE)
    colleagues(4, CONCRETE, month=fields.get("month", report.month), **without_month(fields))
    assert "trùng lời" not in check_page(sign_in, report)


def without_month(fields):
    return {name: value for name, value in fields.items() if name != "month"}


def test_another_cell_is_never_compared(sign_in, report_of, colleagues, cast):
    report = report_of("member", items=1)
    say(report, CONCRETE)
    colleagues(4, CONCRETE, cell=cast.other_cell)
    assert "trùng lời" not in check_page(sign_in, report)


def test_others_unchanged_lines_are_not_counted(sign_in, report_of, colleagues):
    report = report_of("member", items=1)
    say(report, CONCRETE)
    colleagues(4, CONCRETE)
    MonthlyReportLine.objects.exclude(report=report).update(is_unchanged=True)
    assert "trùng lời" not in check_page(sign_in, report)


@pytest.mark.parametrize(("others", "is_said"), [(2, False), (3, True)])
def test_of_few_colleagues_nothing_is_said(sign_in, report_of, colleagues, others, is_said):
    report = report_of("member", items=1)
    say(report, CONCRETE)
    colleagues(others, CONCRETE)
    assert ("trùng lời" in check_page(sign_in, report)) == is_said


def test_nobody_else_reads_the_advice_and_nothing_is_written(
    sign_in, report_of, colleagues, cast, caplog
):
    report = report_of("member", items=1)
    say(report, FORMAL)
    earlier(report, sentence=FORMAL)
    colleagues(4, FORMAL)
    rows = list(MonthlyReport.objects.values()), list(MonthlyReportLine.objects.values())
    assert "giống 100\u00a0%" in check_page(sign_in, report)
    assert rows == (list(MonthlyReport.objects.values()), list(MonthlyReportLine.objects.values()))
    assert FORMAL not in caplog.text
    MonthlyReport.objects.filter(pk=report.pk).update(
        status="submitted", first_submitted_at="2014-03-19T08:00+07:00"
    )
    for role in ("secretary", "deputy", "cell committee", "staff", "leader", "inspector"):
        for address in (f"/pledges/monthly-reports/{report.pk}/", QUEUE):
            page = sign_in(role).get(address, {"report": report.pk}).content.decode()
            assert "Chỉ đồng chí thấy" not in page
            assert "giống 100" not in page
            assert "trùng lời" not in page


def test_the_check_page_asks_as_much_in_a_full_cell_as_in_a_small_one(
    sign_in, report_of, colleagues, count_queries
):
    report = report_of("member", items=3)
    say(report, CONCRETE)
    colleagues(3, CONCRETE)
    check_page(sign_in, report)
    few = count_queries(lambda: check_page(sign_in, report))
    colleagues(25, CONCRETE)
    assert count_queries(lambda: check_page(sign_in, report)) == few


# The cell's secretary


def queue_page(sign_in, role):
    return sign_in(role).get(QUEUE, {"month": "2014-03"}).content.decode()


@pytest.fixture
def a_month(colleagues):
    """Six sent reports: two as last month, one with new numbers, one new, two unchanged."""
    colleagues(2, FORMAL, before=f"{FORMAL}.")
    colleagues(1, CONCRETE.replace("14", "15"), before=CONCRETE)
    colleagues(1, CONCRETE, before=FORMAL)
    for report in colleagues(2, FORMAL, before=FORMAL):
        report.lines.update(is_unchanged=True)


@pytest.mark.parametrize("role", ["secretary", "deputy"])
def test_the_secretary_reads_one_number_of_the_cell(sign_in, a_month, role):
    page = queue_page(sign_in, role)
    assert "<b>2/6 báo cáo</b> có câu gần như tháng trước." in page


@pytest.mark.parametrize("role", ["cell committee", "staff"])
def test_the_number_goes_no_further(sign_in, a_month, role):
    assert "gần như tháng trước" not in queue_page(sign_in, role)


@pytest.mark.parametrize("role", ["leader", "inspector", "member", "sysadmin"])
def test_others_have_no_queue_to_read_it_on(sign_in, a_month, role):
    assert sign_in(role).get(QUEUE).status_code == 403


@pytest.mark.parametrize(("sent", "total"), [(4, None), (5, 5)])
def test_of_few_reports_there_is_no_number(colleagues, cast, sent, total):
    colleagues(sent, FORMAL, before=FORMAL)
    found = total_of(cast.cell, date(2014, 3, 1))
    assert (found and found.alike) == total


def test_without_a_month_before_there_is_no_number(colleagues, cast):
    colleagues(6, FORMAL)
    assert total_of(cast.cell, date(2014, 3, 1)) is None


def test_in_january_there_is_no_number_for_items_are_of_one_year(cast):
    for _ in range(6):
        member = MembershipFactory(cell=cast.cell).member
        for month in (date(2013, 12, 1), date(2014, 1, 1)):
            pledge = PledgeFactory(member=member, cell=cast.cell, year=month.year, accepted=True)
            item = PledgeItemFactory(pledge=pledge, position=1, criterion=None)
            report = MonthlyReportFactory(pledge=pledge, month=month, sent=True)
            MonthlyReportLineFactory(report=report, item=item, sentence=FORMAL)
    assert total_of(cast.cell, date(2014, 1, 1)) is None


def test_drafts_of_either_month_are_not_in_the_number(colleagues, cast):
    colleagues(5, FORMAL, before=FORMAL)
    now_a_draft, then_a_draft, _ = colleagues(3, FORMAL, before=FORMAL)
    reports = MonthlyReport.objects
    hidden = [
        reports.filter(pk=now_a_draft.pk),
        reports.filter(pledge=then_a_draft.pledge, month=date(2014, 2, 1)),
    ]
    assert [found.update(status="draft") for found in hidden] == [1, 1]
    found = total_of(cast.cell, date(2014, 3, 1))
    assert (found.alike, found.sent) == (6, 7)


def test_the_number_costs_one_query(colleagues, cast, count_queries):
    colleagues(12, FORMAL, before=FORMAL)
    assert count_queries(lambda: total_of(cast.cell, date(2014, 3, 1))) == 1
