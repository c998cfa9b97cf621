"""Notes, speeches and votes: kept once, mended on the version that was read, never lost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.models import AgendaItem, Session, Speech, Vote
from cells.session.course import services
from cells.session.course.figures import entitled, share, vote_words
from cells.session.course.forms import VoteForm
from cells.session.course.services import SpeechInput, VoteInput
from cells.workflow import Clash, IllegalMove
from tests.cells.session.course.conftest import call_the_roll, make_session
from tests.factories import (
    CellFactory,
    MemberFactory,
    MembershipFactory,
    StandingFactory,
    VoteFactory,
)


def save(item, notes, version, by, conclusion=""):
    return services.save_item(item, notes=notes, conclusion=conclusion, version=version, by=by)


def vote(**given):
    return VoteInput(**{"question": "Thông qua nghị quyết", "in_favour": 3, **given})


def test_notes_say_who_saved_them_and_when(cast, item):
    stored = save(item, "Bàn kỹ", 0, cast.users["secretary"])
    assert (stored.notes, stored.version, stored.saved_by) == ("Bàn kỹ", 1, cast.users["secretary"])
    assert stored.saved_at is not None


def test_who_saves_on_an_old_version_is_told_so(cast, item):
    save(item, "Của bí thư", 0, cast.users["secretary"])
    with pytest.raises(Clash):
        save(item, "Của thư ký", 0, cast.users["member"])
    assert AgendaItem.objects.get().notes == "Của bí thư"


def test_the_same_words_sent_twice_are_no_clash(cast, item):
    save(item, "Bàn kỹ", 0, cast.users["secretary"])
    assert save(item, "Bàn kỹ", 0, cast.users["secretary"]).version == 1


@pytest.mark.parametrize("status", ["half_signed", "signed", "cancelled"])
def test_what_is_signed_or_called_off_takes_no_more_words(cast, item, status):
    Session.objects.update(status=status)
    for step in (
        lambda: save(item, "Thêm", 0, cast.users["secretary"]),
        lambda: services.add_speech(item, SpeechInput(speaker_name="Khách", text="Nói")),
        lambda: services.record_vote(item, vote()),
    ):
        with pytest.raises(IllegalMove):
            step()
    assert not Speech.objects.exists()
    assert not Vote.objects.exists()


def test_a_speech_sent_twice_is_one(cast, item):
    given = SpeechInput(speaker=cast.members["member"], text="Nên công khai lịch")
    assert services.add_speech(item, given) == services.add_speech(item, given)
    assert Speech.objects.get().name == "Nguyễn Văn Thịnh"


def test_a_speech_is_mended_on_the_version_that_was_read(cast, item):
    speech = services.add_speech(item, SpeechInput(speaker_name="Khách", text="Một"))
    services.save_speech(speech, SpeechInput(speaker_name="Khách", text="Hai"), version=0)
    with pytest.raises(Clash):
        services.save_speech(speech, SpeechInput(speaker_name="Khách", text="Ba"), version=0)
    assert Speech.objects.get().text == "Hai"


# Who has a vote


def test_official_members_of_the_roll_have_a_vote_and_nobody_in_probation(session):
    assert entitled(session) == {"official": 4, "present": 3}


def test_who_is_exempt_and_came_votes_like_everybody(cast, session):
    line = session.attendances.get(member=cast.members["deputy"])
    type(line).objects.filter(pk=line.pk).update(category="exempt")
    assert entitled(session) == {"official": 4, "present": 3}
    type(line).objects.filter(pk=line.pk).update(state="")
    assert entitled(session) == {"official": 3, "present": 2}


def test_before_the_roll_the_membership_says_how_many(cast):
    session = make_session(cast, roll=False)
    probationer = MemberFactory(official_on=None, admitted_on=date(2013, 9, 1))
    MembershipFactory(member=probationer, cell=cast.cell)
    StandingFactory(member=cast.members["colleague"])
    assert entitled(session) == {"official": 4}


def test_before_the_roll_those_count_who_will_count_on_it(cast):
    """Not who is a guest elsewhere that day; outside the Party also who is exempt there."""
    MembershipFactory(member=cast.members["deputy"], cell=cast.other_cell, is_temporary=True)
    session = make_session(cast, roll=False)
    assert entitled(session) == {"official": 4}
    youth = CellFactory(kind="youth", name="Chi đoàn cơ quan")
    MembershipFactory(member=cast.members["colleague"], cell=youth)
    StandingFactory(member=cast.members["colleague"])
    assert entitled(make_session(cast, cell=youth, roll=False)) == {"official": 1}


def test_a_youth_branch_votes_in_its_own_words(cast):
    youth = CellFactory(kind="youth", name="Chi đoàn cơ quan")
    session = make_session(cast, cell=youth, roll=False)
    form = VoteForm(None, item=session.items.get(), cell=youth, known={"official": 9})
    assert form.fields["entitled"].label == "Số đoàn viên làm căn cứ tính"
    assert "dự bị" not in form.fields["entitled"].help_text
    labels = [label for _value, label in form.fields["base"].choices]
    assert labels == ["Đoàn viên của chi đoàn: 9", "Đoàn viên có mặt"]
    with pytest.raises(ValidationError, match="Ghi số đoàn viên"):
        services.record_vote(session.items.get(), vote(base="present"))


def test_words_on_what_was_taken_away_meanwhile_are_refused(cast, item):
    speech = services.add_speech(item, SpeechInput(speaker_name="Khách", text="Một"))
    Speech.objects.all().delete()
    AgendaItem.objects.all().delete()
    given = SpeechInput(speaker_name="Khách", text="Hai")
    for step in (
        lambda: save(item, "Thêm", 0, cast.users["secretary"]),
        lambda: services.save_speech(speech, given, version=0),
        lambda: services.add_speech(item, given),
        lambda: services.record_vote(item, vote()),
    ):
        with pytest.raises(IllegalMove):
            step()


def test_the_base_gives_the_number_and_a_typed_one_overrules_it(item):
    assert services.record_vote(item, vote(base="present")).entitled == 3
    assert services.record_vote(item, vote(question="Hai", entitled=7)).entitled == 7


def test_nobody_votes_twice(item):
    with pytest.raises(ValidationError, match="nhiều hơn 4") as refusal:
        services.record_vote(item, vote(against=2))
    assert list(refusal.value.message_dict) == ["in_favour"]


def test_without_a_roll_the_number_present_has_to_be_typed(cast):
    item = make_session(cast, roll=False).items.get()
    with pytest.raises(ValidationError, match="chưa điểm danh"):
        services.record_vote(item, vote(base="present"))


@pytest.mark.parametrize(
    ("in_favour", "entitled", "threshold", "words"),
    [
        (15, 18, "half", "tán thành 15/18 (83,33%), thông qua"),
        (9, 18, "half", "tán thành 9/18 (50,00%), không thông qua"),
        (10, 18, "half", "tán thành 10/18 (55,56%), thông qua"),
        (12, 18, "two_thirds", "tán thành 12/18 (66,67%), thông qua"),
        (11, 18, "two_thirds", "tán thành 11/18 (61,11%), không thông qua"),
        (18, 18, "two_thirds", "tán thành 18/18 (100,00%), thông qua"),
    ],
)
def test_the_result_is_said_in_words(in_favour, entitled, threshold, words):
    vote = VoteFactory.build(in_favour=in_favour, entitled=entitled, threshold=threshold, item=None)
    assert vote_words(vote) == words


def test_other_votes_are_said_where_there_are_any():
    vote = VoteFactory.build(in_favour=15, against=2, abstained=1, item=None)
    said = "tán thành 15/18 (83,33%), không tán thành 2, không có ý kiến 1, thông qua"
    assert vote_words(vote) == said


@pytest.mark.parametrize(
    ("in_favour", "entitled", "said"),
    [(0, 0, ""), (1, 32, "3,13%"), (3, 32, "9,38%"), (5, 32, "15,63%")],
)
def test_a_share_is_rounded_like_the_ratio_of_the_roll(in_favour, entitled, said):
    vote = VoteFactory.build(in_favour=in_favour, entitled=entitled, item=None)
    assert share(vote) == said


def test_the_roll_called_later_changes_what_is_proposed(cast):
    session = make_session(cast, roll=False)
    assert entitled(session) == {"official": 5}
    call_the_roll(cast, session)
    assert entitled(session) == {"official": 4, "present": 3}
