"""Two cells say that they need help: one has its answer, one waits for staff on the last day."""

from datetime import date
from functools import partial

from reports.demo.agenda import moment
from reports.demo.world import World
from reports.overview.help.models import HelpRequest
from reports.overview.help.services import answer_help, ask_for_help

ASKED, WAITING = "DP1", "BVCT"
WORDS = {
    ASKED: "Nhờ hướng dẫn ghi hộ cho hai đồng chí đi công tác dài ngày.",
    WAITING: "Ba đồng chí lớn tuổi chưa quen máy; nhờ in phiếu giấy và xuống giúp một buổi.",
}
ANSWER = "Sáng thứ Năm tôi xuống cùng cấp uỷ ghi hộ tháng 9; phiếu giấy mang theo."


def schedule(world: World) -> None:
    world.later(moment(date(2014, 10, 13), 9), partial(ask, world, ASKED))
    world.later(moment(date(2014, 10, 14), 15), partial(answer, world, ASKED))
    world.later(moment(date(2014, 11, 17), 9), partial(ask, world, WAITING))


def ask(world: World, code: str) -> None:
    ask_for_help(world.cells[code], words=WORDS[code], by=world.users[code, 0])


def answer(world: World, code: str) -> None:
    request = HelpRequest.objects.open().get(cell=world.cells[code])
    answer_help(request, words=ANSWER, by=world.staff)
