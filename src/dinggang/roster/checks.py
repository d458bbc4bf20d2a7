"""What a roster should satisfy before it is frozen."""

from collections.abc import Iterable, Sequence

from dinggang.basis import Finding, Level, Words, full_years
from dinggang.plan import Plan
from dinggang.roster.values import REGULAR, Person


def check_roster(plan: Plan, people: Sequence[Person]) -> tuple[Finding, ...]:
    """H01 not confirmed, H02 work start that cannot be, H03 temporary staff without start or wage, H04 relatives
    unknown or one-sided, H05 an appraisal of a year to come or two of one year, H06 a sanction that ends before it starts.
    """
    known = {p.id: p for p in people}
    return tuple(
        finding
        for check in (
            _unconfirmed(people),
            _starts(plan, people),
            _without_terms(people),
            _relatives(known),
            _appraisals(plan, people),
            _sanctions(people),
        )
        for finding in check
    )


def _about(code: str, level: Level, people: Sequence[Person], words: Words, cure: Words) -> Iterable[Finding]:
    if people:
        yield Finding(
            code=code, level=level, words=words, cure=cure, rows=tuple(f"people:{p.id}" for p in people)
        )


def _listed(people: Sequence[Person], limit: int = 10) -> str:
    return "、".join(p.id for p in people[:limit]) + ("等" if len(people) > limit else "")


def _unconfirmed(people: Sequence[Person]) -> Iterable[Finding]:
    those = [p for p in people if not p.confirmed]
    return _about(
        "H01",
        Level.EXPLAIN,
        those,
        Words(
            zh=f"{len(those)}人没有本人确认：{_listed(those)}。",
            en=f"{len(those)} people have not confirmed their facts: {_listed(those)}.",
        ),
        Words(
            zh="请本人核对签字后填“是”；确实找不到本人的，由有关行为说明。",
            en="Have each check and sign, then fill in yes; or explain by an act.",
        ),
    )


def _starts(plan: Plan, people: Sequence[Person]) -> Iterable[Finding]:
    those = [p for p in people if full_years(p.birth, p.work_start) < 14 or p.work_start > plan.cutoff]
    return _about(
        "H02",
        Level.STOPS,
        those,
        Words(
            zh=f"{len(those)}人的参加工作时间不合理（不满14周岁或晚于截止日{plan.cutoff}）：{_listed(those)}。",
            en=f"{len(those)} people started work before the age of 14 or after {plan.cutoff}: {_listed(those)}.",
        ),
        Words(zh="请按档案更正。", en="Correct it by the personnel file."),
    )


def _without_terms(people: Sequence[Person]) -> Iterable[Finding]:
    those = [p for p in people if p.kind not in REGULAR and (p.hired is None or p.monthly_wage is None)]
    return _about(
        "H03",
        Level.STOPS,
        those,
        Words(
            zh=f"{len(those)}名临时、自用人员没有用工之日或月工资，补偿无法计算：{_listed(those)}。",
            en=f"{len(those)} temporary or self-hired people lack start or wage; dues cannot be worked out: "
            f"{_listed(those)}.",
        ),
        Words(zh="请在花名册补填。", en="Fill them in on the roster."),
    )


def _relatives(known: dict[str, Person]) -> Iterable[Finding]:
    those = [
        p
        for p in known.values()
        if any(r == p.id or r not in known or p.id not in known[r].relatives for r in p.relatives)
    ]
    return _about(
        "H04",
        Level.EXPLAIN,
        those,
        Words(
            zh=f"{len(those)}人填写的亲属不在册，或对方没有填写：{_listed(those)}。",
            en=f"{len(those)} people name relatives who are unknown or do not name them: {_listed(those)}.",
        ),
        Words(zh="请核对，双方都要填写。", en="Check; both sides must say so."),
    )


def _appraisals(plan: Plan, people: Sequence[Person]) -> Iterable[Finding]:
    those = [
        p
        for p in people
        if any(a.year > plan.cutoff.year for a in p.appraisals)
        or len({a.year for a in p.appraisals}) != len(p.appraisals)
    ]
    return _about(
        "H05",
        Level.STOPS,
        those,
        Words(
            zh=f"{len(those)}人有截止日之后年度的考核，或同一年度考核两次：{_listed(those)}。",
            en=f"{len(those)} people have appraisals of years after the cut-off, or two of one year: {_listed(those)}.",
        ),
        Words(zh="请更正年份。", en="Correct the year."),
    )


def _sanctions(people: Sequence[Person]) -> Iterable[Finding]:
    those = [p for p in people if any(s.end < s.start for s in p.sanctions)]
    return _about(
        "H06",
        Level.STOPS,
        those,
        Words(
            zh=f"{len(those)}人的处分止日早于起日：{_listed(those)}。",
            en=f"{len(those)} people have a sanction that ends before it starts: {_listed(those)}.",
        ),
        Words(zh="请按处分决定更正。", en="Correct it by the decision."),
    )
