import pytest
from datetime import date
from reports.review.figures import *
from tests.factories import *
def test_x(cast, django_assert_num_queries):
    with django_assert_num_queries(7):
        f = review_figures(ReviewScope(date(2014,1,1), date(2014,12,1)))
    print(f)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    with CaptureQueriesContext(connection) as c: review_figures(ReviewScope(date(2014,1,1), date(2014,12,1)))
    for q in c.captured_queries: print(q['sql'],'\n')
