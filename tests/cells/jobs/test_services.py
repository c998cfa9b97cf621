"""A job's way from the queue to its file: what is cut off is taken up, nothing is made twice."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.models.functions import Now
from django_q.models import OrmQ

from cells import clock
from cells.jobs import pieces, services
from cells.jobs.models import Job, JobFile
from cells.jobs.services import cancel_job, run_part, sweep
from cells.uploads import shelf
from cells.workflow import IllegalMove
from tests.jobs import waiting_parts, work_off

ALL = b"".join(f"{number},".encode() for number in range(25))


def silent(job):
    """Whoever had it died a while ago."""
    Job.objects.filter(pk=job.pk).update(heartbeat=Now() - timedelta(minutes=5))


def content(job):
    file = JobFile.objects.get(job=job)
    return shelf.take(file.key, file.sha256)


class Killed(BaseException):
    """The process ends here."""


def die():
    raise Killed


def test_a_job_is_given_out_in_parts_of_ten(job):
    assert waiting_parts() == [list(range(10)), list(range(10, 20)), list(range(20, 25))]
    assert (job.state, job.done, job.total) == ("waiting", 0, 25)


def test_all_parts_together_make_one_file_and_leave_nothing_behind(job, counting):
    work_off()
    job.refresh_from_db()
    assert (job.state, job.done, job.finished_at) == ("done", 25, clock.now())
    assert content(job) == ALL
    assert (set(counting.made.values()), counting.packed) == ({1}, 1)
    assert pieces.folders() == []
    assert waiting_parts() == []


def test_parts_may_come_in_any_order_late_and_twice(job, counting):
    parts = waiting_parts()
    for part in [*reversed(parts), *parts]:
        run_part(job.pk, part)
    assert content(job) == ALL
    assert (set(counting.made.values()), counting.packed) == ({1}, 1)


def test_whoever_takes_a_job_up_makes_only_what_is_missing(job, counting):
    counting.before[13] = die
    with pytest.raises(Killed):
        work_off()
    silent(job)
    counting.before.clear()
    assert sweep() == 1
    assert waiting_parts() == [list(range(13, 23)), [23, 24]]
    work_off()
    assert content(job) == ALL
    assert set(counting.made.values()) == {1}


def test_a_job_cut_off_while_packing_is_only_packed_again(job, counting):
    counting.before["pack"] = die
    with pytest.raises(Killed):
        work_off()
    job.refresh_from_db()
    assert job.state == "packing"
    silent(job)
    counting.before.clear()
    sweep()
    assert waiting_parts() == [[]]
    work_off()
    assert content(job) == ALL
    assert set(counting.made.values()) == {1}


def test_a_job_whose_heart_beats_is_left_alone(job):
    work_off(1)
    assert sweep() == 0
    silent(job)
    assert sweep() == 1
    assert sweep() == 0  # two who sweep: the second finds it taken up


def test_a_job_that_only_waits_for_its_turn_is_no_lost_one(job):
    silent(job)
    assert sweep() == 0


def test_a_job_whose_part_left_the_queue_unbegun_is_taken_up(job):
    """The database went away as the worker looked for the job: the queue forgets what failed."""
    OrmQ.objects.all().delete()
    assert sweep() == 0  # somebody may be giving it out at this moment
    silent(job)
    assert sweep() == 1
    assert waiting_parts() == [list(range(10)), list(range(10, 20)), list(range(20, 25))]
    work_off()
    assert content(job) == ALL


def test_a_job_whose_parts_vanish_again_and_again_is_given_up(job):
    for _ in range(4):
        OrmQ.objects.all().delete()
        silent(job)
        sweep()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", services.STALLED)


def test_a_count_from_before_the_last_piece_does_not_stand_in_a_finished_job(job):
    for part in waiting_parts():
        services.make(job, part)  # not yet running, so nobody packs
    Job.objects.filter(pk=job.pk).update(done=24)  # by whoever had counted first
    work_off()
    job.refresh_from_db()
    assert (job.state, job.done) == ("done", 25)


def test_a_count_that_comes_while_it_is_packed_is_too_late(job, counting):
    counting.before["pack"] = die
    with pytest.raises(Killed):
        work_off()
    pieces.path_of(job.key, 24).unlink()  # as whoever counts had found it
    assert not services.beat(job)
    job.refresh_from_db()
    assert (job.state, job.done) == ("packing", 25)


def test_a_job_that_dies_at_the_same_place_again_and_again_is_given_up(job, counting):
    counting.before[0] = die
    for _ in range(4):
        with pytest.raises(Killed):
            work_off(1)
        silent(job)
        sweep()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", services.STALLED)
    assert waiting_parts() == []


def test_deaths_with_progress_in_between_do_not_count(job, counting):
    for number in range(1, 25, 2):
        counting.before = {number: die}
        with pytest.raises(Killed):
            work_off(1)
        silent(job)
        sweep()
    counting.before.clear()
    work_off()
    assert content(job) == ALL


def test_two_who_finish_at_once_pack_once(job, counting):
    """The last piece of each part lies there before either of them looks."""
    first, second, third = waiting_parts()
    run_part(job.pk, first)
    run_part(job.pk, second)
    counting.before[third[-1]] = lambda: run_part(job.pk, third[:-1])
    run_part(job.pk, third)
    assert counting.packed == 1
    assert content(job) == ALL


def test_of_two_who_packed_after_all_one_file_is_kept(job, counting):
    def other_was_quicker():
        counting.before.clear()
        silent(job)
        sweep()
        work_off()

    counting.before["pack"] = other_was_quicker
    lay_there = set(shelf.files_of_ours())
    work_off()
    assert counting.packed == 2
    assert content(job) == ALL
    assert len(set(shelf.files_of_ours()) - lay_there) == JobFile.objects.count() == 1


def test_who_is_cancelled_while_packing_keeps_no_file(job, counting):
    counting.before["pack"] = lambda: cancel_job(job)
    lay_there = set(shelf.files_of_ours())
    work_off()
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert set(shelf.files_of_ours()) == lay_there


def test_a_cancelled_job_stops_and_leaves_nothing(job, counting):
    counting.before[4] = lambda: cancel_job(job)
    work_off()
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert sum(counting.made.values()) == 5  # the one in hand is finished
    assert waiting_parts() == []
    sweep()  # and what that one wrote is cleared away
    assert pieces.folders() == []
    with pytest.raises(IllegalMove):
        cancel_job(job)


def test_a_cancelled_job_is_not_taken_up(job):
    cancel_job(job)
    run_part(job.pk, [1, 2])
    silent(job)
    assert sweep() == 0
    assert not JobFile.objects.exists()


def test_rights_are_asked_again_before_every_part(job, counting):
    work_off(1)
    counting.forbidden.add("staff")
    work_off()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", services.LOST_RIGHT)
    assert sum(counting.made.values()) == 10
    assert pieces.folders() == []


def test_rights_are_asked_again_before_the_packing(job, counting):
    counting.before[24] = lambda: counting.forbidden.add("staff")
    work_off()
    job.refresh_from_db()
    assert (job.state, counting.packed) == ("failed", 0)


def test_a_fault_ends_the_job_and_goes_into_the_log(job, counting):
    def fault():
        raise ZeroDivisionError

    counting.before[3] = fault
    with pytest.raises(ZeroDivisionError):
        work_off()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", services.BROKEN)


def test_a_database_that_is_away_ends_nothing(job, counting):
    def away():
        raise OperationalError

    counting.before[3] = away
    with pytest.raises(OperationalError):
        work_off()
    counting.before.clear()
    silent(job)
    sweep()
    work_off()
    assert content(job) == ALL


def test_what_came_out_is_thrown_away_after_a_week(job, today):
    work_off()
    file = JobFile.objects.get()
    with clock.at(today + timedelta(days=6)):
        sweep()
    assert shelf.take(file.key, file.sha256) == ALL
    with clock.at(today + timedelta(days=8)):
        sweep()
    assert shelf.take(file.key, file.sha256) is None
    assert not JobFile.objects.exists()


def test_hearts_beat_in_real_time_whatever_day_the_site_lives_in(job):
    work_off(1)
    ago = Now() - timedelta(minutes=1)
    assert Job.objects.filter(pk=job.pk, heartbeat__gt=ago, heartbeat__lte=Now()).exists()
