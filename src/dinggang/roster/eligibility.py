"""Who may compete, and for which post: every reason, not the first."""

from collections.abc import Iterable, Sequence
from datetime import date

from dinggang.basis import Id, Words, full_years
from dinggang.plan import EligibilityRule, Plan, Post
from dinggang.roster.values import REGULAR, Grade, Person, SanctionKind

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
    SanctionKind.DEMOTION: Words(zh="降级或撤职", en="demotion"),
    SanctionKind.DISMISSAL: Words(zh="开除", en="dismissal"),
}


def may_compete(rule: EligibilityRule, person: Person, cutoff: date) -> tuple[Words, ...]:
    """All reasons why a person may not compete at all; empty when they may."""
    reasons: list[Words] = []
    if person.kind not in REGULAR:
        reasons.append(Words(zh="不占编制，不能参加竞岗", en="staff without headcount cannot compete"))
    reasons.extend(_appraised(rule, person, cutoff))
    if rule.bar_sanctioned:
        reasons.extend(
            Words(
                zh=f"受{_SANCTIONS[s.kind].zh}处分，{s.end}期满，截止日{cutoff}仍在处分期",
                en=f"{_SANCTIONS[s.kind].en} in force to {s.end}, beyond the cut-off {cutoff}",
            )
            for s in person.sanctions
            if s.start <= cutoff and (s.end >= cutoff or s.kind is SanctionKind.DISMISSAL)
        )
    return tuple(reasons)


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
    return tuple(reasons)


def eligibility(
    plan: Plan, posts: Sequence[Post], people: Sequence[Person], pairs: Iterable[tuple[Id, Id]]
) -> dict[tuple[Id, Id], tuple[Words, ...]]:
    """The refused among (person, post) pairs, each with all reasons. Pairs not in the result may stand."""
    by_id = {p.id: p for p in posts}
    persons = {p.id: p for p in people}
    refused: dict[tuple[Id, Id], tuple[Words, ...]] = {}
    for person, post in pairs:
        reasons = may_hold(plan.rules.eligibility, by_id[post], persons[person], plan.cutoff)
        if reasons:
            refused[person, post] = reasons
    return refused
