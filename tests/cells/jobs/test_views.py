"""The pages of long work: one's own with words and file, others' for the sysadmin by number."""

import pytest
from django.urls import reverse

from cells.jobs.models import Job, JobFile
from tests.jobs import work_off

SECRET = "riêng tư"


def page_of(client, job):
    return client.get(job.get_absolute_url())


def test_who_asked_sees_how_far_it_is_by_reload_alone(sign_in, job):
    client = sign_in("staff")
    assert "0/25" in page_of(client, job).content.decode()
    work_off(1)
    page = page_of(client, job).content.decode()
    assert SECRET in page
    assert "10/25" in page
    assert 'value="10" max="25"' in " ".join(page.split())
    assert reverse("job-file", args=[job.pk]) not in page


def test_the_file_goes_out_as_an_attachment_to_who_asked(sign_in, job):
    client = sign_in("staff")
    work_off()
    assert reverse("job-file", args=[job.pk]) in page_of(client, job).content.decode()
    answer = client.get(reverse("job-file", args=[job.pk]))
    assert answer.content.startswith(b"0,1,2,")
    assert answer["Content-Disposition"] == 'attachment; filename="so.zip"'
    assert answer["Content-Type"] == "application/zip"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("role", ["leader", "secretary", "member"])
def test_for_others_the_job_does_not_exist(sign_in, job, role):
    work_off()
    client = sign_in(role)
    for name in ("job", "job-file"):
        assert client.get(reverse(name, args=[job.pk])).status_code == 404
    assert client.post(reverse("job-cancel", args=[job.pk])).status_code == 404
    assert SECRET not in client.get(reverse("job-list")).content.decode()


def test_the_sysadmin_sees_counts_and_no_words_and_gets_no_file(sign_in, job):
    work_off()
    client = sign_in("sysadmin")
    for page in (page_of(client, job), client.get(reverse("job-list"))):
        assert "25/25" in page.content.decode()
        assert SECRET not in page.content.decode()
        assert "so.zip" not in page.content.decode()
    assert client.get(reverse("job-file", args=[job.pk])).status_code == 403


def test_the_sysadmin_may_stop_a_job(sign_in, job):
    client = sign_in("sysadmin")
    assert client.post(reverse("job-cancel", args=[job.pk])).status_code == 302
    assert Job.objects.get().state == "cancelled"


def test_who_has_lost_the_right_since_then_gets_no_file(sign_in, job, counting):
    work_off()
    counting.forbidden.add("staff")
    assert sign_in("staff").get(reverse("job-file", args=[job.pk])).status_code == 403


def test_cancelling_what_is_done_says_so_and_keeps_the_file(sign_in, job):
    work_off()
    answer = sign_in("staff").post(reverse("job-cancel", args=[job.pk]), follow=True)
    assert "vừa được xử lý ở nơi khác" in answer.content.decode()
    assert JobFile.objects.exists()


def test_a_job_that_failed_says_why_to_who_asked_alone(sign_in, job, counting):
    counting.forbidden.add("staff")
    work_off()
    words = "không còn quyền"
    assert words in page_of(sign_in("staff"), job).content.decode()
    assert words not in page_of(sign_in("sysadmin"), job).content.decode()


def test_a_file_that_is_gone_says_so(sign_in, job):
    work_off()
    JobFile.objects.all().delete()
    assert "đã được xoá" in page_of(sign_in("staff"), job).content.decode()
