from tests.reports.review.conftest import july, world  # noqa: F401 – the same small world
