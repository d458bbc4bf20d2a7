"""Who may compete, and for which post: every reason, at the edge of every number."""

from datetime import date

import pytest

import build
from build import ADMIN, INST, bend
from dinggang.basis import Words
from dinggang.plan import Education, EligibilityRule
from dinggang.roster import (
    Appraisal,
    Grade,
    Sanction,
    SanctionKind,
    StaffKind,
    eligibility,
    may_compete,
    may_hold,
)

CUTOFF = date(2006, 10, 31)
RULE = EligibilityRule(appraisal_years=2)
NO_RULE = EligibilityRule(appraisal_years=0, bar_sanctioned=False)


def person(**changes: object):
    values = {"appraisals": grades({2004: Grade.COMPETENT, 2005: Grade.COMPETENT}), **changes}
    return build.person(3, values.pop("kind", StaffKind.ADMINISTRATIVE), **values)


def grades(found: dict[int, Grade]) -> tuple[Appraisal, ...]:
    return tuple(Appraisal(year=year, grade=grade) for year, grade in found.items())


def zh(words: tuple[Words, ...]) -> list[str]:
    return [w.zh for w in words]


@pytest.mark.parametrize("kind", [StaffKind.ADMINISTRATIVE, StaffKind.INSTITUTION])
def test_staff_in_headcount_may_compete(kind):
    assert may_compete(RULE, person(kind=kind), CUTOFF) == ()


@pytest.mark.parametrize("kind", [StaffKind.TEMPORARY, StaffKind.SELF_HIRED])
def test_staff_without_headcount_may_not(kind):
    assert may_compete(RULE, person(kind=kind), CUTOFF) == (
        Words(zh="不占编制，不能参加竞岗", en="staff without headcount cannot compete"),
    )


@pytest.mark.parametrize(
    ("found", "reasons"),
    [
        ({2004: Grade.EXCELLENT, 2005: Grade.COMPETENT}, []),
        ({2004: Grade.COMPETENT}, ["没有2005年年度考核结果"]),
        ({2003: Grade.COMPETENT, 2005: Grade.COMPETENT}, ["没有2004年年度考核结果"]),
        ({2004: Grade.COMPETENT, 2005: Grade.BASIC}, ["2005年年度考核为基本称职，须为称职（合格）以上"]),
        ({2004: Grade.INCOMPETENT, 2005: Grade.COMPETENT}, ["2004年年度考核为不称职，须为称职（合格）以上"]),
        ({2004: Grade.COMPETENT, 2005: Grade.NONE}, ["2005年年度考核为未定等次，须为称职（合格）以上"]),
        # a year before the last two, and the year not over yet, are not asked for
        ({2003: Grade.INCOMPETENT, 2004: Grade.COMPETENT, 2005: Grade.COMPETENT, 2006: Grade.BASIC}, []),
        ({}, ["没有2004年年度考核结果", "没有2005年年度考核结果"]),
    ],
)
def test_appraisals_of_the_last_full_years(found, reasons):
    assert zh(may_compete(RULE, person(appraisals=grades(found)), CUTOFF)) == reasons


def test_no_appraisal_is_asked_for_when_the_plan_asks_for_none():
    assert may_compete(NO_RULE, person(appraisals=()), CUTOFF) == ()


def sanction(start: date, end: date, kind: SanctionKind = SanctionKind.DEMERIT) -> Sanction:
    return Sanction(kind=kind, start=start, end=end)


@pytest.mark.parametrize(
    ("start", "end", "barred"),
    [
        (date(2005, 11, 1), date(2006, 10, 31), True),  # its last day is the cut-off
        (date(2005, 10, 31), date(2006, 10, 30), False),
        (date(2006, 10, 31), date(2007, 10, 30), True),  # its first day is the cut-off
        (date(2006, 11, 1), date(2007, 10, 31), False),
    ],
)
def test_a_running_sanction_bars(start, end, barred):
    sanctioned = person(sanctions=(sanction(start, end),))
    assert zh(may_compete(RULE, sanctioned, CUTOFF)) == (
        [f"受记过处分，{end}期满，截止日2006-10-31仍在处分期"] if barred else []
    )
    assert may_compete(NO_RULE, sanctioned, CUTOFF) == ()


def test_expulsion_bars_for_good():
    gone = sanction(date(1999, 1, 1), date(1999, 1, 1), list(SanctionKind)[-1])
    (reason,) = may_compete(RULE, person(sanctions=(gone,)), CUTOFF)
    assert "受开除处分" in reason.zh


