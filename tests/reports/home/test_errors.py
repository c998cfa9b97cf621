"""The pages that say why there is no page."""

import pytest
from django.db import DatabaseError

from cells.models import Committee
from reports.home.views import server_error


def test_the_page_for_a_fault_needs_no_database(rf, monkeypatch):
    def gone(*_arguments):
        raise DatabaseError

    monkeypatch.setattr(Committee.objects, "first", gone)
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "không phải do đồng chí" in answer.content.decode()


@pytest.mark.parametrize("month", ["1/99999999999999999999", "13/2014", "0/2014", "x", "2014-13"])
def test_an_odd_month_is_refused_with_a_sentence(sign_in, cast, month):
    page = sign_in("staff").get("/pledges/monthly-reports/", {"month": month})
    assert page.status_code == 200
    assert "Ghi tháng và năm, ví dụ 03/2014." in page.content.decode()
