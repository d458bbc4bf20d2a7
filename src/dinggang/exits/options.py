"""When somebody may retire, from birth, sex and identity alone: no plan and no case around it."""

from datetime import date

from dinggang.basis import Value, Words
from dinggang.exits.ages import (
    BASES,
    DELAY,
    Flexible,
    Group,
    Statutory,
    covered,
    flexible,
    group_of,
    month_of,
    shown_month,
    statutory,
)
from dinggang.exits.retirement import EARLY_NOTICE, statutory_day
from dinggang.exits.ways import first_day
from dinggang.plan import Education, ExitRoute, ExitRule, Stratum
from dinggang.plan.law import Applies, Matter, find_law
from dinggang.roster import Identity, Person, Sex, StaffKind


class Facts(Value, frozen=True, kw_only=True):
    """What is asked. `day_known` says whether `birth` has its day; `kind` None means that it is not said."""

    birth: date
    day_known: bool
    sex: Sex
    identity: Identity | None = None
    kind: StaffKind | None = None
    work_start: date | None = None


class Option(Value, frozen=True, kw_only=True):
    """One way into retirement: from when, as words; whether it is open on the day asked about (None: no day asked, or
    it cannot be said); the working-out, and the articles.
    """

    name: Words
    when: Words
    open: bool | None = None
    explained: tuple[Words, ...] = ()
    cites: tuple[str, ...] = ()


class Options(Value, frozen=True, kw_only=True):
    """All of them, and the figures that a table lists."""

    facts: Facts
    age: Statutory
    window: Flexible | None
    early: date | None
    statutory_day: date | None
    options: tuple[Option, ...]


def options(facts: Facts, on: date | None = None) -> Options:
    """Statutory age, the flexible window, early retirement. Raises Refusal for ages that no registered rule covers."""
    group = group_of(facts.sex, facts.identity)
    age = covered(statutory(group, month_of(facts.birth)))
    window = flexible(age)
    person = _person(facts)
    day = statutory_day(person) if facts.day_known or age.month >= (2025, 1) else None
    early = None
    listed = [_statutory(age, day, on), *_flexible(facts, age, window, on)]
    if facts.kind in {None, StaffKind.ADMINISTRATIVE}:
        if facts.work_start is not None and day is not None:
            rule = ExitRule(route=ExitRoute.RETIRE_EARLY)
            civil = _person(facts, StaffKind.ADMINISTRATIVE)
            early = first_day({rule.route: rule}, civil, rule.route)
        listed.append(_early(facts, early, on, sure=day is not None))
    return Options(facts=facts, age=age, window=window, early=early, statutory_day=day, options=tuple(listed))


def _person(facts: Facts, kind: StaffKind = StaffKind.INSTITUTION) -> Person:
    return Person(
        id="P1",
        sex=facts.sex,
        birth=facts.birth,
        kind=kind,
        stratum=Stratum.GENERAL,
        education=Education.COLLEGE,
        work_start=facts.work_start or facts.birth,
        identity=facts.identity,
    )


def _statutory(age: Statutory, day: date | None, on: date | None) -> Option:
    opened = None if on is None else on >= day if day is not None else _by_month(on, age)
    base, born = BASES[age.group], shown_month(age.birth)
    original = Words(
        zh=f"{born}出生，原法定退休年龄{base}周岁，{shown_month(age.original)}达到",
        en=f"born in {born}, originally {base}: reached in {shown_month(age.original)}",
    )
    exact = f"（{day}）" if day is not None and age.month < (2025, 1) else ""
    return Option(
        name=Words(zh="法定退休", en="statutory retirement"),
        when=Words(
            zh=f"{shown_month(age.month)}{exact}，{age.age_words.zh}",
            en=f"{shown_month(age.month)}{exact}, at {age.age_words.en}",
        ),
        open=opened,
        explained=(original, _delay(age)),
        cites=age.cites,
    )


def _by_month(on: date, age: Statutory) -> bool | None:
    """Within the month itself the day of birth would decide."""
    return None if month_of(on) == age.month else month_of(on) > age.month


