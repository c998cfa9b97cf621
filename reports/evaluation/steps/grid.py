"""A grid: one step for many papers on one page, each row saved by itself.

A row that cannot be saved keeps what was typed and says why; the others are stored all the same.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet

from cells.member.judging import judged_by
from cells.scope import permission
from cells.web import TOO_LATE, add_errors
from cells.workflow import Clash, IllegalMove
from reports.evaluation.choices import WEIGHED, EvaluationStatus
from reports.evaluation.desks import Desk
from reports.evaluation.models import EvaluationRound
from reports.evaluation.round.people import official_members
from reports.evaluation.rules import committee_secretaries, decided_by
from reports.evaluation.scheme.models import RatingLevel, Subject
from reports.evaluation.steps import services
from reports.evaluation.steps.figures import Gap, Leading, gaps_of, leading_level
from reports.evaluation.steps.forms import (
    EVERYBODY,
    AppraisalForm,
    DecisionForm,
    ProposalForm,
    RowForm,
)
from reports.evaluation.steps.guard import Guard, Lack

ROWS = 25  # on a page: with every box of a row far below the limit of fields in one request
NAMED = re.compile(r"r(\d{1,18})-version")
OWN = "Bản của đồng chí: người khác ghi."
NOT_YOURS = "Người khác ghi bản này."
SUPERIORS = "Cấp trên quyết định."
GONE = "Có dòng không còn trong danh sách này nên không lưu được."


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """``agrees_with``: whose level a blank row takes over at the press of one button."""

    verb: str
    title: str
    button: str
    form: type[RowForm]
    save: Callable[..., None]
    agrees_with: str = ""
    agree: str = ""


PROPOSE = Step(
    verb="propose",
    title="Kiểm phiếu, đề xuất mức",
    button="Lưu đề xuất",
    form=ProposalForm,
    save=services.propose,
)
APPRAISE = Step(
    verb="appraise",
    title="Thẩm định",
    button="Lưu thẩm định",
    form=AppraisalForm,
    save=services.appraise,
    agrees_with="proposed_level",
    agree="Lấy mức chi bộ đề xuất cho các dòng còn trống, rồi lưu",
)
DECIDE = Step(
    verb="decide",
    title="Dự kiến quyết định",
    button="Lưu dự kiến",
    form=DecisionForm,
    save=services.decide,
    agrees_with="appraised_level",
    agree="Lấy mức thẩm định cho các dòng còn trống, rồi lưu",
)


@dataclass(slots=True, kw_only=True)
class Row:
    """One paper on the page; without a form it is only looked at, and ``why`` says so."""

    evaluation: Any
    form: RowForm | None = None
    why: str = ""
    is_own: bool = False
    leading: Leading | None = None
    lack: Lack | None = None
    gaps: list[Gap] = field(default_factory=list)
    rival: list[tuple[str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.rival or self.lost or (self.form and self.form.problems))


class Sheet:
    """``papers``: those of the page, or of what was sent."""

    def __init__(
        self,
        step: Step,
        desk: Desk,
        found: EvaluationRound,
        papers: QuerySet,
        user: Any,
        data: Any = None,
    ):
        self.step, self.desk, self.round, self.user, self.data = step, desk, found, user, data
        self.subject = desk.papers.model.SUBJECT
        self.levels: list[RatingLevel] = found.scheme.ranked(self.subject)
        found_papers = list(papers)
        self.allowed = allowed_among(step, desk, found_papers, user)
        self.led = self.led_among()
        self.prefill = self.counts_of_the_meeting(found_papers)
        foresees = step.verb != "propose"
        self.guard = Guard(found, found_papers, self.levels, reader=user, foresees=foresees)
        gaps = gaps_of(found_papers, found, self.subject)
        self.rows = [self.row_of(paper, gaps.get(paper.pk, [])) for paper in found_papers]
        is_lost = set(sent_keys(data or {})) - {paper.pk for paper in found_papers}
        self.refusals = [GONE] if is_lost else []

    def led_among(self) -> set[int]:
        """Who leads the committee, where that matters."""
        if self.step.verb != "decide" or self.subject != Subject.MEMBER:
            return set()
        return set(committee_secretaries().values_list("member_id", flat=True))

    def counts_of_the_meeting(self, papers: list[Any]) -> dict[str, Any]:
        """What the boxes of everybody's counts begin with: as in the newest proposal, else the
        number of official members."""
        if self.step.verb != "propose" or not papers:
            return {}
        cell = papers[0].cell
        last = self.round.member_evaluations.filter(cell=cell, proposed_at__isnull=False)
        if newest := last.order_by("-proposed_at").first():
            return {name: getattr(newest, f"ballots_{name}") for name in EVERYBODY}
        return {"entitled": official_members(cell)}

    def row_of(self, paper: Any, gaps: list[Gap]) -> Row:
        own = getattr(paper, "member_id", None)
        row = Row(evaluation=paper, is_own=own is not None and own == self.user.rights.member_id)
        if row.is_own:
            row.why = OWN
            return row
        row.gaps, row.leading = gaps, leading_level(paper, self.levels)
        row.lack = self.lack_of(paper)
        row.why = self.why_not(paper)
        if not row.why or self.is_typed_in_vain(paper):
            row.form = self.form_of(paper, self.data)
        if row.why and row.form:
            row.lost, row.form = row.form.typed(), None
        return row

    def lack_of(self, paper: Any) -> Lack | None:
        """For the level of this step or, while the paper waits for it, the one it begins from."""
        form, before = self.step.form, self.step.agrees_with or "self_level"
        return self.guard.lack(paper, before if paper.status == form.waits else form.level_name)

    def is_typed_in_vain(self, paper: Any) -> bool:
        """Sent for a paper that has left this step while the page stood open."""
        is_sent = self.data is not None and f"r{paper.pk}-level" in self.data
        return is_sent and paper.pk in self.allowed and self.form_of(paper, self.data).is_touched

    def why_not(self, paper: Any) -> str:
        if paper.pk not in self.allowed:
            return SUPERIORS if getattr(paper, "member_id", None) in self.led else NOT_YOURS
        if not paper.is_open:
            return "Vòng đánh giá đã khép."
        if not paper.is_rated:
            return f"{paper.get_case_display()}: không xếp loại."
        sources, _target = paper.VERBS[self.step.verb]
        return "" if paper.status in sources else f"{paper.state_label}."

    def form_of(self, paper: Any, data: Any = None) -> RowForm:
        more = dict(self.prefill)
        if self.step.verb == "decide":
            more["is_superiors"] = getattr(paper, "member_id", None) in self.led
        form = self.step.form(paper, self.levels, **more)
        if data is None or form.add_prefix("version") not in data:
            return form
        return self.step.form(paper, self.levels, self.agreed(form, data), **more)

    def agreed(self, form: RowForm, data: Any) -> Any:
        """A blank row takes over the level that came before, where that was asked for."""
        level = getattr(form.evaluation, f"{self.step.agrees_with}_id", None)
        name = form.add_prefix("level")
        if "agree" not in data or data.get(name) or str(level) not in form.levels:
            return data
        data = data.copy()
        data[name] = str(level)
        return data

    def save(self, **common: Any) -> int:
        """Answers how many rows were stored; whatever was not says why on its row."""
        self.refuse_foreign_rows()
        return sum(self.keep(row, common) for row in self.rows if row.form and row.form.is_bound)

    def refuse_foreign_rows(self) -> None:
        for row in self.rows:
            is_sent = f"r{row.evaluation.pk}-level" in self.data
            if is_sent and (row.is_own or row.evaluation.pk not in self.allowed):
                raise PermissionDenied

    def keep(self, row: Row, common: dict[str, Any]) -> bool:
        form: Any = row.form
        if not form.is_touched:
            row.form = self.form_of(row.evaluation)
            return False
        if not form.is_valid():
            return False
        given = form.given() | common
        try:
            self.step.save(row.evaluation, version=form.version_number, by=self.user, **given)
        except Clash:
            self.stand_beside(row)
        except IllegalMove:
            self.give_back(row)
        except ValidationError as error:
            add_errors(form, renamed(error, form))
        else:
            row.evaluation = self.desk.papers.get(pk=row.evaluation.pk)
            row.form = self.form_of(row.evaluation)
            row.leading = leading_level(row.evaluation, self.levels)
            row.lack = self.lack_of(row.evaluation)
            return True
        return False

    def stand_beside(self, row: Row) -> None:
        """The loser's words stay in the boxes; sent again they replace what is stored."""
        typed: Any = row.form
        row.evaluation = self.desk.papers.get(pk=row.evaluation.pk)
        if self.why_not(row.evaluation):
            self.give_back(row)
            return
        row.rival = self.form_of(row.evaluation).typed() or [("Đang lưu", "(để trống)")]
        row.form = self.form_of(row.evaluation, self.data)
        row.form.version = str(row.evaluation.version)
        row.form.seen = typed.seen

    def give_back(self, row: Row) -> None:
        """The paper has left this step: what was typed in vain is shown once more."""
        typed: Any = row.form
        row.evaluation = self.desk.papers.get(pk=row.evaluation.pk)
        row.lost, row.form, row.why = typed.typed(), None, TOO_LATE

    @property
    def refused(self) -> list[Row]:
        return [row for row in self.rows if row.is_refused]

    @property
    def has_clash(self) -> bool:
        return any(row.rival or row.lost for row in self.rows)

    @property
    def writable(self) -> bool:
        return any(row.form for row in self.rows)

    @property
    def has_conditions(self) -> bool:
        return any(level.conditions or level.min_points for level in self.levels)

    @property
    def earlier(self) -> list[str]:
        """What was said before this step, a column each."""
        said = {"propose": 1, "appraise": 2, "decide": 3}[self.step.verb]
        return ["Tự nhận", "Chi bộ đề xuất", "Thẩm định"][:said]

    @property
    def columns(self) -> int:
        """Beside the name."""
        return len(self.earlier) + max(len(self.headings), 1)

    @property
    def headings(self) -> list[str]:
        form = next((row.form for row in self.rows if row.form), None)
        return [box.label for box in form.boxes] if form else []


