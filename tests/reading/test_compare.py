"""A text against the example town: every difference quotes the text and names the case's file."""

from functools import cache
from pathlib import Path

import pytest

from dinggang.case import Folder
from dinggang.reading import Comparison, compare, facts, text_of
from dinggang.sheets import read_folder

TOWN = Path(__file__).resolve().parents[2] / "examples" / "town-2006"
pytestmark = pytest.mark.skipif(not (TOWN / "plan.toml").is_file(), reason="the example has not been made")


@cache
def town() -> Folder:
    return read_folder(TOWN)


def compared(words: str) -> Comparison:
    text = text_of(words)
    return compare(text, facts(text), town())


EQUAL = (
    "2006年9月11日成立机构改革领导小组。核定行政编制30名（预留2名），领导职数9名，事业编制36名（预留2名）。"
    "拿出16个行政岗位、38个事业岗位竞争上岗。10月30日前清退全部临时人员。"
    "设3个办公室、2个中心、1个所。3个办公室分别是党政办公室（加挂社会治安综合治理办公室牌子）、经济发展办公室、"
    "社会事务办公室（加挂计划生育办公室牌子）；2个中心是便民服务中心和计划生育技术服务中心；1个所是财政所。"
)


def test_what_is_equal_is_told() -> None:
    done = compared(EQUAL)
    assert done.findings == ()
    told = {w.zh for w in done.equal}
    assert {
        "行政编制 30",
        "行政领导职数 9",
        "事业竞争岗位 38",
        "成立领导小组 2006-09-11",
        "办公室个数 3",
    } <= told


@pytest.mark.parametrize(
    ("words", "instead", "code", "quote", "held"),
    [
        ("行政编制30名", "行政编制32名", "C01", "核定行政编制32名", "30"),
        ("领导职数9名", "领导职数8名", "C01", "领导职数8名", "9"),
        ("38个事业岗位", "35个事业岗位", "C02", "35个事业岗位", "38"),
        ("经济发展办公室、", "农业办公室、", "C03", "农业办公室", "没有"),
        ("3个办公室、2个中心、1个所", "3个办公室、3个中心、1个所", "C03", "3个办公室、3个中心、1个所", "2"),
        ("（加挂计划生育办公室牌子）", "", "C04", "社会事务办公室", "计划生育办公室"),
        ("9月11日成立", "9月12日成立", "C06", "2006年9月12日成立机构改革领导小组", "2006-09-11"),
        ("10月30日前清退", "10月20日前清退", "C06", "10月20日前清退", "2006-10-30"),
    ],
)  # fmt: skip
def test_each_difference(words: str, instead: str, code: str, quote: str, held: str) -> None:
    assert words in EQUAL
    findings = compared(EQUAL.replace(words, instead, 1)).findings
    mine = [f for f in findings if f.code == code and quote in "|".join(f.quotes)]
    assert mine, [(f.code, f.quotes, f.words.zh) for f in findings]
    assert held in mine[0].words.zh
    assert ".toml" in mine[0].words.zh or ".xlsx" in mine[0].words.zh
    assert {f.code for f in findings} == {code}


def test_stages_people_services_and_numbers() -> None:
    done = compared(
        "改革分四个阶段：准备、宣传发动、清退、定岗。清退临时人员99人。农技推广、街道保洁等公共服务项目实行政府购买。"
        "2006年9月20日，区委以远发〔1999〕9号文件批准了改革方案。预留行政编制2名，不含在核定数之内，另行核定。"
    )
    told = {f.code: f for f in done.findings}
    assert {"C05", "C06", "C07", "C08", "C10"} <= set(told)
    assert told["C08"].quotes == ("清退临时人员99人",)
    assert "99人" in told["C08"].words.zh


def test_stages_with_other_names_and_dates() -> None:
    held = town().case.plan.stages
    names = "、".join(s.name for s in held[:-1]) + "、验收"
    done = compared(f"改革分{len(held)}个阶段：{names}。")
    assert [f.code for f in done.findings] == ["C05"]
    assert "验收" in done.findings[0].words.zh
    ordinals = "一二三四五六七八九"
    parts = "；".join(
        f"第{ordinals[n]}阶段（2006年{s.start.month}月{s.start.day}日至{s.end.month}月{s.end.day + (n == 0) * -1}日）为{s.name}阶段"
        for n, s in enumerate(held)
    )
    dated = [f for f in compared(f"改革分{len(held)}个阶段：{parts}。").findings if f.code == "C05"]
    assert len(dated) == 1
    assert held[0].name in dated[0].words.zh