def _delay(age: Statutory) -> Words:
    if not age.delay:
        return Words(zh="2025-01以前达到，不延迟", en="before 2025-01: no delay")
    step = DELAY.values["step_of_50" if age.group is Group.WOMEN_50 else "step"]
    cap = DELAY.values["cap_of_50" if age.group is Group.WOMEN_50 else "cap"]
    late = (age.original[0] - 2025) * 12 + age.original[1] - 1
    return Words(
        zh=f"比2025-01晚{late}个月，每{step}个月延迟1个月：{late}÷{step}取整加1，最多{cap}，延迟{age.delay}个月，"
        f"即{shown_month(age.month)}",
        en=f"{late} months after 2025-01, a month for each {step}: {late} ÷ {step} in whole plus 1, {cap} at most, is "
        f"{age.delay}: {shown_month(age.month)}",
    )


def _flexible(facts: Facts, age: Statutory, window: Flexible | None, on: date | None) -> list[Option]:
    if window is None:
        return []
    asked = None if on is None else month_of(on)
    doubt = Words(
        zh="公务员能否选用没有见到明文，另有公务员法的提前退休",
        en="whether civil servants may choose it is not settled; they have an early retirement of their own",
    )
    years = f"{window.least_at_earliest // 12}年" + (
        f"{window.least_at_earliest % 12}个月" if window.least_at_earliest % 12 else ""
    )
    early = Option(
        name=Words(zh="弹性提前退休", en="flexible early retirement"),
        when=Words(
            zh=f"最早{shown_month(window.earliest)}，本人自愿，提前{EARLY_NOTICE}个月书面告知",
            en=f"from {shown_month(window.earliest)}, by own choice, told in writing {EARLY_NOTICE} months before",
        ),
        open=None if asked is None else window.earliest <= asked < age.month,
        explained=(
            Words(
                zh=f"最多提前三年，不低于原法定退休年龄，且不早于2025-01；{window.earliest[0]}年最低缴费年限{years}",
                en=f"three years at most, not below the original age nor before 2025-01; least contribution in "
                f"{window.earliest[0]}: {window.least_at_earliest} months",
            ),
            *((doubt,) if facts.kind in {None, StaffKind.ADMINISTRATIVE} else ()),
        ),
        cites=("TX-3", "TZ-EARLY", "TX-2"),
    )
    return [early, _late(facts, age, window, asked)]


def _late(facts: Facts, age: Statutory, window: Flexible, asked: tuple[int, int] | None) -> Option:
    name = Words(zh="弹性延迟退休", en="flexible later retirement")
    if facts.kind is StaffKind.ADMINISTRATIVE:
        return Option(
            name=name,
            when=Words(zh="公务员不适用", en="not for civil servants"),
            open=None if asked is None else False,
            cites=("TZ-4",),
        )
    return Option(
        name=name,
        when=Words(
            zh=f"最晚{shown_month(window.latest)}，与单位协商一致，提前1个月书面明确；公务员、领导和管理人员不适用",
            en=f"until {shown_month(window.latest)}, agreed with the unit in writing a month before; not for civil "
            "servants, leaders and managers",
        ),
        open=None if asked is None else age.month <= asked <= window.latest,
        explained=(
            Words(
                zh=f"最低缴费年限按{age.month[0]}年：{window.least_at_statutory}个月",
                en=f"least contribution as of {age.month[0]}: {window.least_at_statutory} months",
            ),
        ),
        cites=("TX-3", "TZ-LATE", "TZ-4", "TX-2"),
    )


def _early(facts: Facts, early: date | None, on: date | None, *, sure: bool) -> Option:
    name = Words(zh="公务员提前退休", en="early retirement of a civil servant")
    rule = Words(
        zh="工作年限满30年，或者满20年且距法定退休年龄不足五年；本人自愿申请，任免机关批准",
        en="30 years of service, or 20 and under five years to go; own application and approval",
    )
    law = find_law(Matter.EARLY, early or on or date(2019, 6, 1), {Applies.CIVIL})
    cites = () if law is None else (law.id,)
    if facts.work_start is None or not sure:
        when = Words(zh="没有给参加工作时间，算不出", en="the start of work is not given")
        if facts.work_start is not None:
            when = Words(zh="没有给出生的日子，算不出", en="the day of birth is not given")
        return Option(name=name, when=when, explained=(rule,), cites=cites)
    if early is None:
        when = Words(zh="到法定退休年龄前没有", en="not before statutory age")
        return Option(
            name=name, when=when, open=None if on is None else False, explained=(rule,), cites=cites
        )
    return Option(
        name=name,
        when=Words(zh=f"最早{early}", en=f"from {early}"),
        open=None if on is None else early <= on < statutory_day(_person(facts)),
        explained=(rule,),
        cites=cites,
    )