def allowed_among(step: Step, desk: Desk, papers: list[Any], user: Any) -> set[int]:
    """Keys of those on which the rule allows this user the step: asked for a page at once."""
    keys = [paper.pk for paper in papers]
    conditions = {"propose": judged_by, "decide": decided_by}
    if desk.papers.model.SUBJECT == Subject.MEMBER and step.verb in conditions:
        mine = desk.papers.model.objects.filter(conditions[step.verb](user), pk__in=keys)
        return set(mine.values_list("pk", flat=True))
    # These rules look only at the user and the row
    return {each.pk for each in papers if user.has_perm(permission(step.verb, each), each)}


def renamed(error: ValidationError, form: RowForm) -> ValidationError:
    """Beside the box: a service speaks of the note, a row calls it by the name of its column."""
    if not hasattr(error, "error_dict"):
        return error
    noted = next(iter(form.noted), "")
    told = {noted if name == "note" else name: text for name, text in error.message_dict.items()}
    return ValidationError(told)


def waiting_papers(step: Step, papers: QuerySet, *, everything: bool) -> QuerySet:
    """Those at this step, or all that have come so far."""
    if not everything:
        return papers.filter(status=step.form.waits)
    earlier = {EvaluationStatus.PROPOSED} if step.verb == "decide" else set()
    return papers.filter(status__in=WEIGHED - earlier)


def sent_keys(data: Any) -> list[int]:
    return [int(found[1]) for name in data if (found := NAMED.fullmatch(name))][:ROWS]
