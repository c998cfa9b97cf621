"""The four lights, measured on the cards that the article quotes."""

import unicodedata

import pytest

from pledges.standard.clarity import CardLine, Quality, lights_of, line_lights, syllables
from tests.pledges.standard.article_cards import ARTICLE

GREEN, AMBER, GREY = "green", "amber", "grey"
MEASURED = {  # cell: the four lights of its card – cụ thể, ngắn gọn, dễ nhớ, dễ thực hiện
    "Vụ Cơ sở đảng": (AMBER, GREEN, GREEN, AMBER),
    "Vụ Đảng viên": (GREEN, AMBER, AMBER, AMBER),
    "Vụ Địa phương I": (GREEN, AMBER, AMBER, AMBER),
    "Vụ Địa phương II": (AMBER, AMBER, AMBER, AMBER),
    "Vụ IV": (AMBER, GREEN, AMBER, AMBER),
    "Vụ Tổ chức - Cán bộ cơ quan": (AMBER, AMBER, AMBER, AMBER),
    "Tài vụ - Quản trị - Công nghệ thông tin": (AMBER, AMBER, AMBER, AMBER),
}


def lights(behaviour, measure="", rhythm=""):
    """Colour and advice of one line, by quality."""
    found = line_lights(1, CardLine(behaviour, measure, rhythm))
    return {light.quality: (light.colour, light.advice) for light in found}


def card(*behaviours, motto=""):
    found = lights_of([CardLine(behaviour) for behaviour in behaviours], motto)
    return {light.quality: (light.colour, light.advice) for light in found.card}


@pytest.mark.parametrize("cell", ARTICLE)
def test_the_articles_own_cards_are_lit_as_measured(cell):
    found = lights_of([CardLine(line) for line in ARTICLE[cell]])
    assert tuple(light.colour for light in found.card) == MEASURED[cell]


def test_none_of_the_articles_cards_says_when_or_who_sees_it():
    """The article says so itself: many do not meet “cụ thể, ngắn gọn, dễ nhớ, dễ thực hiện”."""
    found = [lights_of([CardLine(line) for line in lines]) for lines in ARTICLE.values()]
    assert {lights.card[3].colour for lights in found} == {AMBER}


@pytest.mark.parametrize(
    "line",
    [
        "Trả lời hồ sơ đúng hạn",
        "TRẢ LỜI HỒ SƠ",
        "Tắt điện, tắt máy khi ra về",
        "Lắng nghe ý kiến cơ sở",
        "Họp đúng giờ",
        "Tận tuỵ: đón tiếp khách đến cơ quan",
        "Nhận ủng hộ của dân, ghi sổ",
    ],
)
def test_an_act_and_what_it_is_done_to_is_concrete(line):
    assert lights(line)[Quality.CONCRETE][0] == GREEN
    assert lights(unicodedata.normalize("NFD", line))[Quality.CONCRETE][0] == GREEN


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Phục vụ kịp thời, chu đáo", "“phục vụ” nhưng chưa rõ việc nào"),
        ("Hoàn thành tốt mọi nhiệm vụ được giao", "“hoàn thành” nhưng chưa rõ việc nào"),
        ("Nâng cao tinh thần trách nhiệm", "“nâng cao” chưa nói làm gì"),
        ("Làm tốt công tác dân vận", "“làm tốt” chưa nói làm gì"),
        ("Khiêm tốn, học hỏi", "nêu phẩm chất (“khiêm tốn”)"),
        ("Tận tụy", "nêu phẩm chất (“tận tụy”)"),
        ("Gương mẫu trong lời nói, việc làm", "“gương mẫu” chưa nói làm gì"),
    ],
)
def test_what_names_no_act_is_asked_for_one(line, said):
    colour, advice = lights(line)[Quality.CONCRETE]
    assert colour == AMBER
    assert said in advice


def test_words_that_the_lists_do_not_know_are_left_to_the_reader():
    colour, advice = lights("Hồ sơ, con dấu ở chỗ của nó")[Quality.CONCRETE]
    assert colour == GREY
    assert "đồng chí tự xem" in advice


