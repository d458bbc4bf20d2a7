"""The register of law: complete, dated, and silent outside its dates."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import build
import dinggang
from dinggang.basis import Fault, Refusal
from dinggang.plan import cites
from dinggang.plan.law import (
    APPLIES_WORDS,
    ARTICLES,
    CERTAINTY_WORDS,
    MATTER_WORDS,
    REGULATIONS,
    Applies,
    Certainty,
    Matter,
    article,
    cited,
    find_law,
    holding,
    law_on,
    matching,
    short,
    uncovered,
)
from dinggang.services.checks import GM_IN_FORCE

SOURCE = Path(dinggang.__file__).parent
CITED = re.compile(r'"((?!KR-|GB-|UTF-|ISO-|SHA-)[A-Z]{2,4}[0-9]{0,2}-[A-Z0-9]{1,5})"')


def test_every_article_cited_in_the_source_is_registered():
    found = {
        (path.name, id_)
        for path in SOURCE.rglob("*.py")
        if path.parent.name != "law"
        for id_ in CITED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 8
    assert {(name, id_) for name, id_ in found if id_ not in ARTICLES} == set()


NAMED = re.compile(r"(公务员法|劳动合同法)(?: (?:2005|2018))? arts?\. (\d+)")


def test_every_article_named_in_words_is_registered():
    prefixes = {"公务员法": ("GWY", "GWY05"), "劳动合同法": ("LH",)}
    named = {
        (law, int(number))
        for path in SOURCE.rglob("*.py")
        for law, number in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(named) > 3
    missing = {
        (law, number)
        for law, number in named
        if not any(f"{prefix}-{number}" in ARTICLES for prefix in prefixes[law])
    }
    assert missing == set()


def test_services_ask_for_the_same_day():
    assert article("GM-3").since == article("GM-24").since == GM_IN_FORCE


@pytest.mark.parametrize("one", ARTICLES.values(), ids=list(ARTICLES))
def test_every_article_says_what_it_must(one):
    assert one.prefix in REGULATIONS
    assert one.says.zh.endswith("。")
    assert one.says.en.endswith(".")
    assert one.applies
    assert one.since is None or one.until is None or one.since <= one.until
    assert one.since is not None or one.certainty in {Certainty.SECOND_HAND, Certainty.UNCONFIRMED}


def test_no_regulation_stands_without_articles_and_every_word_is_there():
    assert {a.prefix for a in ARTICLES.values()} == set(REGULATIONS)
    assert set(APPLIES_WORDS) == set(Applies)
    assert set(CERTAINTY_WORDS) == set(Certainty)
    assert set(MATTER_WORDS) == set(Matter)


@pytest.mark.parametrize(
    ("id_", "first", "last"),
    [
        ("BZ-06", date(2007, 5, 1), None),
        ("LH-47", date(2008, 1, 1), None),
        ("LHS-20", date(2008, 9, 18), None),
        ("BC-5", date(1995, 1, 1), date(2007, 12, 31)),
        ("GWY05-88", date(2006, 1, 1), date(2019, 5, 31)),
        ("GWY-93", date(2019, 6, 1), None),
        ("TX-1", date(2025, 1, 1), None),
        ("GM-24", date(2020, 3, 1), None),
        ("MF-202", date(2021, 1, 1), None),
        ("GP-1", None, None),
    ],
)
def test_first_and_last_day(id_, first, last):
    one, day = article(id_), timedelta(days=1)
    assert (one.since, one.until) == (first, last)
    assert one.holds(first or date(1900, 1, 1))
    assert first is None or not one.holds(first - day)
    assert one.holds(last or date(2200, 1, 1))
    assert last is None or not one.holds(last + day)
    assert (one in holding(date(2006, 10, 31))) is one.holds(date(2006, 10, 31))


@pytest.mark.parametrize(
    ("matter", "day", "who", "found"),
    [
        (Matter.EARLY, date(2005, 12, 31), Applies.CIVIL, None),
        (Matter.EARLY, date(2006, 1, 1), Applies.CIVIL, "GWY05-88"),
        (Matter.EARLY, date(2019, 5, 31), Applies.CIVIL, "GWY05-88"),
        (Matter.EARLY, date(2019, 6, 1), Applies.CIVIL, "GWY-93"),
        (Matter.EARLY, date(2019, 6, 1), Applies.CONTRACT, None),
        (Matter.RETIREMENT_AGE, date(2024, 12, 31), Applies.WORKERS, "BT-W1"),
        (Matter.RETIREMENT_AGE, date(2025, 1, 1), Applies.WORKERS, "TX-1"),
        (Matter.PROTECTED, date(1994, 12, 31), Applies.CONTRACT, None),
        (Matter.PROTECTED, date(2007, 12, 31), Applies.CONTRACT, "LD-29"),
        (Matter.PROTECTED, date(2008, 1, 1), Applies.CONTRACT, "LH-42"),
        (Matter.FLEXIBLE_EARLY, date(2024, 12, 31), Applies.CADRES, None),
    ],
)
def test_what_holds_on_a_day(matter, day, who, found):
    one = find_law(matter, day, {who})
    assert (one.id if one else None) == found
    if one:
        assert law_on(matter, day, {who}) == one
    else:
        with pytest.raises(Refusal):
            law_on(matter, day, {who})


def test_a_day_that_nothing_covers_is_refused_in_words():
    with pytest.raises(Refusal) as caught:
        law_on(Matter.EARLY, date(2005, 12, 31), {Applies.CIVIL})
    (problem,) = caught.value.problems
    assert problem.words.zh == "2005-12-31没有登记适用于公务员的“提前退休”规定，登记的从2006-01-01起。"
    assert problem.words.en == (
        "no rule on early retirement for civil servants is registered for 2005-12-31; those registered hold from "
        "2006-01-01 on."
    )
    assert problem.cure.zh


def test_what_is_said_when_nothing_is_registered_at_all_or_only_of_old():
    assert (
        uncovered(Matter.EARLY, date(2020, 1, 1), {Applies.CONTRACT}).zh
        == "2020-01-01没有登记适用于订立劳动合同的人员的“提前退休”规定"
    )
    assert uncovered(Matter.SERVICES, date(2019, 1, 1), {Applies.ORGANS}).en.endswith("from 2020-03-01 on")


def test_an_unknown_id_is_our_mistake():
    with pytest.raises(Fault):
        article("LH-470")


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("LH-47", "《中华人民共和国劳动合同法》第四十七条"),
        ("TX-3", "《国务院关于渐进式延迟法定退休年龄的办法》第三条"),
        ("TZ-EARLY", "《实施弹性退休制度暂行办法》"),
    ],
)
def test_as_a_paper_names_it(id_, words):
    assert cited(article(id_)) == words


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("LH-47", "劳动合同法第四十七条"),
        ("BC-5", "劳部发〔1994〕481号第五条"),
        ("GWY05-88", "公务员法（2005年）第八十八条"),
        ("GWY-93", "公务员法第九十三条"),
        ("BF-98", "劳办发〔1997〕98号"),
    ],
)
def test_as_people_say_it(id_, words):
    assert short(article(id_)) == words


@pytest.mark.parametrize(
    ("word", "some", "none"),
    [
        ("481", "BC-5", "LH-47"),
        ("severance", "LH-47", "BZ-06"),
        ("编制", "BZ-15", "LH-47"),
        ("lh-4", "LH-40", "LD-26"),
    ],
)
def test_finding_by_a_word(word, some, none):
    found = {a.id for a in matching(word)}
    assert some in found
    assert none not in found


def test_a_plan_cites_only_what_holds_at_its_cut_off():
    plan = build.plan()
    for cutoff, expected in (
        (date(2007, 4, 30), ("GP-1",)),
        (date(2007, 5, 1), ("BZ-06", "GP-1")),
    ):
        assert cites(build.bend(plan, cutoff=cutoff), "BZ-06", "GP-1") == expected
