"""The tables of the groundwork: what a clerk gets wrong in them is told by file, sheet, row and column."""

import pytest

from dinggang.groundwork import Groundwork
from dinggang.sheets import read_folder
from sheets.desk import cell, problems, said, spoil

GROUND, MEETINGS, TALKS = "groundwork.xlsx", "meetings.xlsx", "talks.xlsx"


@pytest.mark.parametrize(
    ("file", "sheet", "at", "value", "told"),
    [
        (GROUND, "领导小组", "A2", "P99", (2, "人员编号", "花名册里没有编号P99。")),
        (GROUND, "领导小组", "C2", "书记", (2, "职务", "“书记”不在可选项中。")),
        (GROUND, "征求意见", "F2", None, (2, "意见内容", "没有填写。")),
        (GROUND, "征求意见", "G2", "同意", (2, "采纳情况", "“同意”不在可选项中。")),
        (GROUND, "职责分工", "C3", "农业局", (3, "承担机构", "方案里没有“农业局”这个机构。")),
        (MEETINGS, "会议", "C2", "2006年9月", (2, "日期", "“2006年9月”只有年月，没有日。")),
        (MEETINGS, "会议", "F3", "P99", (3, "主持人", "花名册里没有编号P99。")),
        (MEETINGS, "签到", "A2", "H09", (2, "会议编号", "会议表里没有编号H09。")),
        (TALKS, "谈话", "D2", "张三", (2, "谈话人", "“张三”不是编号。")),
    ],
)
def test_one_wrong_cell(folder, file, sheet, at, value, told):
    cell(folder, file, sheet, at, value)

    assert said(folder) == [(file, sheet, *told)]


def test_bodies_may_be_named(folder):
    cell(folder, GROUND, "职责分工", "C3", "便民服务中心")

    assert [d.body for d in read_folder(folder).case.groundwork.duties] == ["B01", "B02"]


def test_a_talk_twice_also_without_a_concern(folder):
    def twice(book):
        sheet = book["谈话"]
        sheet["F2"].value = None
        sheet.append([c.value for c in sheet[2]])

    spoil(folder, TALKS, twice)

    assert [(s, r, t) for _, s, r, _, t in said(folder)] == [
        ("谈话", 3, "“P03、2006-11-04”重复：第2行已有。")
    ]


def test_the_name_beside_an_id(folder):
    cell(folder, MEETINGS, "签到", "C3", "张三丰")

    assert [(f, s, r, c) for f, s, r, c, _ in said(folder)] == [(MEETINGS, "签到", 3, "姓名")]


def test_without_any_of_them(folder):
    for file in (GROUND, MEETINGS, TALKS):
        (folder / file).unlink()

    read = read_folder(folder)
    assert read.case.groundwork == Groundwork()
    assert read.missing == ()


def test_all_problems_of_all_three_at_once(folder):
    cell(folder, GROUND, "领导小组", "A2", "P99")
    cell(folder, MEETINGS, "签到", "A2", "H09")
    cell(folder, TALKS, "谈话", "A2", "P98")

    assert {p.where.file for p in problems(folder)} == {GROUND, MEETINGS, TALKS}
