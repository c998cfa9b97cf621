"""The steps of a year as pages: what they show, what they refuse, what they keep."""

import pytest
from django.urls import reverse

from cells.models import StudySlot, Theme, Topic
from cells.workflow import IllegalMove
from tests.factories import (
    DocumentFactory,
    MaterialFactory,
    ProgrammeFactory,
    ThemeFactory,
    TopicFactory,
)
from tests.pages import forms_of


@pytest.fixture
def theme(cast):
    return Theme.objects.get(year=2014)


@pytest.fixture
def staff(sign_in):
    return sign_in("staff")


def form_at(client, url):
    return forms_of(client.get(url), url)[0].data


def test_a_new_year_leads_on_to_its_quarters(staff, theme):
    data = form_at(staff, reverse("theme-new"))
    assert data["year"] == "2015"
    data |= {"title": "Trung thực", "pledge_due_on": "31/01/2015"}
    response = staff.post(reverse("theme-new"), data, follow=True)
    page = response.content.decode()
    for quarter in ("Quý I", "Quý II", "Quý III", "Quý IV"):
        assert f"{quarter} chưa có chủ đề." in page


def test_a_year_that_is_there_is_refused_with_all_that_was_typed(staff, theme):
    data = {
        "year": 2014,
        "title": "Trung thực",
        "programme": ProgrammeFactory().pk,
        "pledge_due_on": "31/01/2014",
    }
    page = staff.post(reverse("theme-new"), data).content.decode()
    assert "Năm 2014 đã có chuyên đề" in page
    assert "Trung thực" in page


