"""The page of long work keeps itself up to date, and ends with the file."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cells.jobs.models import Job, JobFile
from cells.uploads.checks import Upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(office):
    args = {"year": 2013, "cells": [], "papers": [], "merged": False}
    asked = {"kind": "yearend", "title": "Bộ năm 2013", "args": args}
    return Job.objects.create(**asked, total=20, requested_by=office.users["staff"])


def test_numbers_move_by_themselves_and_the_file_appears(job, person):
    staff = person("staff")
    staff.opens("job", job.pk)
    expect(staff.main).to_contain_text("0/20")
    button = staff.page.get_by_role("button", name="Huỷ việc này")
    button.focus()
    Job.objects.filter(pk=job.pk).update(state="running", done=7)
    expect(staff.main).to_contain_text("7/20")
    expect(staff.main).to_contain_text("Đang làm")
    expect(button).to_be_focused()
    assert staff.page.locator("progress").evaluate("bar => bar.value") == 7
    file = JobFile.shelved(Upload("bo.zip", "zip", b"PK"), by=job.requested_by)
    file.job = job
    file.save()
    Job.objects.filter(pk=job.pk).update(state="done", done=20)
    link = staff.page.get_by_role("link", name="Tải về")
    expect(link).to_have_attribute("href", reverse("job-file", args=[job.pk]))
    with staff.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "bo.zip"


def test_pressing_cancel_stops_it(job, person):
    staff = person("staff")
    staff.opens("job", job.pk)
    staff.presses("Huỷ việc này")
    expect(staff.main).to_contain_text("Đã huỷ")
    assert Job.objects.get().state == "cancelled"
