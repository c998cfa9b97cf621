"""What people write in a yearly rating: its opening, self-reviews of people and of cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from cells import clock
from cells.models import User
from reports.demo import self_reviews as words
from reports.demo.agenda import moment, some_time
from reports.demo.cells import CellPlan
from reports.demo.people import Person
from reports.demo.world import RANKS, Key, World, chance
from reports.evaluation.choices import Employer, EvaluationStatus, Grade
from reports.evaluation.figures import levels_of
from reports.evaluation.models import CellEvaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.round.services import open_round
from reports.evaluation.scheme.models import RatingLevel, RatingScheme
from reports.evaluation.self_review.figures import proposed_texts, written_parts
from reports.evaluation.self_review.parts import COMMITMENT, parts_of
from reports.evaluation.self_review.services import (
    PartInput,
    SelfReview,
    save_self_review,
    submit_self_review,
)
from reports.evaluation.services import return_evaluation
from reports.evaluation.steps.services import comment

# Places of a level among those of its kind, the best first
EXCELLENT, GOOD, FAIR = 0, 1, 2
EXEMPLARY_CELL, STRONG_CELL, GOOD_CELL, FAIR_CELL = 0, 1, 2, 3
EXEMPLARY_CELLS = {"CSD", "TCCB"}
# Whose section on the commitment is what the page proposes; to put it together for all takes long
BEGUN_FROM_THEIR_MONTHS = {"CSD"}
SENT, RETURNED, BEGUN, BLANK = "sent", "returned", "begun", "blank"
LATE, MENDED, COMMENTED, DIFFERENT = 0.1, 0.05, 0.12, 0.08

# ---- 2013
FIRST_YEAR = 2013
OPENED_ON, SELF_DUE, CELL_DUE = date(2013, 12, 9), date(2013, 12, 20), date(2014, 1, 3)
POSTPONED = ("TCXD", 6)
SPLIT = ("DV", 7)  # no level has the majority
AMENDED = ("DP1", 7)
SETTLED_LEVELS = {AMENDED: FAIR, SPLIT: GOOD}

# ---- 2014
OPENED_NOW, SELF_DUE_NOW, CELL_DUE_NOW = date(2014, 11, 10), date(2014, 11, 28), date(2014, 12, 12)
# Who has voted already, and whether staff have appraised it
VOTED_NOW = {"V4": moment(date(2014, 11, 14), 16), "DP2": moment(date(2014, 11, 19), 16)}
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


@dataclass
class Writing:
    """One year's round as people write in it; papers are read afresh at every step, as they are
    by people."""

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
