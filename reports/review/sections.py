"""The parts of a review and the sentences that write themselves; page and paper use the same words.

In a sentence ``[late báo cáo]`` stands for the number of the figure ``late`` and its noun.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from cells.models import StudyForm
from cells.text import month_on_paper
from reports.review.figures import ReviewFigures
from reports.review.models import Review, span_label
from reports.review.span import ReviewScope

PART = "part"  # centred on paper, the top level of the page's list
HEADING = "h3"


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a sentence; with ``figure`` it is a number that opens its rows."""

    text: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sentences are made from."""

    scope: ReviewScope
    figures: ReviewFigures
    missed: tuple[str, ...] = ()  # of one cell: the quarterly topics that it has not studied

    @property
    def day(self) -> str:
        return f"{self.scope.last_day.day:02d}/{month_on_paper(self.scope.last_day)}"

    @property
    def span(self) -> str:
        label = span_label(self.scope.first, self.scope.last)
        return label[:1].upper() + label[1:]

    @property
    def who(self) -> str:
        return "chi bộ" if self.scope.cell_id else "các chi bộ"

    def share(self, name: str) -> str:
        rate = self.figures.total.rate(name)
        return f", đạt {rate}" if rate else ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part: its heading as printed, and what fills it. Without a key it is a heading only."""

    key: str
    heading: str
    level: str = HEADING
    sentences: Callable[[Facts], list[str]] = field(default=lambda facts: [])
    name: str = ""  # on the screen, where the printed heading is in capitals


def situation(facts: Facts) -> list[str]:
    whose = "chi bộ có" if facts.scope.cell_id else "Đảng bộ có [cells chi bộ] trực thuộc với"
    standing = "[exempt đồng chí] được miễn công tác và sinh hoạt đảng"
    if facts.figures.total["suspended"]:
        standing += "; [suspended đồng chí] bị đình chỉ sinh hoạt"
    sentence = (
        f"Tính đến ngày {facts.day}, {whose} [members đảng viên], trong đó [official đảng viên] "
        f"chính thức, [probationary đảng viên] dự bị; {standing}."
    )
    return [sentence]


def standards(facts: Facts) -> list[str]:
    sentence = (
        f"Tính đến ngày {facts.day}, có [cells_with_card chi bộ] trong tổng số "
        f"[cells chi bộ] đã ban hành "
        f"chuẩn mực đạo đức{facts.share('cells_with_card')}. "
        "Chuẩn mực của các chi bộ gồm [criteria tiêu chí]."
    )
    return [sentence]


def own_standard(facts: Facts) -> list[str]:
    if not facts.figures.total["cells_with_card"]:
        return [f"Tính đến ngày {facts.day}, chi bộ chưa ban hành chuẩn mực đạo đức riêng."]
    return ["Chi bộ đã ban hành chuẩn mực đạo đức gồm [criteria tiêu chí]."]


def registration(facts: Facts) -> str:
    outside = ""
    if facts.figures.total["outside"]:
        outside = (
            " Ngoài ra có [outside đồng chí] đã đăng ký nhưng đến ngày đó không thuộc diện "
            "(được miễn, đã chuyển hoặc thôi sinh hoạt)."
        )
    return (
        f"Năm {facts.scope.year}, tính đến ngày {facts.day}, [registered đồng chí] trong tổng số "
        f"[obliged đồng chí] thuộc diện đăng ký đã đăng ký làm theo{facts.share('registered')}; "
        "[sent đồng chí] đã gửi bản đăng ký, chi bộ chưa nhận; "
        f"[unregistered đồng chí] chưa đăng ký.{outside}"
    )


def monthly_reports(facts: Facts) -> str:
    rate = facts.figures.total.rate("on_time")
    on_time = f"[on_time báo cáo] đúng hạn ({rate})" if rate else "[on_time báo cáo] đúng hạn"
    waiting = ""
    if facts.figures.total["not_due"]:
        waiting = "; [not_due báo cáo] chưa đến hạn"
    return (
        f"{facts.span}, số báo cáo phải nộp là [due báo cáo], trong đó {on_time}, "
        "[late báo cáo] muộn, [missing báo cáo] thiếu. "
        f"Không tính vào số phải nộp: [excused báo cáo] được miễn{waiting}."
    )


def results(facts: Facts) -> str:
    return (
        "Kết quả thực hiện [items việc] đã đăng ký, theo lần báo cáo gần nhất: "
        "[done việc] đã làm, [partly việc] làm được một phần, [not_yet việc] chưa làm, "
        "[unreported việc] chưa báo cáo."
    )


