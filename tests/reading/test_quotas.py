"""Headcount, reserve, leaders and posts in many wordings, worked out by hand."""

import pytest

from dinggang.reading import facts, text_of

ADM, INS = "administrative", "institution"


def read(words: str) -> set[tuple[str, str, int, str]]:
    return {(q.what, q.kind, q.count, q.mode) for q in facts(text_of(words)).quotas}


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        (
            "行政编制30名（含预留2名），其中领导职数9名。",
            {("headcount", ADM, 30, ""), ("reserve", ADM, 2, "inside"), ("leaders", ADM, 9, "")},
        ),
        (
            "核定行政编制三十名，其中预留两名、领导职数九名；核定事业编制三十六名，另预留两名。",
            {
                ("headcount", ADM, 30, ""),
                ("reserve", ADM, 2, "inside"),
                ("leaders", ADM, 9, ""),
                ("headcount", INS, 36, ""),
                ("reserve", INS, 2, "on_top"),
            },
        ),
        (
            "机关行政编制18个，预留编制1个，预留编制含在核定数之内。",
            {("headcount", ADM, 18, ""), ("reserve", ADM, 1, "inside")},
        ),
        (
            "行政编制25名，事业编制40名。预留行政编制1名、事业编制2名，均含在核定数之内。",
            {
                ("headcount", ADM, 25, ""),
                ("headcount", INS, 40, ""),
                ("reserve", ADM, 1, "inside"),
                ("reserve", INS, 2, "inside"),
            },
        ),
        (
            "行政、事业编制分别为30名和36名。",
            {("headcount", ADM, 30, ""), ("headcount", INS, 36, "")},
        ),
        (
            "行政编制由38名减少到30名，事业编制由50名精简为36名。",
            {
                ("before", ADM, 38, ""),
                ("headcount", ADM, 30, ""),
                ("before", INS, 50, ""),
                ("headcount", INS, 36, ""),
            },
        ),
        (
            "改革前，行政编制40名，事业编制62名；改革后行政编制36名，事业编制50名。",
            {
                ("before", ADM, 40, ""),
                ("before", INS, 62, ""),
                ("headcount", ADM, 36, ""),
                ("headcount", INS, 50, ""),
            },
        ),
        ("上报行政编制32名，区里下达行政编制30名。", {("proposed", ADM, 32, ""), ("headcount", ADM, 30, "")}),
        ("领导职数核定为9名。", {("leaders", ADM, 9, "")}),
        ("内设机构领导职数6名。", set()),
        ("现有行政编制人员28名，事业在编人员33人。", set()),
        (
            "拿出19个行政岗位和34个事业岗位竞争上岗。",
            {("posts", ADM, 19, ""), ("posts", INS, 34, "")},
        ),
        (
            "全镇拿出53个岗位公开竞争，其中行政19个、事业34个。",
            {("posts", "", 53, ""), ("posts", ADM, 19, ""), ("posts", INS, 34, "")},
        ),
        (
            "行政岗位16个竞争上岗，其余3个办公室主任岗位由组织任命。",
            {("posts", ADM, 16, ""), ("appointed", "", 3, "")},
        ),
        (
            "16个行政岗位实行竞争上岗，3名办公室主任由组织任命。",
            {("posts", ADM, 16, ""), ("appointed", "", 3, "")},
        ),
        ("每人可填报3个岗位志愿参加竞争上岗。", set()),
        ("约30名行政编制。", set()),
        ("经批准动用预留事业编制2名。", {("released", INS, 2, "")}),
    ],
)
def test_what_is_stated(words: str, stated: set[tuple[str, str, int, str]]) -> None:
    assert read(words) == stated


def test_figures_of_one_body_are_not_the_organs() -> None:
    quotas = facts(text_of("党政办公室行政编制8名，经济发展办公室6名。")).quotas
    assert {(q.body, q.count) for q in quotas} >= {("党政办公室", 8)}
    assert not any(q.body == "" and q.what == "headcount" and q.count == 8 for q in quotas)


def test_the_quote_holds_the_words_as_printed() -> None:
    text = text_of("核定行政 编制 ３０名。")
    quota = facts(text).quotas[0]
    assert (quota.count, text.quote(quota.start, quota.end)) == (30, "核定行政 编制 ３０名")