def test_two_tabs_show_both_texts_side_by_side(staff, theme):
    url = reverse("theme-edit", args=[theme.pk])
    first, second = form_at(staff, url), form_at(staff, url)
    staff.post(url, first | {"title": "Lời của tab một"})
    response = staff.post(url, second | {"title": "Lời của tab hai"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Lời của tab một" in page
    assert "Lời của tab hai" in page
    again = forms_of(response, url)[0].data
    assert staff.post(url, again).status_code == 302
    assert Theme.objects.get(pk=theme.pk).title == "Lời của tab hai"


def test_a_topic_is_added_to_the_quarter_it_was_asked_for(staff, theme):
    url = f"{reverse('topic-new', args=[theme.pk])}?quarter=3"
    data = form_at(staff, url)
    assert data["quarter"] == "3"
    staff.post(url, data | {"title": "Tự phê bình"})
    assert Topic.objects.get().quarter == 3


def test_a_quarter_that_does_not_exist_is_no_error_of_ours(staff, theme):
    url = f"{reverse('topic-new', args=[theme.pk])}?quarter=x"
    assert staff.get(url).status_code == 200
    page = staff.post(url, {"title": "Một", "quarter": "9", "form": "dance"}).content.decode()
    assert not Topic.objects.exists()
    assert "Một" in page


def test_documents_and_questions_stand_beside_what_was_saved_first(staff, theme):
    topic = MaterialFactory(topic__theme=theme).topic
    other = DocumentFactory(symbol="99-CT/TW")
    url = reverse("topic-materials", args=[topic.pk])
    first, second = form_at(staff, url), form_at(staff, url)
    staff.post(url, first | {"questions": "Câu một", "lines-0-document_id": other.pk})
    response = staff.post(url, second | {"questions": "Câu hai"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Câu một" in page
    assert "Câu hai" in page
    assert "99-CT/TW" in page


def test_a_line_more_is_offered_without_losing_words(staff, theme):
    topic, paper = TopicFactory(theme=theme), DocumentFactory()
    url = reverse("topic-materials", args=[topic.pk])
    data = form_at(staff, url) | {
        "questions": "Vì sao?",
        "lines-0-document_id": paper.pk,
        "add": "1",
    }
    response = staff.post(url, data, follow=True)
    assert "lines-1-document_id" in response.content.decode()
    assert topic.materials.get().document == paper


def test_one_document_is_not_chosen_twice_and_a_note_needs_one(staff, theme):
    topic, paper = TopicFactory(theme=theme), DocumentFactory()
    url = reverse("topic-materials", args=[topic.pk])
    data = form_at(staff, url) | {"lines-TOTAL_FORMS": 3, "lines-2-note": "mục II"}
    data |= {"lines-0-document_id": paper.pk, "lines-1-document_id": paper.pk}
    page = staff.post(url, data).content.decode()
    assert "Văn bản này đã chọn ở dòng trên." in page
    assert "Chọn văn bản, hoặc xoá lời ghi ở dòng này." in page
    assert not topic.materials.exists()


def test_copying_says_what_was_copied(staff, theme):
    TopicFactory(theme__year=2013, title="Chủ đề cũ")
    url = reverse("theme-copy", args=[theme.pk])
    assert "Không chép ngày tháng" in staff.get(url).content.decode()
    page = staff.post(url, follow=True).content.decode()
    assert "Đã chép 1 chủ đề của năm 2013: Quý I: Chủ đề cũ." in page
    assert "không còn gì để chép" in staff.get(url).content.decode()
    assert "không chép thêm gì" in staff.post(url, follow=True).content.decode()


def test_without_an_earlier_year_the_page_says_so(staff, theme):
    url = reverse("theme-copy", args=[theme.pk])
    assert "Chưa có năm trước nào" in staff.get(url).content.decode()
    assert "Chưa có năm trước nào" in staff.post(url, follow=True).content.decode()


def test_the_last_step_names_gaps_sends_and_says_how_much(staff, theme):
    TopicFactory(theme=theme, quarter=2)
    url = reverse("theme-publish", args=[theme.pk])
    assert "Chưa có chủ đề: Quý I, Quý III, Quý IV." in staff.get(url).content.decode()
    page = staff.post(url, follow=True).content.decode()
    assert "Đã đưa vào kế hoạch của 2 chi bộ, 2 buổi dự kiến." in page
    assert StudySlot.objects.count() == 2
    assert "không phải đưa thêm" in staff.post(url, follow=True).content.decode()


def test_a_topic_is_removed_after_a_question(staff, theme):
    topic = TopicFactory(theme=theme)
    url = reverse("topic-remove", args=[topic.pk])
    assert staff.get(url).status_code == 200
    assert Topic.objects.exists()
    assert "Đã bỏ chủ đề" in staff.post(url, follow=True).content.decode()
    assert not Topic.objects.exists()


def test_members_read_topics_questions_and_documents(sign_in, theme):
    material = MaterialFactory(topic__theme=theme, topic__questions="Vì sao phải nêu gương?")
    client = sign_in("member")
    page = client.get(material.topic.get_absolute_url()).content.decode()
    assert "Vì sao phải nêu gương?" in page
    assert str(material.document) in page
    assert "Sửa chủ đề" not in page
    assert "Chưa có chủ đề: Quý II" in client.get(theme.get_absolute_url()).content.decode()


@pytest.fixture
def back_office(staff, theme):
    """``back_office()``: what the page of the theme in the back office would send."""
    url = reverse("admin:cells_theme_change", args=[theme.pk])

    def sent():
        return next(form.data for form in forms_of(staff.get(url), url) if "title" in form.data)

    return url, sent


def test_the_back_office_too_takes_the_next_version(staff, theme, back_office):
    url, sent = back_office
    assert staff.post(url, sent() | {"title": "Lời khác"}).status_code == 302
    theme.refresh_from_db()
    assert (theme.title, theme.version) == ("Lời khác", 1)


def test_the_back_office_does_not_write_over_the_page_of_the_theme(staff, theme, back_office):
    url, sent = back_office
    old, page = sent(), reverse("theme-edit", args=[theme.pk])
    staff.post(page, form_at(staff, page) | {"title": "Lời của trang"})
    response = staff.post(url, old | {"title": "Lời của trang quản trị"})
    said = response.content.decode()
    assert "Người khác vừa lưu chuyên đề này" in said
    assert "Chuyên đề: Lời của trang." in said
    theme.refresh_from_db()
    assert (theme.title, theme.version) == ("Lời của trang", 1)
    again = next(form.data for form in forms_of(response, url) if "title" in form.data)
    assert staff.post(url, again | {"title": "Lời của trang quản trị"}).status_code == 302
    theme.refresh_from_db()
    assert (theme.title, theme.version) == ("Lời của trang quản trị", 2)


def test_a_button_of_the_back_office_pressed_twice_saves_and_accuses_nobody(
    staff, theme, back_office
):
    url, sent = back_office
    words = sent() | {"title": "Lời khác"}
    assert [staff.post(url, words).status_code for _ in range(2)] == [302, 302]
    theme.refresh_from_db()
    assert theme.title == "Lời khác"


def test_the_back_office_keeps_the_year_and_refuses_a_due_day_outside_it(staff, theme, back_office):
    url, sent = back_office
    said = staff.post(url, sent() | {"year": "2020", "pledge_due_on": "31/01/2020"})
    assert "Hạn đăng ký của năm 2014 nằm từ 01/10/2013 đến 31/12/2014." in said.content.decode()
    staff.post(url, sent() | {"year": "2020"})
    theme.refresh_from_db()
    assert (theme.year, theme.pledge_due_on.year) == (2014, 2014)


def test_the_back_office_refuses_a_due_day_of_a_new_year_too(staff, theme):
    words = {"year": "2015", "programme": theme.programme_id, "title": "Một"}
    url = reverse("admin:cells_theme_add")
    said = staff.post(url, words | {"pledge_due_on": "01/01/2020"}).content.decode()
    assert "Hạn đăng ký của năm 2015" in said
    staff.post(url, words | {"pledge_due_on": "31/01/2015"})
    assert Theme.objects.get(year=2015).title == "Một"


def test_eleven_documents_are_refused_with_all_that_was_typed(staff, theme):
    topic, papers = TopicFactory(theme=theme), [DocumentFactory() for _ in range(11)]
    url = reverse("topic-materials", args=[topic.pk])
    lines = {f"lines-{n}-document_id": paper.pk for n, paper in enumerate(papers)}
    data = form_at(staff, url) | lines | {"lines-TOTAL_FORMS": 11, "questions": "Vì sao?"}
    response = staff.post(url, data)
    assert response.status_code == 200
    assert "Một chủ đề có nhiều nhất 10 tài liệu." in response.content.decode()
    assert "Vì sao?" in response.content.decode()
    assert not topic.materials.exists()


@pytest.mark.parametrize("name", ["topic-edit", "topic-materials"])
def test_words_for_a_topic_that_was_removed_are_shown_again(staff, sign_in, theme, name):
    topic = MaterialFactory(topic__theme=theme, note="mục II").topic
    url = reverse(name, args=[topic.pk])
    data = form_at(staff, url) | {"questions": "Vì sao? " * 200, "title": "Tên mới"}
    topic.materials.all().delete()
    topic.delete()
    response = staff.post(url, data)
    assert response.status_code == 404
    typed = ["Tên mới"] if name == "topic-edit" else ["Vì sao? " * 200, "mục II"]
    assert all(words in response.content.decode() for words in typed)
    assert "Chưa lưu được" not in staff.get(url).content.decode()
    assert "Chưa lưu được" not in sign_in("member").post(url, data).content.decode()


@pytest.mark.parametrize("name", ["topic-edit", "topic-materials"])
def test_a_topic_removed_while_one_saves_leaves_the_words_in_their_boxes(
    staff, theme, name, monkeypatch
):
    def removed(*_rows, **_values):
        raise IllegalMove

    monkeypatch.setattr("cells.programme.services.claim_row", removed)
    url = reverse(name, args=[TopicFactory(theme=theme).pk])
    said = staff.post(url, form_at(staff, url) | {"questions": "Vì sao?", "title": "Tên mới"})
    assert "Người khác vừa bỏ mục này." in said.content.decode()
    assert ("Tên mới" if name == "topic-edit" else "Vì sao?") in said.content.decode()


def test_a_double_click_adds_one_topic(staff, theme):
    url = reverse("topic-new", args=[theme.pk])
    for _ in range(2):
        staff.post(url, form_at(staff, url) | {"title": "Tự phê bình", "quarter": "2"})
    assert Topic.objects.count() == 1


def test_the_year_copied_to_is_named(staff, sign_in):
    TopicFactory(theme__year=2011)
    target = ThemeFactory(year=2012)
    page = staff.get(reverse("theme-copy", args=[target.pk])).content.decode()
    assert "Chép sang năm 2012</button>" in " ".join(page.split()).replace(
        " </button>", "</button>"
    )