@pytest.mark.parametrize(("length", "colour"), [(1, GREEN), (12, GREEN), (13, AMBER), (17, AMBER)])
def test_a_line_is_short_up_to_twelve_syllables(length, colour):
    assert lights(" ".join(["làm"] * length))[Quality.SHORT][0] == colour


def test_the_advice_says_how_many_syllables_are_too_many():
    advice = lights(" ".join(["làm"] * 17))[Quality.SHORT][1]
    assert advice == "Dòng 1 dài 17 tiếng; bớt 5 tiếng thì dễ thuộc."


@pytest.mark.parametrize(
    ("text", "count"),
    [("Kiên định, trung thành - Vì dân phục vụ", 8), ("Theo 11-HD/ĐUCQ, 5%", 3), ("– … !", 0)],
)
def test_marks_are_no_syllables(text, count):
    assert len(syllables(text)) == count


@pytest.mark.parametrize(
    ("behaviour", "measure", "rhythm"),
    [
        ("Trả lời hồ sơ", "Không hồ sơ nào quá hạn", "Hằng ngày"),
        ("Trả lời hồ sơ trong 5 ngày làm việc", "", ""),
        ("Mỗi tuần đọc sách cùng đồng nghiệp", "", ""),
        ("Đi cơ sở", "Biên bản làm việc", "Mỗi quý"),
        ("Giữ gìn", "Sổ mượn ở phòng 305", "thứ sáu"),
    ],
)
def test_a_rhythm_and_somebody_who_sees_it_make_a_line_doable(behaviour, measure, rhythm):
    assert lights(behaviour, measure, rhythm)[Quality.DOABLE][0] == GREEN


@pytest.mark.parametrize(
    ("behaviour", "measure", "rhythm", "lacks", "has"),
    [
        ("Trung thành", "", "", "nhịp (", "@"),
        ("Trung thành", "", "", "cách đo", "@"),
        ("Trung thành", "Không ai phản ánh", "", "nhịp (", "cách đo"),
        ("Trung thành", "Không ai phản ánh", "thường xuyên", "nhịp (", "cách đo"),
        ("Trung thành", "", "Hằng ngày", "cách đo", "nhịp ("),
        ("Trung thành", "Tâm trong sáng", "Hằng ngày", "cách đo", "nhịp ("),
    ],
)
def test_what_is_missing_to_be_doable_is_named(behaviour, measure, rhythm, lacks, has):
    colour, advice = lights(behaviour, measure, rhythm)[Quality.DOABLE]
    assert colour == AMBER
    assert lacks in advice
    assert has not in advice


@pytest.mark.parametrize(
    ("lines", "motto", "colour", "said"),
    [
        ([], "", GREY, "chưa có dòng nào"),
        (["", " ", ""], "", GREY, "chưa có dòng nào"),
        (["một", "hai"], "", AMBER, "đủ 3 dòng"),
        (["một", "", "hai", "ba"], "", GREEN, "3 dòng"),
        (list("abcdefg"), "", GREEN, "7 dòng"),
        (list("abcdefgh"), "", AMBER, "nhiều nhất 7"),
        (["Đoàn kết", "hai", "ĐOÀN  KẾT!"], "", AMBER, "Dòng 1 và dòng 3 trùng lời"),
        (["một", "hai", "ba"], "vì dân " * 13, AMBER, "Phương châm dài 26 tiếng"),
    ],
)
def test_a_card_of_three_to_seven_different_lines_is_remembered(lines, motto, colour, said):
    found = card(*lines, motto=motto)[Quality.MEMORABLE]
    assert found[0] == colour
    assert said in found[1]


def test_an_empty_line_keeps_its_number_and_is_not_judged():
    found = lights_of([CardLine("Đoàn kết"), CardLine(), CardLine("làm " * 13)])
    assert [light.colour for light in found.lines[1]] == [GREY] * 3
    assert found.card[1].advice == "Quá 12 tiếng ở dòng 3."


@pytest.mark.parametrize(
    "odd", ["\u0301" * 50, "🙂", "W" * 400, "1 " * 200, "-", "<b>làm</b> việc"]
)
def test_odd_text_is_judged_without_an_error(odd):
    assert len(lights_of([CardLine(odd, odd, odd)], odd).card) == 4
