"""Characters and their places."""

from dinggang.reading.text import text_of


def test_places_survive_blanks_and_widths() -> None:
    text = text_of("我 镇：\n　　行政编制(３０)名,\u200b预留2名.")
    at = text.plain.index("预留2名")
    assert text.quote(at, at + 4) == "预留2名"
    assert text.plain == "我镇：\n行政编制（30）名，预留2名。"
    where = text.where(at, at + 4)
    assert where.start is not None
    assert text.raw[where.start : where.end] == "预留2名"
    assert text.place(where.start).zh == "第2段第12字"


def test_empty_paragraphs_are_not_counted() -> None:
    text = text_of("甲\n\n  \n乙")
    assert text.paragraph(text.raw.index("乙")) == (2, 1)


def test_thousands_keep_their_comma() -> None:
    assert text_of("1,200元,3项").plain == "1,200元，3项"


def test_lines_wrapped_by_hand_are_joined() -> None:
    wrapped = (
        "本次机构改革在区委、区政府的统一领导下进行，全镇核定行\n政编制30名。\n一、基本情况\n全镇设6个机构。"
    )
    assert "核定行政编制30名" in text_of(wrapped).plain
    assert "\n一、基本情况\n全镇" in text_of(wrapped).plain
    assert "行\n政" in text_of(wrapped, wrapped=False).plain


def test_a_forum_mark_is_left_out() -> None:
    assert "Powered" not in text_of("改革总结。\n欢迎光临 某网 | Powered by Discuz! X3").plain


def test_an_empty_text_has_places_too() -> None:
    text = text_of("")
    assert text.paragraph(0) == (1, 1)
    assert text.sentence_at(0) == (0, 0)
    assert text.around(0) == (0, 0)
