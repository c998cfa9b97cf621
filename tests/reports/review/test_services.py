from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.workflow import Clash
from reports.models import Review, ReviewSection
from reports.review.sections import sections_of
from reports.review.services import open_review, save_section
from reports.review.titles import proposed_title
from tests.factories import CellFactory, CommitteeFactory, ProgrammeFactory
from tests.reports.review.conftest import FIRST, LAST

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    ProgrammeFactory()
    CommitteeFactory()
    return open_review(None, kind="final", first=FIRST, last=LAST)[0]


def test_a_new_review_has_a_blank_text_for_each_of_its_sections(review):
    keys = [section.key for section in sections_of(review) if section.key]
    assert list(review.sections.values_list("key", "text")) == [(key, "") for key in keys]


def test_the_same_review_is_opened_once_and_another_kind_is_another(review):
    assert open_review(None, kind="final", first=FIRST, last=LAST) == (review, False)
    assert open_review(None, kind="preliminary", first=FIRST, last=LAST)[1] is True
    assert Review.objects.count() == 2


def test_only_a_party_cell_is_reviewed(review):
    with pytest.raises(ValidationError, match="không phải chi bộ"):
        open_review(CellFactory(kind="youth"), kind="final", first=FIRST, last=LAST)


def test_the_slower_writer_changes_nothing(review):
    save_section(review, "limits", text="nhanh", version=0)
    with pytest.raises(Clash):
        save_section(review, "limits", text="chậm", version=0)
    assert ReviewSection.objects.get(review=review, key="limits").text == "nhanh"


def test_saving_the_same_words_twice_is_no_clash(review):
    first = save_section(review, "limits", text="như nhau", version=0)
    again = save_section(review, "limits", text="như nhau", version=0)
    assert (first.version, again.version) == (1, 1)


def test_a_section_that_came_with_a_later_version_of_the_outline_can_be_written(review):
    review.sections.filter(key="lessons").delete()
    assert save_section(review, "lessons", text="bài học", version=0).version == 1


def test_a_section_that_is_none_is_refused(review):
    for key in ("", "nothing"):
        with pytest.raises(ValidationError, match="không có phần"):
            save_section(review, key, text="x", version=0)


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        (date(2014, 1, 1), date(2014, 12, 1), "sơ kết năm 2014 thực hiện Chỉ thị 03-CT/TW"),
        (date(2014, 1, 1), date(2014, 3, 1), "sơ kết quý I năm 2014 thực hiện Chỉ thị 03-CT/TW"),
        (date(2014, 3, 1), date(2014, 3, 1), "sơ kết tháng 3/2014 thực hiện Chỉ thị 03-CT/TW"),
        (
            date(2012, 1, 1),
            date(2014, 12, 1),
            "sơ kết ba năm thực hiện Chỉ thị 03-CT/TW (2012–2014)",
        ),
        (
            date(2011, 6, 1),
            date(2014, 5, 1),
            "sơ kết ba năm thực hiện Chỉ thị 03-CT/TW (từ tháng 6/2011 đến tháng 5/2014)",
        ),
        (
            date(2013, 11, 1),
            date(2014, 2, 1),
            "sơ kết từ tháng 11/2013 đến tháng 02/2014 thực hiện Chỉ thị 03-CT/TW",
        ),
        (date(2010, 1, 1), date(2010, 12, 1), "sơ kết năm 2010 học tập và làm theo Bác"),
    ],
)
def test_the_title_says_kind_span_and_programme(first, last, title):
    ProgrammeFactory()
    assert proposed_title("preliminary", first, last) == title


def test_eight_openings_at_once_are_one_review(crowd):
    cell = CellFactory()
    span = {"kind": "final", "first": date(2014, 1, 1), "last": date(2014, 12, 1)}
    opened = crowd(*[lambda: open_review(cell, **span)] * 8)
    assert sorted(is_new for _, is_new in opened) == [False] * 7 + [True]
    assert crowd(Review.objects.count) == [1]


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (date(2014, 3, 1), date(2014, 2, 1), "Tháng cuối đứng trước tháng đầu"),
        (date(1994, 1, 1), date(2014, 1, 1), "dài quá 20 năm"),
        (date(1900, 1, 1), date(2014, 1, 1), "từ năm 1930"),
    ],
)
def test_a_span_nobody_reviews_is_refused_with_a_sentence(first, last, sentence):
    with pytest.raises(ValidationError, match=sentence):
        open_review(None, kind="final", first=first, last=last)
    assert not Review.objects.exists()
