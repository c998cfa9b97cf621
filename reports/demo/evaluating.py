"""The yearly rating: 2013 from its opening to an amendment, and 2014 as far as it has come.

Told through the services; who judges is never whom the paper is about.
"""

from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db.models import Count

from cells import clock
from cells.issue.models import Authority
from cells.models import Session, User
from pledges.models import MonthlyReport
from pledges.monthly_report.models import ReportState
from reports.demo import self_reviews as words
from reports.demo.agenda import moment
from reports.demo.self_reviewing import (
    AMENDED,
    CELL_DUE,
    CELL_DUE_NOW,
    EXCELLENT,
    FAIR,
    FIRST_YEAR,
    GOOD,
    OPENED_NOW,
    OPENED_ON,
    POSTPONED,
    SELF_DUE,
    SELF_DUE_NOW,
    SETTLED_LEVELS,
    SPLIT,
    VOTED_NOW,
    Writing,
)
from reports.demo.world import World
from reports.evaluation.choices import Case, EvaluationStatus
from reports.evaluation.models import MemberEvaluation
from reports.evaluation.papers.decision import (
    SigningInput,
    content_of,
    next_number,
    sign_decision,
)
from reports.evaluation.round.services import close_round, publish_round
from reports.evaluation.scheme.models import RatingLevel
from reports.evaluation.services import Ballot, classify_evaluation, publish_evaluation
from reports.evaluation.steps.services import amend, appraise, decide, propose

LEADER, ANOTHER_LEADER, SUPERIORS = ("TCCB", 4), ("DP1", 0), ("DV", 0)
HEAD_OF_STAFF = ("TH", 0)
MANY_MISSING, APPRAISED_LOWER = 3, 0.06

# ---- 2013
POSTPONED_ON, AMENDED_ON = date(2013, 12, 16), date(2014, 2, 10)
FIRST_VOTE, DAYS_OF_VOTING = date(2013, 12, 26), (0, 1, 4, 5, 7, 8)
APPRAISED_ON, DECIDED_ON = date(2014, 1, 8), date(2014, 1, 14)
# Closed when the last months of the year have come in, late ones as well
PUBLISHED_ON, CLOSED_ON = date(2014, 1, 16), date(2014, 2, 7)
BACK_ON, BACK_VOTE = date(2014, 3, 5), date(2014, 3, 12)

# ---- 2014
THIS_YEAR = 2014
APPRAISED_NOW = {"V4": moment(date(2014, 11, 18), 10)}
LONG_ABSENT, ABSENT_NOTED_ON = ("TQC", 9), date(2014, 11, 12)


def schedule(world: World) -> None:
    first = RoundStory(world, FIRST_YEAR)
    for day, act in (
        (OPENED_ON, partial(first.open, SELF_DUE, CELL_DUE)),
        (POSTPONED_ON, first.postpone),
        (DECIDED_ON, first.decide_all),
        (PUBLISHED_ON, first.sign),
        (PUBLISHED_ON, first.publish),
        (CLOSED_ON, first.close),
        (AMENDED_ON, first.amend),
        (BACK_ON, first.come_back),
    ):
        world.later(moment(day, 9), act)
    for number, plan in enumerate(world.plans):
        day = FIRST_VOTE + timedelta(days=DAYS_OF_VOTING[number % len(DAYS_OF_VOTING)])
        world.later(moment(day, 16), partial(first.vote, plan.code))
        world.later(moment(APPRAISED_ON, 9), partial(first.appraise, plan.code))
    second = RoundStory(world, THIS_YEAR)
    world.later(moment(OPENED_NOW, 9), partial(second.open, SELF_DUE_NOW, CELL_DUE_NOW))
    world.later(moment(ABSENT_NOTED_ON, 10), second.note_absence)
    for code, at in VOTED_NOW.items():
        world.later(at, partial(second.vote, code))
    for code, at in APPRAISED_NOW.items():
        world.later(at, partial(second.appraise, code))


