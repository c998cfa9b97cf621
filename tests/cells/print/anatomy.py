"""The parts of a printed paper, found on its finished pages by words and places, never by style:
what is wrongly set must still be found."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from tests.cells.print.layout import apart, near

TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"
DASHES = "-----"
DRAFT = "DỰ THẢO"
AUTHORITIES = ("T/M ", "K/T ", "T/L ", "Q. ")
STRIP = 9.0  # points; nothing but the check strip is so small
EVERYWHERE = 999.0
ASIDE = 5.0  # millimetres by which a line may miss its column and still belong to it


@dataclass(frozen=True)
class Kind:
    """How one kind of paper is called and how large it is set."""

    type: str
    names: float
    types: tuple[float, ...]
    abstract: float
    text: float
    pitch: float
    room: float  # points from office to name
    is_numbered: bool
    authorities: tuple[str, ...] = AUTHORITIES
    has_office: bool = True  # between authority and name


REVIEW = Kind("BÁO CÁO", 14.0, (15.0, 16.0), 14.0, 14.0, 19.0, 5 * 17.0, is_numbered=True)
DECISION = replace(REVIEW, type="QUYẾT ĐỊNH")
PROPOSAL = replace(REVIEW, type="TỜ TRÌNH")
PLEDGE = Kind("BẢN ĐĂNG KÝ LÀM THEO", 13.0, (15.0,), 13.0, 13.0, 16.5, 56.0, is_numbered=False)
INVITATION = replace(PLEDGE, type="GIẤY MỜI")

# Two sign, neither in anybody's name; the right one is the chair
MINUTES = replace(
    REVIEW, type="BIÊN BẢN", authorities=("CHỦ TRÌ HỘI NGHỊ",), has_office=False, room=4 * 17.0
)


@dataclass(frozen=True)
class Box:
    """The edges of the text block."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self):
        return (self.left + self.right) / 2


class Paper:
    """The pages of one paper and its landmarks."""

    def __init__(self, pages, profile, kind):
        self.pages, self.profile, self.kind = pages, profile, kind
        self.first = pages[0]
        self.title = self.first.find(TITLE)
        self.type = self.first.find(kind.type)
        self.date = next((line for line in self.first.lines if ", ngày" in line.text), None)
        lines = [line for page in pages for line in page.lines]
        self.authority = next((line for line in lines if self.is_authority(line)), None)

    def is_authority(self, line):
        return line.text.startswith(self.kind.authorities) and line.text.isupper()

    def box(self, page):
        mine = self.profile
        if page.is_turned:  # the binding side lies on top
            edges = (mine.bottom, page.width - mine.top, mine.left, page.height - mine.right)
            return Box(*edges)
        return Box(mine.left, page.width - mine.right, mine.top, page.height - mine.bottom)

    def block(self, page):
        """The text block as it was printed: what is centred or indented refers to it."""
        return self.blocks[page.is_turned]

    @cached_property
    def blocks(self):
        return {turned: self.measured(turned) for turned in {page.is_turned for page in self.pages}}

    def measured(self, turned):
        pages = [page for page in self.pages if page.is_turned == turned]
        drawn = [thing for page in pages for thing in (*self.text(page), *self.rules(page))]
        left, right = min(each.left for each in drawn), max(each.right for each in drawn)
        return replace(self.box(pages[0]), left=left, right=right)

    def numbers(self, page):
        """The page number: figures alone above the text block."""
        above = self.box(page).top
        return [line for line in page.lines if line.base < above and line.text.isdigit()]

    def strip(self, page):
        return [line for line in page.lines if line.size < STRIP]

    def text(self, page):
        apart = [*self.numbers(page), *self.strip(page)]
        return [line for line in page.lines if line not in apart and line.text != DRAFT]

    def rules(self, page):
        """Without the drawing inside the check strip."""
        if not self.strip(page):
            return page.rules
        return [rule for rule in page.rules if rule.top < self.box(page).bottom]

    def names(self):
        """The left column of the letterhead, from above."""
        middle = self.title.left if self.title else self.first.width * 0.55
        end = self.type.base if self.type else self.first.height
        return [each for each in self.text(self.first) if each.right < middle and each.base < end]

    def signing_page(self):
        return self.pages[self.authority.page - 1]

    def under_authority(self):
        """Office and name, from above."""
        column = [
            line
            for line in self.text(self.signing_page())
            if line.base > self.authority.base and near(line.middle, self.authority.middle, ASIDE)
        ]
        return sorted(column, key=lambda line: line.base)

    def kept_with_signature(self):
        """How many lines of text stand above the signature on its page."""
        signs = (self.authority, *self.recipients()[:1])
        start = min(line.base for line in signs if line.page == self.authority.page)
        above = [line.base for line in self.text(self.signing_page()) if line.base < start - 1]
        return len(apart(above))

    def abstract(self):
        """What stands between the type and the dashes; without dashes what is bold there."""
        if not self.type:
            return []
        below = [line for line in self.text(self.first) if line.base > self.type.base + 1]
        if dashes := self.first.find(DASHES):
            return [line for line in below if line.base < dashes.base - 1]
        return below[:1] + list(takewhile(lambda line: line.faces == {"Bold"}, below[1:]))

    def tables(self):
        """The pages of each table."""
        groups = []
        for page in self.pages:
            if not page.table_edges:
                continue
            follows = groups and groups[-1][-1].number == page.number - 1
            if not follows or self.begins_appendix(page):
                groups.append([])
            groups[-1].append(page)
        return groups

    def begins_appendix(self, page):
        lines = self.text(page)
        return bool(lines) and lines[0].text.startswith("Phụ lục")

    def recipients(self):
        """“Nơi nhận:” and the lines under it."""
        for page in self.pages:
            if head := page.find("Nơi nhận"):
                under = [line for line in self.text(page) if line.base > head.base]
                return [head, *(line for line in under if near(line.left, head.left))]
        return []

    def body(self):
        """The words between the dashes and the signature, a list a page."""
        before = [self.first.find(DASHES), *self.abstract()]
        start = max((line.base for line in before if line), default=0.0)
        ends = [line for line in (self.authority, *self.recipients()[:1]) if line]
        for page in self.pages[: self.authority.page if self.authority else None]:
            after = start if page is self.first else 0.0
            until = min((end.base for end in ends if end.page == page.number), default=EVERYWHERE)
            yield [line for line in self.text(page) if after + 1 < line.base < until - 1]

    def appendices(self):
        """The pages behind the signature, a list an appendix; also what is no appendix."""
        groups = []
        for page in self.pages[self.authority.page if self.authority else len(self.pages) :]:
            if not groups or self.begins_appendix(page):
                groups.append([])
            groups[-1].append(page)
        return groups
