"""Who may compete, and for which post: every reason, not the first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dinggang.basis import Id, Words, add_months, full_years
from dinggang.plan import EligibilityRule, Plan, Post, SanctionKind, Scope
from dinggang.roster.avoidance import avoidance, kinship
from dinggang.roster.values import REGULAR, Grade, Person

_GOOD = frozenset({Grade.EXCELLENT, Grade.COMPETENT})
_GRADES = {
    Grade.EXCELLENT: "优秀",
    Grade.COMPETENT: "称职",
    Grade.BASIC: "基本称职",
    Grade.INCOMPETENT: "不称职",
    Grade.NONE: "未定等次",
}
_SANCTIONS = {
    SanctionKind.WARNING: Words(zh="警告", en="warning"),
    SanctionKind.DEMERIT: Words(zh="记过", en="demerit"),
    SanctionKind.MAJOR_DEMERIT: Words(zh="记大过", en="major demerit"),
    SanctionKind.DEMOTION: Words(zh="降级", en="demotion"),
    SanctionKind.DISMISSAL: Words(zh="撤职", en="dismissal"),
    SanctionKind.EXPULSION: Words(zh="开除", en="expulsion"),
}


def may_compete(rule: EligibilityRule, person: Person, cutoff: date) -> tuple[Words, ...]:
    """All reasons why a person may not compete at all; empty when they may."""
    reasons: list[Words] = []
    if person.kind not in REGULAR:
        reasons.append(Words(zh="不占编制，不能参加竞岗", en="staff without headcount cannot compete"))
    reasons.extend(_appraised(rule, person, cutoff))
    reasons.extend(_sanctioned(rule, person, cutoff))
    return tuple(reasons)


def _sanctioned(rule: EligibilityRule, person: Person, cutoff: date) -> Iterable[Words]:
    """Sanctions in force, and those that bar for some months after their first day by the plan."""
    for sanction in person.sanctions:
        name = _SANCTIONS[sanction.kind]
        months = rule.bar_after_sanction.get(sanction.kind)
        if sanction.start > cutoff:
            continue
        if sanction.kind is SanctionKind.EXPULSION:
            yield Words(zh=f"{sanction.start}受{name.zh}处分", en=f"{name.en} on {sanction.start}")
        elif rule.bar_sanctioned and sanction.end >= cutoff:
            yield Words(
                zh=f"受{name.zh}处分，{sanction.end}期满，截止日{cutoff}仍在处分期",
                en=f"{name.en} in force to {sanction.end}, beyond the cut-off {cutoff}",
            )
        elif months and add_months(sanction.start, months) > cutoff:
            until = add_months(sanction.start, months)
            yield Words(
                zh=f"{sanction.start}受{name.zh}处分，方案规定{months}个月内不得竞岗，到{until}为止",
                en=f"{name.en} on {sanction.start}; the plan bars for {months} months, to {until}",
            )


def _appraised(rule: EligibilityRule, person: Person, cutoff: date) -> Iterable[Words]:
    """The last full years before the cut-off must each be appraised as competent or better."""
    found = {a.year: a.grade for a in person.appraisals}
    for year in range(cutoff.year - rule.appraisal_years, cutoff.year):
        grade = found.get(year)
        if grade is None:
            yield Words(zh=f"没有{year}年年度考核结果", en=f"no appraisal for {year}")
        elif grade not in _GOOD:
            yield Words(
                zh=f"{year}年年度考核为{_GRADES[grade]}，须为称职（合格）以上",
                en=f"appraised {grade.value} in {year}; competent or better is needed",
            )


def may_hold(rule: EligibilityRule, post: Post, person: Person, cutoff: date) -> tuple[Words, ...]:
    """All reasons why a person may not hold this post; empty when they may. 以上 and 以下 include the number."""
    reasons: list[Words] = []
    if person.kind.headcount is not post.kind and not rule.across_kinds:
        reasons.append(Words(zh="编制类别不同", en="another headcount kind"))
    if post.education is not None and person.education.rank < post.education.rank:
        reasons.append(
            Words(
                zh="学历低于岗位要求",
                en=f"education {person.education.value}, {post.education.value} is needed",
            )
        )
    age = full_years(person.birth, cutoff)
    if post.max_age is not None and age > post.max_age:
        reasons.append(
            Words(
                zh=f"截止日{age}周岁，超过{post.max_age}周岁",
                en=f"aged {age} at the cut-off, at most {post.max_age}",
            )
        )
    years = full_years(person.work_start, cutoff)
    if post.min_service_years is not None and years < post.min_service_years:
        reasons.append(
            Words(
                zh=f"工龄{years}年，不满{post.min_service_years}年",
                en=f"{years} years of service, {post.min_service_years} are needed",
            )
        )
    if post.party_member and not person.party_member:
        reasons.append(Words(zh="须为中共党员", en="party members only"))
    if post.scope is Scope.ORGAN and person.outside:
        reasons.append(
            Words(zh="限本机关人员，本人在机关以外的单位", en="open to the organ's own staff only")
        )
    reasons.extend(_qualified(post, person, cutoff))
    return tuple(reasons)


def _qualified(post: Post, person: Person, cutoff: date) -> Iterable[Words]:
    """Majors, certificates valid at the cut-off, and years in the present stratum."""
    if post.majors and not set(post.majors) & set(person.majors):
        yield Words(
            zh=f"专业须为{'、'.join(post.majors)}之一，本人{'、'.join(person.majors) or '没有登记专业'}",
            en=f"major must be one of {', '.join(post.majors)}; recorded: {', '.join(person.majors) or 'none'}",
        )
    for name in post.certificates:
        held = [c for c in person.certificates if c.name == name]
        if not held:
            yield Words(zh=f"没有{name}", en=f"no certificate {name}")
        elif not any(c.issued <= cutoff and (c.expires is None or c.expires >= cutoff) for c in held):
            yield Words(
                zh=f"{name}在截止日{cutoff}没有生效或已过期",
                en=f"certificate {name} is not valid at {cutoff}",
            )
    if post.min_stratum_years is not None:
        years = full_years(person.stratum_since, cutoff) if person.stratum_since else None
        if years is None:
            yield Words(zh="没有登记现任层次的起始日", en="no start of the present stratum is recorded")
        elif years < post.min_stratum_years:
            yield Words(
                zh=f"任现层次{years}年，不满{post.min_stratum_years}年",
                en=f"{years} years in the present stratum, {post.min_stratum_years} are needed",
            )


def eligibility(
    plan: Plan,
    posts: Sequence[Post],
    people: Sequence[Person],
    pairs: Iterable[tuple[Id, Id]],
    held: Mapping[Id, Post] | None = None,
) -> dict[tuple[Id, Id], tuple[Words, ...]]:
    """The refused among (person, post) pairs, each with all reasons. Pairs not in the result may stand.

    `held` are the posts of people appointed beforehand, from which relatives must keep away.
    """
    by_id = {p.id: p for p in posts}
    persons = {p.id: p for p in people}
    rule = plan.rules.placement.avoidance
    kin = kinship(people)
    refused: dict[tuple[Id, Id], tuple[Words, ...]] = {}
    for person, post in pairs:
        reasons = (
            *may_hold(plan.rules.eligibility, by_id[post], persons[person], plan.cutoff),
            *avoidance(rule, by_id[post], kin.get(person, ()), persons, held or {}),
        )
        if reasons:
            refused[person, post] = reasons
    return refused
