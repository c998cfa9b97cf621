"""Whole-cell prints: who gets them, what is in them, what is asked and written down first."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from cells.audit import AuditEntry
from cells.models import Cell, Member, Membership
from cells.print import bundle
from pledges.models import MonthlyReport
from pledges.monthly_report.slips import slips_of
from tests.cells.print.reading import pages_of, text_of
from tests.conftest import ROLES
from tests.factories import (
    CellFactory,
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    StandingFactory,
    moment,
)
from tests.world import changed_since, digest, words_of

REASON = "lưu hồ sơ chi bộ"
BODIES = {"staff", "leader", "executive", "inspector"}
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phước Quỳnh Phương Giang"


def address(cast, name, *args):
    return reverse(name, args=[cast.cell.pk, *args])


def printed(client, url, **data):
    answer = client.post(url, {"reason": REASON, **data})
    assert answer.headers["Content-Type"] == "application/pdf", answer.content.decode()
    return answer.content


@pytest.fixture
def blanks(cast):
    return address(cast, "cell-print-blanks")


@pytest.fixture
def filled(cast, pledges):
    return address(cast, "cell-print-pledges", 2014)


@pytest.fixture
def roster(cast):
    return address(cast, "cell-print-roster")


# Blank forms


def test_a_blank_form_for_everybody_obliged_each_on_a_page(sign_in, cast, blanks, tmp_path):
    StandingFactory(member=cast.members["colleague"])
    Member.objects.filter(pk=cast.members["deputy"].pk).update(full_name=LONG_NAME, unit="Vụ I")
    pdf = printed(sign_in("secretary"), blanks, year="2014")
    pages = [" ".join(word[3] for word in page) for page in pages_of(pdf, tmp_path)]
    names = [page.split("Họ và tên: ")[1].split(" Năm sinh: 1975")[0] for page in pages]
    assert names == [LONG_NAME, "Lê Minh Hoà", "Trần Thị Mai", "Nguyễn Văn Thịnh"]
    assert all("Chuyên viên chính" in page for page in pages)
    assert "Chuyên viên chính, Vụ I" in pages[0]
    assert "CHI BỘ VỤ CƠ SỞ ĐẢNG" in pages[0]


def test_a_form_leaves_room_for_what_the_roster_does_not_know(sign_in, cast, blanks, tmp_path):
    Member.objects.update(birth_year=None, job_title="")
    assert "None" not in text_of(printed(sign_in("secretary"), blanks, year="2014"), tmp_path)


def test_forms_are_printed_for_the_coming_year_too_but_for_no_other(sign_in, blanks, tmp_path):
    client = sign_in("secretary")
    assert "Hồ Chí Minh năm 2015" in text_of(printed(client, blanks, year="2015"), tmp_path)
    refused = client.post(blanks, {"reason": REASON, "year": "1999"})
    assert refused.headers["Content-Type"].startswith("text/html")
    assert REASON in refused.content.decode()


# Filled pledges


def test_the_pledges_of_a_cell_are_one_file_without_drafts(sign_in, cast, filled, tmp_path):
    pdf = printed(sign_in("secretary"), filled)
    text = text_of(pdf, tmp_path)
    for role in ("member", "secretary", "deputy"):
        assert words_of(role) in text
    for role in ("colleague", "cell committee", "stranger"):
        assert words_of(role) not in text
    heads = [page for page in pages_of(pdf, tmp_path) if "CỘNG" in [word[3] for word in page]]
    assert len(heads) == 3


def test_how_many_are_missing_is_said_before(sign_in, filled):
    page = sign_in("secretary").get(filled).content.decode()
    assert "Chi bộ có 5 bản đăng ký năm 2014. In được <b>3</b> bản" in page
    assert "<b>2</b> bản chưa gửi hoặc đang viết, không in" in page


def test_the_secretary_s_own_draft_is_no_paper_of_the_cell_yet(sign_in, cast, pledges, filled):
    type(pledges["secretary"]).objects.filter(pk=pledges["secretary"].pk).update(status="draft")
    assert "In được <b>2</b> bản" in sign_in("secretary").get(filled).content.decode()


def test_where_all_are_drafts_nothing_is_asked_and_nothing_printed(sign_in, cast, pledges, filled):
    type(pledges["member"]).objects.update(status="draft", accepted_at=None)
    client = sign_in("secretary")
    for answer in (client.get(filled), client.post(filled, {"reason": REASON})):
        assert "Chưa có bản nào để in" in answer.content.decode()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("year", [2013, 1, 99999999999999999999])
def test_a_year_without_pledges_has_no_page(sign_in, cast, pledges, year):
    url = address(cast, "cell-print-pledges", year)
    assert sign_in("secretary").get(url).status_code == 404


def test_more_than_a_file_holds_is_printed_in_parts(sign_in, filled, monkeypatch, tmp_path):
    monkeypatch.setattr(bundle, "MOST", 2)
    client = sign_in("secretary")
    page = client.get(filled).content.decode()
    assert "in thành 2 phần" in page
    assert "Tờ 1 đến 2: Đặng Hồng Hải – Trần Thị Mai" in page
    first, second = (text_of(printed(client, filled, part=part), tmp_path) for part in (0, 1))
    assert "Nguyễn Văn Thịnh" in second
    assert "Nguyễn Văn Thịnh" not in first
    for odd in ("2", "-1", "x"):
        assert b"%PDF" not in client.post(filled, {"reason": REASON, "part": odd}).content


# The roster


def test_the_roster_is_a_landscape_paper_by_given_name(sign_in, cast, roster, tmp_path):
    pdf = printed(sign_in("secretary"), roster, day="20/03/2014")
    [page] = pages_of(pdf, tmp_path)
    text = text_of(pdf, tmp_path)
    assert max(word[2] for word in page) > 210
    names = ["Hải", "Hoà", "Lan", "Mai", "Thịnh"]
    assert [word[3] for word in page if word[3] in names and word[0] < 100] == names
    assert "(Tính đến ngày 20/03/2014)" in text
    assert "Danh sách có 5 đồng chí." in text
    assert "03/02/2000 03/02/2001" in text
    assert "Phó bí thư" in text


def test_the_roster_says_how_it_was_on_a_day(sign_in, cast, roster, tmp_path):
    young = MemberFactory(full_name="Vi Thị Út", admitted_on=date(2012, 1, 1), official_on=None)
    MembershipFactory(member=young, cell=cast.cell, since=date(2013, 6, 1))
    StandingFactory(member=cast.members["member"], since=date(2014, 1, 1))
    client = sign_in("staff")
    then = text_of(printed(client, roster, day="31/12/2012"), tmp_path)
    now = text_of(printed(client, roster, day="20/03/2014"), tmp_path)
    assert ("Út" in then, "miễn sinh hoạt" in then, "Hạnh" in then) == (False, False, True)
    assert ("Út" in now, "miễn sinh hoạt" in now, "Hạnh" in now) == (True, True, False)
    assert "dự bị" in now


def test_a_long_roster_repeats_its_head_and_stays_on_the_page(sign_in, cast, roster, tmp_path):
    for _ in range(40):
        member = MemberFactory(full_name=LONG_NAME, job_title="Phó Vụ trưởng", unit="Vụ Cơ sở đảng")
        MembershipFactory(member=member, cell=cast.cell)
    pages = pages_of(printed(sign_in("secretary"), roster, day="20/03/2014"), tmp_path)
    assert len(pages) >= 3
    for page in pages:
        assert [word[3] for word in page].count("Diện") <= 1
        assert max(word[2] for word in page) <= 297 - 24
    assert all("Diện" in [word[3] for word in page] for page in pages[:-1])


@pytest.mark.parametrize("day", ["21/03/2014", "30/02/2014", "", "01/01/1950", "9/9/99999"])
def test_a_day_that_is_none_is_refused_and_the_reason_stays(sign_in, roster, day):
    answer = sign_in("secretary").post(roster, {"reason": REASON, "day": day})
    assert REASON in answer.content.decode()
    assert not AuditEntry.objects.exists()


# Who, and what is written down


def test_the_reason_is_asked_and_kept(sign_in, cast, filled, blanks, roster):
    client = sign_in("secretary")
    for url in (filled, blanks, roster):
        given = {"reason": " \u200b", "day": "20/03/2014", "year": "2014"}
        assert "Ghi lý do in." in client.post(url, given).content.decode()
    assert not AuditEntry.objects.exists()
    for url in (filled, blanks, roster):
        printed(client, url, day="20/03/2014", year="2014")
    entries = AuditEntry.objects.of(cast.cell)
    assert {(entry.verb, entry.actor_label) for entry in entries} == {("print", "Trần Thị Mai")}
    assert [entry.note for entry in entries] == [
        f"3 bản đăng ký năm 2014: {REASON}",
        f"5 mẫu đăng ký năm 2014 in sẵn tên: {REASON}",
        f"danh sách 5 đảng viên đến ngày 20/03/2014: {REASON}",
    ]


@pytest.mark.parametrize("role", ROLES)
def test_who_is_offered_what(sign_in, cast, pledges, role):
    answer = sign_in(role).get(address(cast, "cell-prints"))
    if role in {"secretary", "deputy", "cell committee", *BODIES}:
        page = answer.content.decode()
        assert "In mẫu đăng ký…" in page
        names_people = role != "cell committee"
        assert ("In năm 2014…" in page, "In danh sách…" in page) == (names_people,) * 2
    else:
        assert answer.status_code == 403 if role in {"member", "colleague"} else 404


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"secretary", "deputy"} - BODIES))
def test_others_get_no_list_of_people_and_change_nothing(sign_in, cast, filled, roster, role):
    client, before = sign_in(role), digest()
    for url in (filled, roster):
        answer = client.post(url, {"reason": REASON, "day": "20/03/2014"})
        assert answer.status_code in {403, 404}
    assert not changed_since(before)


def test_the_page_is_reached_from_the_cell(sign_in, cast):
    link = address(cast, "cell-prints")
    cell = cast.cell.get_absolute_url()
    assert link in sign_in("secretary").get(cell).content.decode()
    assert link not in sign_in("member").get(cell).content.decode()


def test_only_a_party_cell_has_prints(sign_in):
    youth = CellFactory(kind="youth", name="Chi đoàn cơ quan")
    client = sign_in("staff")
    assert client.get(reverse("cell-prints", args=[youth.pk])).status_code == 404
    assert "Bản in" not in client.get(youth.get_absolute_url()).content.decode()


def test_an_empty_cell_says_why_there_is_nothing_to_print(sign_in, cast):
    empty = CellFactory(name="Chi bộ Văn phòng")
    client = sign_in("staff")
    assert (
        "chưa có bản đăng ký nào"
        in client.get(reverse("cell-prints", args=[empty.pk])).content.decode()
    )
    url = reverse("cell-print-blanks", args=[empty.pk])
    for answer in (client.get(url), client.post(url, {"reason": REASON, "year": "2014"})):
        assert "chưa có ai thuộc diện đăng ký" in answer.content.decode()
    assert Cell.objects.count() == 3
    assert not Membership.objects.filter(cell=empty).exists()


# Slips of the month's reports


@pytest.fixture
def blank_report(cast, pledges):
    return MonthlyReportFactory(pledge=pledges["member"])


@pytest.fixture
def slips(cast, blank_report):
    return address(cast, "cell-print-slips", 2014, 3)


def test_officers_and_staff_print_slips_behind_a_reason(sign_in, cast, slips, tmp_path):
    for role in ("cell committee", "staff"):
        page = sign_in(role).get(slips).content.decode()
        assert "Có <b>1</b> báo cáo chưa ai viết" in page
        assert "Ghi lý do in." in sign_in(role).post(slips, {"reason": ""}).content.decode()
        text = text_of(printed(sign_in(role), slips), tmp_path)
        assert "Nguyễn Văn Thịnh" in text
    entry = AuditEntry.objects.of(cast.cell).filter(verb="print").last()
    assert entry.note == f"1 phiếu báo cáo tháng 3/2014: {REASON}"


def test_others_get_no_slips(sign_in, slips):
    unseen = {"stranger", "other secretary", "yesterday's secretary", "sysadmin"}
    for role in set(ROLES) - {"secretary", "deputy", "cell committee", "staff"}:
        client, status = sign_in(role), 404 if role in unseen else 403
        before = digest()
        assert client.get(slips).status_code == status, role
        assert client.post(slips, {"reason": REASON}).status_code == status, role
        assert changed_since(before) == [], role


def test_a_month_without_blank_reports_says_so_and_a_month_that_is_none_is_unknown(
    sign_in, cast, slips
):
    client = sign_in("secretary")
    begun = MonthlyReport.objects.all()
    begun.update(saved_at=moment(2014, 3, 20, 8, 0), version=1)
    page = client.post(slips, {"reason": REASON}).content.decode()
    assert "Không có phiếu nào cần in" in page
    assert "<b>1</b> bản người viết đã bắt đầu viết trên hệ thống. Các bản này" in page
    for year, month in ((2014, 13), (0, 1), (10**20, 1)):
        wrong = address(cast, "cell-print-slips", year, month)
        assert client.get(wrong).status_code == 404


def test_the_way_to_the_slips_stands_where_officers_look_who_has_not_sent(sign_in, cast, slips):
    for page in ("cell-prints", "reminder-cell"):
        assert f'href="{slips}"' in sign_in("deputy").get(address(cast, page)).content.decode()
    assert (
        f'href="{slips}"' in sign_in("deputy").get(reverse("monthly-report-queue")).content.decode()
    )
    assert slips not in sign_in("inspector").get(address(cast, "cell-prints")).content.decode()


def test_officers_of_a_youth_branch_print_its_slips(sign_in, cast, slips):
    Cell.objects.filter(pk=cast.cell.pk).update(kind="youth")
    Membership.objects.filter(cell=cast.cell).update(kind="youth")
    page = sign_in("secretary").get(slips).content.decode()
    assert "Bản in của chi bộ" not in page
    assert printed(sign_in("secretary"), slips).startswith(b"%PDF")


def test_who_scans_a_slip_signs_in_and_stands_on_the_form_of_that_very_report(
    client, cast, blank_report
):
    account = cast.users["secretary"]
    account.set_password("mùa sen nở trắng hồ")
    account.save()
    [slip] = slips_of([blank_report])
    scanned = "/" + slip.address.partition("/")[2]
    asked = client.get(scanned)
    assert asked.url == f"{reverse('sign-in')}?next={scanned}"
    words = {"username": account.username, "password": "mùa sen nở trắng hồ", "next": scanned}
    page = client.post(asked.url, words, follow=True)
    assert page.request["PATH_INFO"] == reverse("monthly-report-enter", args=[blank_report.pk])
    assert page.context["report"] == blank_report
    assert "Ghi hộ báo cáo tháng 3/2014" in page.content.decode()


# The command


def run(*words):
    call_command("print_slips", *words)


def test_the_command_prints_the_slips_of_a_cell_and_month(slips, tmp_path, capsys):
    output = tmp_path / "phieu.pdf"
    before = digest()
    run("--cell", "CSD", "--month", "2014-03", "--output", str(output))
    said = capsys.readouterr().out
    assert said == (f"Phiếu báo cáo tháng 3/2014 - Chi bộ Vụ Cơ sở đảng (1 phiếu): {output}\n")
    assert "Nguyễn Văn Thịnh" in text_of(output.read_bytes(), tmp_path)
    assert changed_since(before) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Ghi đủ: print_slips --cell MÃ --month NĂM-THÁNG --output TỆP."),
        (("--cell", "XX", "--month", "2014-03"), "Không có chi bộ, chi đoàn mã “XX”."),
        (("--cell", "CSD", "--month", "2014-13"), "“2014-13” chưa phải một tháng."),
        (("--cell", "CSD", "--month", "2014-02"), "không có báo cáo nào cần in phiếu."),
    ],
)
def test_a_wrong_call_is_told_in_vietnamese_and_leaves_no_file(
    slips, tmp_path, capsys, words, sentence
):
    output = tmp_path / "x.pdf"
    with pytest.raises(SystemExit) as stop:
        run(*words, "--output", str(output))
    assert stop.value.code == 1
    assert sentence in capsys.readouterr().err
    assert not output.exists()


def test_a_file_that_cannot_be_written_is_told(slips, tmp_path, capsys):
    with pytest.raises(SystemExit):
        run("--cell", "CSD", "--month", "2014-03", "--output", str(tmp_path / "no" / "x.pdf"))
    assert "Không ghi được tệp" in capsys.readouterr().err


def test_the_command_says_why_there_is_nothing_where_members_have_begun(slips, tmp_path, capsys):
    MonthlyReport.objects.update(saved_at=moment(2014, 3, 20, 8, 0), version=1)
    with pytest.raises(SystemExit):
        run("--cell", "CSD", "--month", "2014-03", "--output", str(tmp_path / "x.pdf"))
    assert "1 bản đã viết dở hoặc chờ bổ sung, chỉ người viết sửa được." in capsys.readouterr().err
