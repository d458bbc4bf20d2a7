"""Structure before and after, by hand on the small case, with the definition beside each figure (X13)."""

from datetime import date
from decimal import Decimal

import pytest

import build
from build import ADMIN, INST, bend
from dinggang.balance import Outcome, OutcomeKind
from dinggang.balance.structure import Figure, structure
from dinggang.plan import Education, Stratum

D = Decimal


def outcomes() -> tuple[Outcome, ...]:
    return (
        *(Outcome(person=p, kind=OutcomeKind.APPOINT, occupies=ADMIN) for p in ("P01", "P02")),
        *(
            Outcome(person=p, kind=OutcomeKind.COMPETE, post=o, occupies=k)
            for p, o, k in (
                ("P03", "O02", ADMIN),
                ("P04", "O02", ADMIN),
                ("P06", "O04", INST),
                ("P07", "O04", INST),
            )
        ),
        Outcome(person="P05", kind=OutcomeKind.WAIT),
        Outcome(person="P08", kind=OutcomeKind.YIELD, occupies=INST),
        Outcome(person="P09", kind=OutcomeKind.RETIRE),
        Outcome(person="P10", kind=OutcomeKind.CLEAR_TEMP),
    )


def figures(case=None, day: date | None = None) -> dict[tuple[str, str], Figure]:
    found = structure(case or build.case(), outcomes(), day).figures
    return {(f.indicator.group.name.zh, f.indicator.title.zh): f for f in found}


def told(figure: Figure) -> list[tuple[int, int, Decimal | None]]:
    return [(r.numerator, r.denominator, r.value) for r in (figure.before, figure.after)]


@pytest.mark.parametrize(
    ("title", "before", "after"),
    [
        # Nine before: eight of 36 and P09 of 60. Seven after, all of 36: P05 waits and occupies nothing.
        ("35岁及以下", (0, 9, D("0.0")), (0, 7, D("0.0"))),
        ("36至45岁", (8, 9, D("88.9")), (7, 7, D("100.0"))),
        ("46至54岁", (0, 9, D("0.0")), (0, 7, D("0.0"))),
        ("55岁及以上", (1, 9, D("11.1")), (0, 7, D("0.0"))),
        ("大专及以上", (9, 9, D("100.0")), (7, 7, D("100.0"))),
        ("本科及以上", (0, 9, D("0.0")), (0, 7, D("0.0"))),
        # 8 × 36 + 60 = 348; 348 ÷ 9 = 38.66…; 7 × 36 = 252
        ("平均年龄", (348, 9, D("38.7")), (252, 7, D("36.0"))),
        # P01–P05 are administrative, P06–P09 institution; after: P01–P04, and P06–P08
        ("行政编制", (5, 9, D("55.6")), (4, 7, D("57.1"))),
        ("事业编制", (4, 9, D("44.4")), (3, 7, D("42.9"))),
    ],
)
def test_everybody_by_hand(title, before, after):
    assert told(figures()["全体占编人员", title]) == [before, after]


def test_bachelor_lies_inside_college_and_the_middle_is_another_group():
    """Two bachelors of nine; of the middle, P03 before and, by the post held after, P03 and P04."""
    people = [
        bend(p, education=Education.BACHELOR) if p.id in {"P03", "P06"} else p for p in build.case().people
    ]
    people = [bend(p, stratum=Stratum.MID) if p.id == "P03" else p for p in people]
    posts = [bend(p, stratum=Stratum.MID) if p.id == "O02" else p for p in build.case().posts]
    found = figures(bend(build.case(), people=tuple(people), posts=tuple(posts)))
    assert told(found["全体占编人员", "本科及以上"]) == [(2, 9, D("22.2")), (2, 7, D("28.6"))]
    assert told(found["全体占编人员", "大专及以上"]) == [(9, 9, D("100.0")), (7, 7, D("100.0"))]
    assert told(found["中层干部", "本科及以上"]) == [(1, 1, D("100.0")), (1, 2, D("50.0"))]
    assert found["全体占编人员", "本科及以上"].indicator.numerator.zh == (
        "学历为本科及以上的（含研究生，包含在大专及以上之内）"
    )


def test_nobody_to_count_is_no_figure():
    assert told(figures()["中层干部", "平均年龄"]) == [(0, 0, None), (0, 0, None)]


@pytest.mark.parametrize(
    ("day", "young"), [(date(2005, 12, 31), 8), (date(2006, 1, 4), 4), (date(2006, 1, 5), 3)]
)
def test_a_year_is_full_on_the_birthday(day, young):
    """P01 to P08 were born on the first to the eighth of January 1970: on the fourth P01–P04 are 36, and no longer 35."""
    assert figures(day=day)["全体占编人员", "35岁及以下"].before.numerator == young


def test_every_person_is_in_one_band_and_one_kind():
    found = figures()
    bands = [f for (group, title), f in found.items() if group == "全体占编人员" and "岁" in title]
    assert [
        sum(r.numerator for r in those) for those in zip(*((f.before, f.after) for f in bands), strict=True)
    ] == [9, 7]


def test_every_figure_says_who_counts():
    for f in structure(build.case(), outcomes()).figures:
        of = f.indicator
        assert all(
            w.zh and w.en for w in (of.title, of.numerator, of.denominator, of.group.before, of.group.after)
        )
    assert structure(build.case(), outcomes()).rounding.zh == "四舍五入保留1位小数"