def test_all_reasons_at_once():
    worst = person(
        kind=StaffKind.TEMPORARY,
        appraisals=grades({2004: Grade.BASIC}),
        sanctions=(
            sanction(date(2006, 1, 1), date(2006, 12, 31), SanctionKind.WARNING),
            sanction(date(2006, 6, 1), date(2008, 5, 31), SanctionKind.MAJOR_DEMERIT),
        ),
    )
    assert zh(may_compete(RULE, worst, CUTOFF)) == [
        "不占编制，不能参加竞岗",
        "2004年年度考核为基本称职，须为称职（合格）以上",
        "没有2005年年度考核结果",
        "受警告处分，2006-12-31期满，截止日2006-10-31仍在处分期",
        "受记大过处分，2008-05-31期满，截止日2006-10-31仍在处分期",
    ]


def test_a_post_that_asks_nothing():
    assert may_hold(RULE, build.post(2, ADMIN), person(), CUTOFF) == ()


def test_kinds():
    other = build.post(4, INST)
    assert zh(may_hold(RULE, other, person(), CUTOFF)) == ["编制类别不同"]
    assert may_hold(bend(RULE, across_kinds=True), other, person(), CUTOFF) == ()


@pytest.mark.parametrize(
    ("has", "asked", "fits"),
    [
        (Education.COLLEGE, Education.COLLEGE, True),
        (Education.SENIOR_MIDDLE, Education.COLLEGE, False),
        (Education.BACHELOR, Education.COLLEGE, True),
        (Education.JUNIOR_MIDDLE, Education.SENIOR_MIDDLE, False),
        (Education.MASTER, Education.BACHELOR, True),
        (Education.BACHELOR, Education.MASTER, False),
    ],
)
def test_education_at_least(has, asked, fits):
    found = may_hold(RULE, build.post(2, ADMIN, education=asked), person(education=has), CUTOFF)
    assert zh(found) == ([] if fits else ["学历低于岗位要求"])


@pytest.mark.parametrize(
    ("birth", "reasons"),
    [
        # 45周岁以下 includes 45: who turns 46 on the cut-off day is too old.
        (date(1960, 11, 1), []),
        (date(1960, 10, 31), ["截止日46周岁，超过45周岁"]),
        (date(1961, 10, 31), []),
    ],
)
def test_age_at_most(birth, reasons):
    post = build.post(2, ADMIN, max_age=45)
    assert zh(may_hold(RULE, post, person(birth=birth), CUTOFF)) == reasons


@pytest.mark.parametrize(
    ("work_start", "reasons"),
    [(date(2001, 10, 31), []), (date(2001, 11, 1), ["工龄4年，不满5年"])],
)
def test_years_of_service_at_least(work_start, reasons):
    post = build.post(2, ADMIN, min_service_years=5)
    assert zh(may_hold(RULE, post, person(work_start=work_start), CUTOFF)) == reasons


def test_party_members_only():
    post = build.post(2, ADMIN, party_member=True)
    assert zh(may_hold(RULE, post, person(), CUTOFF)) == ["须为中共党员"]
    assert may_hold(RULE, post, person(party_member=True), CUTOFF) == ()


def test_every_reason_against_a_post():
    post = build.post(
        4, INST, education=Education.BACHELOR, max_age=30, min_service_years=20, party_member=True
    )
    assert may_hold(RULE, post, person(), CUTOFF) == (
        Words(zh="编制类别不同", en="another headcount kind"),
        Words(zh="学历低于岗位要求", en="education college, bachelor is needed"),
        Words(zh="截止日36周岁，超过30周岁", en="aged 36 at the cut-off, at most 30"),
        Words(zh="工龄16年，不满20年", en="16 years of service, 20 are needed"),
        Words(zh="须为中共党员", en="party members only"),
    )


def test_only_refused_pairs_are_listed():
    plan, posts = build.plan(), build.posts()
    people = build.people()
    pairs = [("P03", "O02"), ("P03", "O04"), ("P06", "O04"), ("P06", "O03")]
    other = (Words(zh="编制类别不同", en="another headcount kind"),)
    assert eligibility(plan, posts, people, pairs) == {("P03", "O04"): other, ("P06", "O03"): other}
    assert eligibility(plan, posts, people, []) == {}