def pledges(facts: Facts) -> list[str]:
    return [registration(facts), monthly_reports(facts), results(facts)]


def sessions_held(facts: Facts) -> str:
    """Forms that did not occur are left unsaid; the appendix has them all."""
    total = facts.figures.total
    forms = [f"[{form.value} buổi] {form.label.lower()}" for form in StudyForm if total[form]]
    joined = ""
    if total["joined"]:
        whose = "dự [joined lượt]" if facts.scope.cell_id else "có [joined lượt] chi bộ dự"
        joined = f"; {whose} sinh hoạt do chi bộ khác tổ chức"
    held = f"{facts.span}, {facts.who} đã tổ chức [sessions buổi] sinh hoạt"
    return f"{held}: {', '.join(forms)}{joined}."


def attendance(facts: Facts) -> str:
    rate = facts.figures.total.rate("attended")
    return (
        f"Tỷ lệ đảng viên dự sinh hoạt đạt {rate} ([attended lượt] có mặt trên "
        "[to_attend lượt] phải dự); [unexcused lượt] vắng không lý do."
    )


def studied(facts: Facts) -> list[str]:
    """Sessions count for who holds them, people wherever they came: where some were guests, each
    of the two has its own sentence."""
    total = facts.figures.total
    rate = total.rate("studied")
    turns = "[study_turns lượt người] tham gia"
    turns += f"; tỷ lệ đảng viên tham gia đạt {rate}" if rate else ""
    if not total["joined"]:
        said = f"Trong đó có [study buổi] học tập chuyên đề với {turns}."
        return [said] if total["study"] else []
    hosted = ["Trong đó có [study buổi] học tập chuyên đề."] if total["study"] else []
    if not total["study_turns"] + total["to_study"]:
        return hosted
    both = f"Tại các buổi học tập chuyên đề {facts.who} tổ chức hoặc cùng dự có {turns}."
    return [*hosted, both]


def topics(facts: Facts) -> list[str]:
    """Of quarters that fell due; where none did, nothing is said."""
    total = facts.figures.total
    if not total["cells_studied"] + total["cells_behind"]:
        return []
    if not facts.scope.cell_id:
        share = facts.share("cells_studied")
        whole = "[cells_studied chi bộ] trong tổng số [cells chi bộ]"
        done = f"{whole} đã học đủ chủ đề của các quý đã hết{share}"
        return [f"{done}; [cells_behind chi bộ] chưa học đủ."]
    if facts.missed:
        return [
            f"Chi bộ chưa học đủ chủ đề của các quý đã hết, còn thiếu: {'; '.join(facts.missed)}."
        ]
    return ["Chi bộ đã học đủ chủ đề của các quý đã hết."]


def study(facts: Facts) -> list[str]:
    total = facts.figures.total
    if not total["sessions"] + total["joined"]:
        return topics(facts)
    said = [sessions_held(facts)] if total["sessions"] else [only_joined(facts)]
    if total["to_attend"]:
        said.append(attendance(facts))
    return said + studied(facts) + topics(facts)


def only_joined(facts: Facts) -> str:
    return f"{facts.span}, {facts.who} đã dự [joined lượt] sinh hoạt do chi bộ khác tổ chức."


def briefed(facts: Facts) -> list[str]:
    if not facts.figures.total["briefings"]:
        return []
    whose = "Chi bộ đã" if facts.scope.cell_id else "Các chi bộ đã"
    return [f"{whose} quán triệt [briefings lượt văn bản] trong sinh hoạt."]


def briefed_and_studied(facts: Facts) -> list[str]:
    return briefed(facts) + study(facts)


