"""Which pages the browser walks through, as whom; every address of ours stands somewhere here."""

from dataclasses import dataclass, field

ANYBODY = "anybody"


@dataclass(frozen=True)
class Page:
    name: str
    papers: tuple[str, ...] = ()  # keys of full_office.fill(), one for each number in the address
    query: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()  # words in the address behind the numbers
    status: int = 200

    def __str__(self) -> str:
        return " ".join([self.name, *self.papers, *self.words, *self.query.values()])


def of(name: str, *papers: str, words: tuple[str, ...] = (), **query: str) -> Page:
    return Page(name, papers, query, words)


PAGES: dict[str, list[Page]] = {
    ANYBODY: [of("sign-in")],
    "member": [
        of("home"),
        of("profile"),
        of("password-change"),
        of("cell-list"),
        of("cell", "cell"),
        of("member-list"),
        of("member", "member"),
        of("my-pledges"),
        of("pledge", "pledge:mine"),
        of("pledge", "pledge:closed"),
        of("standard-list"),
        of("standard", "standard:committee"),
        of("standard", "standard:adopted"),
        of("standard", "standard:replaced"),
        of("monthly-report-list"),
        of("monthly-report", "report:january"),
        of("monthly-report", "report:returned"),
        of("monthly-report", "report:draft"),
        of("monthly-report-write", "report:returned"),
        of("monthly-report-write", "report:draft"),
        of("monthly-report-check", "report:draft"),
        Page("review-list", status=404),
        Page("pledge-queue", status=403),
    ],
    "colleague": [
        of("home"),
        of("pledge-write", "pledge:returned"),
        of("pledge-write", "pledge:returned", add="1"),
        of("pledge-check", "pledge:returned"),
    ],
    "stranger": [
        of("home"),
        of("pledge-write", "pledge:blank"),
        of("pledge-check", "pledge:blank"),
        of("monthly-report-list"),
    ],
    "secretary": [
        of("home"),
        of("cell", "cell"),
        of("member", "long name"),
        of("transfer-list"),
        of("transfer", "transfer:proposed"),
        of("transfer-propose", "member"),
        of("transfer-cancel", "transfer:proposed"),
        of("pledge-list"),
        of("pledge-list", state="Đã gửi"),
        of("pledge-queue"),
        of("pledge", "pledge:returned"),
        of("pledge", "pledge:submitted"),
        of("pledge-return", "pledge:waiting"),
        of("standard-new"),
        of("standard", "standard:draft"),
        of("standard-write", "standard:draft", add="1"),
        of("standard-adopt", "standard:draft"),
        of("monthly-report-list"),
        of("monthly-report-list", page="2"),
        of("monthly-report-list", q="không ai tên thế"),
        of("monthly-report-queue"),
        of("monthly-report", "report:submitted"),
        of("monthly-report", "report:entered"),
        of("monthly-report", "report:excused"),
        of("monthly-report", "report:acknowledged"),
        of("monthly-report-return", "report:submitted"),
        of("monthly-report-enter", "report:untouched"),
        of("monthly-report-excuse", "report:untouched"),
        of("monthly-report-unexcuse", "report:excused"),
        of("review-list"),
        of("review-new"),
        of("review", "review of a cell"),
        of("review-section", "review of a cell", words=("study",)),
    ],
    "other secretary": [
        of("home"),
        of("pledge-queue"),
        of("monthly-report-queue"),
        of("review-list"),
        of("standard-adopt", "standard:blank"),
        of("monthly-report-list", month="2013-01"),
    ],
    "staff": [
        of("home"),
        of("cell-list"),
        of("cell", "empty cell"),
        of("member-list", page="2"),
        of("member", "exempt"),
        of("member", "long name"),
        of("member-join"),
        of("member-rejoin", "left"),
        of("member-leave", "long name"),
        of("member-stay", "long name"),
        of("member-stay-end", "guest"),
        of("transfer-list", state="proposed"),
        of("transfer", "transfer:received"),
        of("transfer-propose", "member"),
        of("transfer-receive", "transfer:proposed"),
        of("roster-import"),
        of("roster-export"),
        of("account-request-disable", "member"),
        of("pledge-reopen", "pledge:accepted"),
        of("pledge-close", "pledge:accepted"),
        of("pledge-write", "pledge:reopened"),
        of("pledge-end-item", "pledge:reopened", "item:reported"),
        of("monthly-report-reopen", "report:acknowledged"),
        of("monthly-report-queue", month="2014-03"),
        of("review-list"),
        of("review", "review"),
        of("review-rows", "review", words=("members",)),
        of("review-rows", "review", words=("suspended",)),
        of("review-section", "review", words=("study",)),
        of("admin:index"),
        of("admin:cells_membership_changelist", q="Hoà"),
        of("admin:cells_theme_add"),
    ],
    "leader": [of("home"), of("review", "review of a cell")],
    "inspector": [of("home"), of("pledge-list")],
    "sysadmin": [
        of("home"),
        of("profile"),
        of("account-list"),
        of("account", "account:asked"),
        of("account", "account:issued"),
        of("account", "account:disabled"),
        of("account-slip", "account:issued"),
        of("account-disable", "account"),
        of("account-enable", "account:disabled"),
        of("account-rename", "account"),
        of("admin:index"),
    ],
}
WALKED_ELSEWHERE = {
    "first-password": "test_whole_way.py, behind a slip",
    "roster-preview": "test_whole_way.py, behind an upload",
}
FILES = {
    "health",
    "roster-template",
    "pledge-pdf",
    "pledge-blank",
    "review-pdf",
}
STEPS = {  # answer only to POST; the button that sends it stands on a page above
    "sign-out",
    "switch-role",
    "roster-confirm",
    "account-slips",
    "account-request",
    "pledge-autosave",
    "pledge-submit",
    "pledge-withdraw",
    "pledge-accept",
    "monthly-report-autosave",
    "monthly-report-submit",
    "monthly-report-withdraw",
    "monthly-report-confirm",
    "monthly-report-acknowledge",
    "review-section-autosave",
}
