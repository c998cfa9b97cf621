"""The yearly rating: 2013 from its opening to an amendment, and 2014 as far as it has come.

Told through the services; who judges is never whom the paper is about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
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
from reports.demo.agenda import moment, some_time
from reports.demo.cells import CellPlan
from reports.demo.people import Person
from reports.demo.world import RANKS, Key, World, chance
from reports.evaluation.choices import Case, Employer, EvaluationStatus, Grade
from reports.evaluation.figures import levels_of
from reports.evaluation.models import CellEvaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.papers.decision import (
    SigningInput,
    content_of,
    next_number,
    sign_decision,
)
from reports.evaluation.round.services import close_round, open_round, publish_round
from reports.evaluation.scheme.models import RatingLevel, RatingScheme
from reports.evaluation.self_review.figures import proposed_texts, written_parts
from reports.evaluation.self_review.parts import COMMITMENT, parts_of
from reports.evaluation.self_review.services import (
    PartInput,
    SelfReview,
    save_self_review,
    submit_self_review,
)
from reports.evaluation.services import (
    Ballot,
    classify_evaluation,
    publish_evaluation,
    return_evaluation,
)
from reports.evaluation.steps.services import amend, appraise, comment, decide, propose

# Places of a level among those of its kind, the best first
EXCELLENT, GOOD, FAIR = 0, 1, 2
EXEMPLARY_CELL, STRONG_CELL, GOOD_CELL, FAIR_CELL = 0, 1, 2, 3
EXEMPLARY_CELLS = {"CSD", "TCCB"}
# Whose section on the commitment is what the page proposes; to put it together for all takes long
BEGUN_FROM_THEIR_MONTHS = {"CSD"}
SENT, RETURNED, BEGUN, BLANK = "sent", "returned", "begun", "blank"
LEADER, ANOTHER_LEADER, SUPERIORS = ("TCCB", 4), ("DP1", 0), ("DV", 0)
HEAD_OF_STAFF = ("TH", 0)
MANY_MISSING = 3
LATE, MENDED, COMMENTED, DIFFERENT, APPRAISED_LOWER = 0.1, 0.05, 0.12, 0.08, 0.06

# ---- 2013
FIRST_YEAR = 2013
OPENED_ON, SELF_DUE, CELL_DUE = date(2013, 12, 9), date(2013, 12, 20), date(2014, 1, 3)
FIRST_VOTE, DAYS_OF_VOTING = date(2013, 12, 26), (0, 1, 4, 5, 7, 8)
APPRAISED_ON, DECIDED_ON = date(2014, 1, 8), date(2014, 1, 14)
# Closed when the last months of the year have come in, late ones as well
PUBLISHED_ON, CLOSED_ON = date(2014, 1, 16), date(2014, 2, 7)
POSTPONED, POSTPONED_ON = ("TCXD", 6), date(2013, 12, 16)
BACK_ON, BACK_VOTE = date(2014, 3, 5), date(2014, 3, 12)
SPLIT = ("DV", 7)  # no level has the majority
AMENDED, AMENDED_ON = ("DP1", 7), date(2014, 2, 10)
SETTLED_LEVELS = {AMENDED: FAIR, SPLIT: GOOD}

# ---- 2014
THIS_YEAR = 2014
OPENED_NOW, SELF_DUE_NOW, CELL_DUE_NOW = date(2014, 11, 10), date(2014, 11, 28), date(2014, 12, 12)
# Who has voted already, and whether staff have appraised it
VOTED_NOW = {"V4": moment(date(2014, 11, 14), 16), "DP2": moment(date(2014, 11, 19), 16)}
APPRAISED_NOW = {"V4": moment(date(2014, 11, 18), 10)}
LONG_ABSENT, ABSENT_NOTED_ON = ("TQC", 9), date(2014, 11, 12)
# What the people of the sign-in page are to find, whatever luck says
SETTLED: Mapping[Key, str] = {
    ("CSD", 0): BEGUN,
    ("CSD", 1): SENT,
    ("CSD", 2): SENT,
    ("CSD", 3): SENT,
    ("CSD", 4): BEGUN,
    ("CSD", 5): RETURNED,
    ("CSD", 6): SENT,
    ("CSD", 9): SENT,
    ("CSD", 10): BLANK,
    ("TH", 4): BLANK,
    ("TCCB", 4): BLANK,
    ("BVCT", 4): BLANK,
}
CELLS_NOW = {"CSD": BEGUN, "V4": SENT, "DP2": SENT, "TCCB": SENT, "BVCT": SENT}
WROTE_SOON = 0.55


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


@dataclass
class RoundStory:
    """One year's round; papers are read afresh at every step, as people would."""

    world: World
    year: int
    known: dict[str, list[RatingLevel]] = field(default_factory=dict)  # levels by subject

    @property
    def round(self) -> EvaluationRound:
        return EvaluationRound.objects.select_related("scheme").get(year=self.year)

    def people(self, **which: Any) -> list[MemberEvaluation]:
        rows = MemberEvaluation.objects.of_year(self.year).with_people().filter(**which)
        return list(rows.order_by("pk"))

    def cells(self, **which: Any) -> list[CellEvaluation]:
        rows = CellEvaluation.objects.of_year(self.year).with_cells().filter(**which)
        return list(rows.order_by("pk"))

    def paper_of(self, key: Key) -> MemberEvaluation:
        [paper] = self.people(member=self.world.members[key])
        return paper

    def person(self, paper: MemberEvaluation) -> Person:
        return self.world.by_member[paper.member_id]

    def levels(self, paper: Any) -> list[RatingLevel]:
        if paper.SUBJECT not in self.known:
            self.known[paper.SUBJECT] = levels_of(paper)
        return self.known[paper.SUBJECT]

    def luck(self, what: str, key: Iterable[object]) -> Random:
        return chance(what, *key, self.year)

    # the opening

    def open(self, self_due_on: date, cell_due_on: date) -> None:
        self.world.say(f"Đánh giá, xếp loại năm {self.year} …")
        open_round(
            self.year,
            scheme=RatingScheme.objects.of_year(self.year).get(),
            self_due_on=self_due_on,
            cell_due_on=cell_due_on,
            note=words.OPENED_NOTES[self.year],
            by=self.world.staff,
        )
        for paper in self.people():
            if paper.is_reviewed:
                self.plan_person(paper.pk, self.person(paper), self_due_on)
        for own in self.cells():
            self.plan_cell(own.cell.code, self_due_on)

    def plan_person(self, pk: int, person: Person, due_on: date) -> None:
        rng = self.luck("self-review", person.key)
        fate, sent = self.fate(person, rng), self.sending(due_on, rng)
        if fate == BLANK:
            return
        self.world.later(sent, partial(self.write, pk, is_sent=fate != BEGUN))
        if fate == RETURNED or (self.year == FIRST_YEAR and rng.random() < MENDED):
            self.world.later(sent + timedelta(hours=20), partial(self.send_back, pk))
            if fate != RETURNED:
                self.world.later(sent + timedelta(hours=26), partial(self.mend, pk))

    def fate(self, person: Person, rng: Random) -> str:
        """In the first year everybody present has written in the end; now many have not begun."""
        if (*person.key, self.year) == (*POSTPONED, FIRST_YEAR):
            return BLANK
        if self.year == FIRST_YEAR or person.cell.code in VOTED_NOW:
            return SENT
        if settled := SETTLED.get(person.key):
            return settled
        soon = WROTE_SOON * person.cell.diligence
        return rng.choices([SENT, BEGUN, BLANK], weights=[soon, 0.15, 0.85 - soon])[0]

    def sending(self, due_on: date, rng: Random) -> datetime:
        """By the day it is due, some a little later; what is to be seen now, in the first days."""
        if self.year != FIRST_YEAR:
            return moment(OPENED_NOW + timedelta(days=rng.randint(1, 3)), rng.randint(10, 17), 10)
        days = (due_on - OPENED_ON).days
        if rng.random() < LATE:
            return some_time(due_on + timedelta(days=rng.randint(1, 3)), rng)
        return some_time(OPENED_ON + timedelta(days=round(rng.triangular(1, days, days))), rng)

    def plan_cell(self, code: str, due_on: date) -> None:
        rng = self.luck("cell-review", [code])
        fate = SENT if self.year == FIRST_YEAR else CELLS_NOW.get(code, BLANK)
        if fate != BLANK:
            act = partial(self.write_cell, code, is_sent=fate == SENT)
            self.world.later(self.sending(due_on, rng), act)

    # self-reviews

    def write(self, pk: int, *, is_sent: bool) -> None:
        [paper] = self.people(pk=pk)
        person = self.person(paper)
        by = self.world.author(person)
        given = self.review(paper, person)
        if not is_sent:
            begun = {key: given.parts[key] for key in ("conduct", COMMITMENT)}
            save_self_review(paper, replace(given, parts=begun, level=None), version=0, by=by)
            return
        save_self_review(paper, given, version=paper.version, by=by)
        submit_self_review(paper, by=by, version=paper.version)
        if self.luck("comment", person.key).random() < COMMENTED:
            self.world.later(clock.now() + timedelta(hours=30), partial(self.comment, pk))

    def review(self, paper: MemberEvaluation, person: Person) -> SelfReview:
        rng = self.luck("words", person.key)
        levels = self.levels(paper)
        place = self.place(person)
        hopes = EXCELLENT if place == GOOD and rng.random() < DIFFERENT else place
        texts = said(words.PERSON, rng)
        if person.cell.code in BEGUN_FROM_THEIR_MONTHS:
            texts |= proposed_texts(paper)
        employer = {EXCELLENT: Employer.EXCELLENT, GOOD: Employer.GOOD, FAIR: Employer.DONE}
        return SelfReview(
            parts=graded(paper, texts, hopes, rng),
            level=levels[hopes] if paper.is_rated else None,
            employer=employer[hopes],
        )

    def place(self, person: Person) -> int:
        """How good a year it was, before anybody looks at the reports."""
        if self.year == FIRST_YEAR and person.key in SETTLED_LEVELS:
            return SETTLED_LEVELS[person.key]
        luck = self.luck("year", person.key).random()
        if luck < 0.2 * person.cell.diligence:
            return EXCELLENT
        return GOOD if luck < 0.85 + 0.1 * person.cell.diligence else FAIR

    def send_back(self, pk: int) -> None:
        [paper] = self.people(pk=pk)
        person = self.person(paper)
        note = self.luck("return", person.key).choice(words.RETURNS)
        return_evaluation(paper, by=self.world.answerer(person), note=note)

    def mend(self, pk: int) -> None:
        [paper] = self.people(pk=pk)
        person = self.person(paper)
        by = self.world.author(person)
        parts = {
            written.part.key: PartInput(text=written.text, grade=written.grade)
            for written in written_parts(paper)
        }
        limits = f"{parts['limits'].text}\n{words.MENDED}"
        given = SelfReview(
            parts=parts | {"limits": PartInput(text=limits)},
            level=paper.self_level,
            employer=paper.self_employer,
        )
        save_self_review(paper, given, version=paper.version, by=by)
        submit_self_review(paper, by=by, version=paper.version)

    def comment(self, pk: int) -> None:
        [paper] = self.people(pk=pk)
        if paper.status != EvaluationStatus.SUBMITTED:
            return  # sent back, or voted on, in the meantime
        rng = self.luck("comment", self.person(paper).key)
        given = {
            "unit_comment": rng.choice(words.UNIT_COMMENTS),
            "union_comment": rng.choice(words.UNION_COMMENTS),
        }
        by = self.world.answerer(self.person(paper))
        comment(paper, version=paper.version, by=by, **given)

    def write_cell(self, code: str, *, is_sent: bool) -> None:
        [own] = self.cells(cell=self.world.cells[code])
        rng, by, place = self.luck("words", [code]), self.head(code), self.cell_place(own, code)
        texts = said(words.CELL, rng)
        level = self.levels(own)[place] if is_sent else None
        given = SelfReview(parts=graded(own, texts, min(place, FAIR), rng), level=level)
        save_self_review(own, given, version=own.version, by=by)
        if is_sent:
            submit_self_review(own, by=by, version=own.version)

    def head(self, code: str) -> User:
        """Speaks for the cell at this point of the story."""
        officers = [person for person in self.world.of_cell[code] if person.office]
        return self.world.users[min(officers, key=lambda one: RANKS.index(one.office)).key]

    def cell_place(self, own: CellEvaluation, code: str) -> int:
        plan: CellPlan = next(plan for plan in self.world.plans if plan.code == code)
        if code in EXEMPLARY_CELLS:
            return EXEMPLARY_CELL
        if plan.diligence > 0.7:
            return STRONG_CELL
        return GOOD_CELL if plan.diligence > 0.62 else FAIR_CELL

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


# ---- words, grades, counts


def said(phrases: Mapping[str, tuple[str, ...]], rng: Random) -> dict[str, str]:
    return {key: rng.choice(sentences) for key, sentences in phrases.items()}


def graded(paper: Any, texts: dict[str, str], place: int, rng: Random) -> dict[str, PartInput]:
    """A grade beside each section that has one, mostly that of the whole."""
    usual = (Grade.EXCELLENT, Grade.GOOD, Grade.AVERAGE)[place]
    return {
        part.key: PartInput(
            text=texts.get(part.key, ""),
            grade=rng.choice([usual, usual, usual, Grade.GOOD]) if part.is_graded else "",
        )
        for part in parts_of(paper)
    }


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
