"""A case started out of a text."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from dinggang.case import ActKind
from dinggang.plan import Filling, HeadcountKind
from dinggang.reading import Draft, draft, facts, text_of
from dinggang.sheets import started_files

HERE = Path(__file__).parent


def drafted(words: str, year: int | None = None) -> Draft:
    text = text_of(words)
    return draft(text, facts(text), year)


def test_a_whole_summary() -> None:
    done = drafted((HERE / "sound" / "lanxi.txt").read_text("utf-8"))
    assert done.known["organ"] == "兰溪镇"
    assert done.known["headcount"]["administrative"] == {
        "approved": 30,
        "reserve": 2,
        "leader_posts": 9,
        "before": 35,
    }
    assert done.known["before"] == {"staff": 85}
    assert [b["kind"] for b in done.known["bodies"]] == [
        "office",
        "office",
        "office",
        "centre",
        "centre",
        "station",
    ]
    assert done.known["bodies"][0]["plates"] == [{"id": "N01", "name": "社会治安综合治理办公室"}]
    assert [p.filling for p in done.posts].count(Filling.COMPETE) == 50
    assert {p.kind for p in done.posts} == set(HeadcountKind)
    acts = {a.kind: a for a in done.acts}
    assert acts[ActKind.PLAN_APPROVED].day == date(2006, 9, 28)
    assert acts[ActKind.PLAN_APPROVED].number == "区发〔2006〕21号"
    assert acts[ActKind.GROUP_ESTABLISHED].day == date(2006, 9, 11)
    # What is known stands in the file as it was read.
    plan = tomllib.loads(started_files(done.known, done.posts, done.acts)["plan.toml"].decode())
    assert plan["bodies"] == done.known["bodies"]
    assert plan["services"]["lines"] == done.known["services"]["lines"]


def test_a_plan_with_periods_and_basis() -> None:
    done = drafted((HERE / "sound" / "qinghe.txt").read_text("utf-8"))
    assert done.known["organ"] == "清河街道"
    assert done.known["reserve_mode"] == "inside"
    assert done.known["stages"][0] == {
        "id": "T01",
        "name": "准备阶段",
        "start": date(2014, 3, 3),
        "end": date(2014, 3, 21),
    }
    assert done.known["basis"] == [{"title": "关于街道机构改革的若干意见", "number": "清发〔2014〕9号"}]


@pytest.mark.parametrize(("year", "day"), [(None, None), (2006, date(2006, 9, 11))])
def test_the_year_is_asked_for(year: int | None, day: date | None) -> None:
    done = drafted("9月11日成立机构改革领导小组。", year)
    assert [a.day for a in done.acts] == [day]
    assert any("--year" in w.zh for w in done.missing) is (year is None)


def test_a_day_that_the_year_does_not_have_is_left_out() -> None:
    done = drafted("2月29日成立机构改革领导小组。", 2006)
    assert [a.day for a in done.acts] == [None]
    assert any("确切日期" in w.zh for w in done.missing)


def test_a_text_that_says_nothing_gives_a_template() -> None:
    done = drafted("今天天气很好。")
    assert (done.known, done.posts, done.acts) == ({}, (), ())
    assert len(done.missing) > 8