COMMITTEE_SECTIONS = [
    Section("situation", "ĐẶC ĐIỂM TÌNH HÌNH", PART, situation, "Đặc điểm tình hình"),
    Section("", "PHẦN THỨ NHẤT\nKẾT QUẢ THỰC HIỆN", PART, name="Phần thứ nhất: kết quả thực hiện"),
    Section("", "I- KẾT QUẢ ĐẠT ĐƯỢC", name="I- Kết quả đạt được"),
    Section("leadership", "1. Công tác lãnh đạo, chỉ đạo, quán triệt", HEADING, briefed),
    Section("study", "2. Học tập các chuyên đề hằng năm", HEADING, study),
    Section("standards", "3. Xây dựng và thực hiện chuẩn mực đạo đức", HEADING, standards),
    Section("pledges", "4. Đăng ký và tổ chức làm theo", HEADING, pledges),
    Section("example", "5. Trách nhiệm nêu gương, gắn với Nghị quyết Trung ương 4"),
    Section("outreach", "6. Công tác tuyên truyền"),
    Section("inspection", "7. Công tác kiểm tra, giám sát"),
    Section("commendation", "8. Biểu dương, khen thưởng"),
    Section(
        "limits",
        "II- HẠN CHẾ, KHUYẾT ĐIỂM VÀ NGUYÊN NHÂN",
        name="II- Hạn chế, khuyết điểm và nguyên nhân",
    ),
    Section("lessons", "III- BÀI HỌC KINH NGHIỆM", name="III- Bài học kinh nghiệm"),
    Section(
        "directions",
        "PHẦN THỨ HAI\nPHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP",
        PART,
        name="Phần thứ hai: phương hướng, nhiệm vụ, giải pháp",
    ),
    Section("proposals", "KIẾN NGHỊ, ĐỀ XUẤT", PART, name="Kiến nghị, đề xuất"),
]
CELL_SECTIONS = [
    Section("situation", "I- ĐẶC ĐIỂM TÌNH HÌNH", HEADING, situation, "I- Đặc điểm tình hình"),
    Section("", "II- KẾT QUẢ THỰC HIỆN", name="II- Kết quả thực hiện"),
    Section("study", "1. Quán triệt, học tập chuyên đề", HEADING, briefed_and_studied),
    Section("standards", "2. Xây dựng và thực hiện chuẩn mực đạo đức", HEADING, own_standard),
    Section("pledges", "3. Đăng ký và tổ chức làm theo", HEADING, pledges),
    Section("example", "4. Nêu gương, biểu dương"),
    Section(
        "limits",
        "III- HẠN CHẾ, KHUYẾT ĐIỂM VÀ NGUYÊN NHÂN",
        name="III- Hạn chế, khuyết điểm và nguyên nhân",
    ),
    Section("directions", "IV- PHƯƠNG HƯỚNG, NHIỆM VỤ", name="IV- Phương hướng, nhiệm vụ"),
    Section("proposals", "V- KIẾN NGHỊ, ĐỀ XUẤT", name="V- Kiến nghị, đề xuất"),
]


LEAD = re.compile(r"^(\d+\.|[IVX]+-|Phần thứ \w+:) ")


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A section of one review: what wrote itself, and what a person wrote."""

    section: Section
    sentences: list[list[Words]]
    text: str

    @property
    def key(self) -> str:
        return self.section.key

    @property
    def heading(self) -> str:
        return self.section.heading

    @property
    def name(self) -> str:
        return self.section.name or self.section.heading

    @property
    def short_name(self) -> str:
        """Without its number or part, for lists."""
        name = LEAD.sub("", self.name)
        return name[:1].upper() + name[1:]

    @property
    def is_title(self) -> bool:
        return not self.section.key

    @property
    def is_empty(self) -> bool:
        return not (self.is_title or self.text or self.sentences)

    @property
    def state(self) -> tuple[str, str]:
        """The word in the list of parts, and its look."""
        if self.text:
            return "xong", "done"
        return ("tự điền", "sent") if self.sentences else ("còn trống", "return")

    @property
    def paragraphs(self) -> list[str]:
        own = [plain(words) for words in self.sentences]
        return own + [line for line in self.text.split("\n") if line]


def sections_of(review: Review) -> list[Section]:
    return CELL_SECTIONS if review.cell_id else COMMITTEE_SECTIONS


def section_of(review: Review, key: str) -> Section | None:
    return next((each for each in sections_of(review) if key and each.key == key), None)


def written(section: Section, facts: Facts, text: str) -> WrittenSection:
    sentences = [linked(sentence, facts.figures) for sentence in section.sentences(facts)]
    return WrittenSection(section, sentences, text)


def written_sections(review: Review, facts: Facts, texts: dict[str, str]) -> list[WrittenSection]:
    return [written(each, facts, texts.get(each.key, "")) for each in sections_of(review)]


MARK = re.compile(r"\[(\w+) ([^\]]+)\]")


def linked(sentence: str, figures: ReviewFigures) -> list[Words]:
    """The sentence in pieces, every number a piece of its own."""
    pieces: list[Words] = []
    after = 0
    for mark in MARK.finditer(sentence):
        name, noun = mark.groups()
        pieces.append(Words(sentence[after : mark.start()]))
        pieces.append(Words(f"{figures.total.text(name)} {noun}", name))
        after = mark.end()
    return [*pieces, Words(sentence[after:])]


def plain(words: list[Words]) -> str:
    return "".join(piece.text for piece in words)