class RoundStory(Writing):
    """The same round as it is voted on, judged and decided."""

    # the cell votes

    def vote(self, code: str) -> None:
        """On everybody who has sent, then on the cell itself."""
        cell = self.world.cells[code]
        missed = missing_reports(self.year, code)
        voters = self.voters(code)
        session = self.session_of(code)
        for paper in self.people(cell=cell, status=EvaluationStatus.SUBMITTED):
            if paper.is_rated:
                self.propose(paper, missed.get(paper.member_id, 0), voters, session)
        for own in self.cells(cell=cell, status=EvaluationStatus.SUBMITTED):
            rng, levels = self.luck("vote", [code]), self.levels(own)
            place = self.cell_place(own, code)
            propose(
                own,
                level=levels[place],
                ballot=counted(levels, place, voters, rng),
                note=words.CELL_NOTE,
                session=session,
                version=own.version,
                by=self.head(code),
            )

    def voters(self, code: str) -> int:
        """Of full membership, and not released from the cell's life."""
        rows = MemberEvaluation.objects.of_year(self.year).filter(cell=self.world.cells[code])
        there = rows.exclude(case__in=[Case.EXEMPT, Case.SUSPENDED, Case.POSTPONED])
        return there.filter(member__official_on__lte=clock.today()).count()

    def session_of(self, code: str) -> Session | None:
        """Where the votes were cast, if that meeting is told of."""
        held = Session.objects.that_took_place().filter(cell=self.world.cells[code])
        return held.filter(starts_at__gte=clock.now() - timedelta(days=1)).first()

    def propose(
        self, paper: MemberEvaluation, missed: int, voters: int, session: Session | None
    ) -> None:
        person, levels = self.person(paper), self.levels(paper)
        rng, place = self.luck("vote", person.key), self.place(person)
        if missed >= MANY_MISSING and person.key not in SETTLED_LEVELS:
            place = min(place + 1, FAIR)
        is_split = self.year == FIRST_YEAR and person.key == SPLIT
        note = rng.choice(words.PROPOSAL_NOTES) if rng.random() < 0.3 else ""
        propose(
            paper,
            level=levels[place],
            ballot=counted(levels, place, voters, rng, is_split=is_split),
            note=words.SPLIT_NOTE if is_split else note,
            session=session,
            version=paper.version,
            by=self.world.answerer(person),
        )

    # staff and leaders

    def appraise(self, code: str) -> None:
        waiting = {"cell": self.world.cells[code], "status": EvaluationStatus.PROPOSED}
        for paper in self.people(**waiting):
            rng = self.luck("appraisal", self.person(paper).key)
            levels = self.levels(paper)
            is_lower = paper.proposed_level == levels[EXCELLENT] and rng.random() < APPRAISED_LOWER
            self.weigh(paper, levels[GOOD] if is_lower else paper.proposed_level)
        for own in self.cells(**waiting):
            self.weigh(own, own.proposed_level)

    def weigh(self, paper: Any, level: RatingLevel) -> None:
        note = "" if level == paper.proposed_level else words.APPRAISED_LOWER
        appraise(paper, level=level, note=note, version=paper.version, by=self.adviser(paper))

    def adviser(self, paper: Any) -> User:
        own = getattr(paper, "member_id", None) == self.world.staff.member_id
        return self.world.users[HEAD_OF_STAFF] if own else self.world.staff

    def decide_all(self) -> None:
        waiting = {"status": EvaluationStatus.APPRAISED}
        for paper in [*self.people(**waiting), *self.cells(**waiting)]:
            self.decide(paper)

    def decide(self, paper: Any) -> None:
        """Nobody on their own; on who leads the committee the body above, staff type it in."""
        member = getattr(paper, "member_id", None)
        by, above = self.world.users[LEADER], ""
        if member == self.world.members[LEADER].pk:
            by = self.world.users[ANOTHER_LEADER]
        elif member == self.world.members[SUPERIORS].pk:
            by, above = self.world.staff, words.SUPERIORS_DECISION
        decide(
            paper,
            level=paper.appraised_level,
            superior_decision=above,
            version=paper.version,
            by=by,
        )

    def sign(self) -> None:
        found, today = self.round, clock.today()
        given = SigningInput(
            number=next_number(today) or 1,
            dated_on=today,
            authority=Authority.STANDING,
            fingerprint=content_of(found).mark,
        )
        sign_decision(found, given, by=self.world.users[LEADER])

    def publish(self) -> None:
        found = self.round
        decision = found.documents.get()
        note = f"{decision} ngày {decision.dated_on:%d/%m/%Y}."
        publish_round(found, by=self.world.staff, note=note)

    def close(self) -> None:
        close_round(self.round, by=self.world.staff, note=words.CLOSED_NOTE)

    # what does not go the usual way

    def postpone(self) -> None:
        paper = self.paper_of(POSTPONED)
        note = words.POSTPONED_NOTE
        classify_evaluation(paper, case=Case.POSTPONED, by=self.world.staff, note=note)

    def note_absence(self) -> None:
        paper = self.paper_of(LONG_ABSENT)
        note = words.LONG_ABSENCE_NOTE
        classify_evaluation(paper, case=Case.ABSENT_ACTUAL, by=self.world.staff, note=note)

    def come_back(self) -> None:
        """Who was put off is rated as everybody was, though the round is closed by now."""
        paper = self.paper_of(POSTPONED)
        self.write(paper.pk, is_sent=True)
        self.world.later(moment(BACK_VOTE, 16), partial(self.vote, POSTPONED[0]))
        for days, step in ((2, self.appraise_late), (5, self.decide_late), (6, self.publish_late)):
            self.world.later(moment(BACK_VOTE + timedelta(days=days), 10), step)

    def appraise_late(self) -> None:
        self.appraise(POSTPONED[0])

    def decide_late(self) -> None:
        self.decide(self.paper_of(POSTPONED))

    def publish_late(self) -> None:
        publish_evaluation(self.paper_of(POSTPONED), by=self.world.staff, note=words.BACK_NOTE)

    def amend(self) -> None:
        paper = self.paper_of(AMENDED)
        amend(
            paper,
            level=self.levels(paper)[GOOD],
            note=words.AMENDED_NOTE,
            version=paper.version,
            by=self.world.users[LEADER],
        )


# ---- counts


def counted(
    levels: list[RatingLevel], place: int, voters: int, rng: Random, *, is_split: bool = False
) -> Ballot:
    """Nearly all agree, a few see it one level lower or higher; ``is_split``: no level has half."""
    issued = voters - rng.choice([0, 0, 1])
    valid = issued - rng.choice([0, 0, 0, 1])
    apart = valid - voters // 2 if is_split else rng.randint(0, valid // 6)
    is_lower = place == EXCELLENT or (place == GOOD and rng.random() < 0.6)
    votes = dict.fromkeys((level.code for level in levels), 0)
    votes[levels[place].code] = valid - apart
    votes[levels[place + 1 if is_lower else place - 1].code] = apart
    return Ballot(entitled=voters, issued=issued, returned=issued, valid=valid, votes=votes)


def missing_reports(year: int, code: str) -> dict[int, int]:
    """By member: how many months of the year were never reported."""
    rows = MonthlyReport.objects.filter(cell__code=code, month__year=year)
    gone = rows.in_state(ReportState.MISSING).order_by().values("pledge__member")
    found = gone.annotate(how_many=Count("pk"))
    return {row["pledge__member"]: row["how_many"] for row in found}
