"""结构指标: shares of ages, education and kinds, and the average age, before and after, each with its definition.

A share without its definition says nothing: 本科 lies inside 大专以上, and 中层 is another group than all (X13). So who is
counted, in the numerator and in the denominator, is a value that stands beside the figure.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from dinggang.balance.values import KIND_WORDS, Outcome
from dinggang.basis import Rounding, RoundingMode, Value, Words, full_years
from dinggang.case import Case
from dinggang.plan import Education, HeadcountKind, Stratum
from dinggang.roster import REGULAR, Person

TENTH = Rounding(mode=RoundingMode.HALF_UP, places=1)
"""Every figure of this page: half up to one place, from the exact fraction."""


class Group(Value, frozen=True, kw_only=True):
    """Who is counted, before and after."""

    name: Words
    before: Words
    after: Words


class Indicator(Value, frozen=True, kw_only=True):
    """What is measured: over which group, numerator ÷ denominator, as a per cent or in years."""

    code: str
    title: Words
    group: Group
    numerator: Words
    denominator: Words
    unit: str


class Ratio(Value, frozen=True, kw_only=True):
    """A numerator over a denominator as counted; None where there is nobody to count."""

    numerator: int
    denominator: int
    value: Decimal | None


class Figure(Value, frozen=True, kw_only=True):
    """An indicator before and after."""

    indicator: Indicator
    before: Ratio
    after: Ratio


class Structure(Value, frozen=True, kw_only=True):
    """All indicators at one day: the same for before and after, so that nobody has merely grown older."""

    day: date
    rounding: Words
    figures: tuple[Figure, ...]


ALL = Group(
    name=Words(zh="全体占编人员", en="all in headcount"),
    before=Words(
        zh="改革前：花名册上人员类别为行政、事业的",
        en="before: administrative and institution staff of the roster",
    ),
    after=Words(
        zh="改革后：去向台账上占用编制的（含让岗后仍占编的，不含落选待岗的）",
        en="after: those who occupy a place by the ledger of outcomes (yielded and still in it too; not those who wait)",
    ),
)
MIDDLE = Group(
    name=Words(zh="中层干部", en="mid-level cadres"),
    before=Words(
        zh="改革前：花名册上占编且层级为中层的", en="before: in headcount and of the middle stratum"
    ),
    after=Words(
        zh="改革后：占编且任职岗位的层级为中层的（兼岗不另计）",
        en="after: in headcount on a post of the middle stratum (posts held beside it not counted)",
    ),
)


class _Share(NamedTuple):
    """A share of a group: what it is called, who is in its numerator, and how to tell."""

    title: Words
    numerator: Words
    holds: Callable[[Person, int], bool]


def _ages() -> Iterable[_Share]:
    for low, high, zh, en in (
        (None, 35, "35岁及以下", "35 and under"),
        (36, 45, "36至45岁", "36 to 45"),
        (46, 54, "46至54岁", "46 to 54"),
        (55, None, "55岁及以上", "55 and over"),
    ):
        yield _Share(
            Words(zh=zh, en=en),
            Words(zh=f"在统计日满周岁数为{zh}的", en=f"of {en} full years on the day"),
            lambda _person, years, low=low, high=high: (  # type: ignore[misc]  # the bounds are bound, not passed
                (low is None or years >= low) and (high is None or years <= high)
            ),
        )


def _educations() -> Iterable[_Share]:
    for least, zh, en, inside in (
        (Education.COLLEGE, "大专及以上", "college and above", "含本科和研究生"),
        (Education.BACHELOR, "本科及以上", "bachelor and above", "含研究生，包含在大专及以上之内"),
    ):
        yield _Share(
            Words(zh=zh, en=en),
            Words(zh=f"学历为{zh}的（{inside}）", en=f"whose education is {en}"),
            lambda person, _years, least=least: person.education.rank >= least.rank,  # type: ignore[misc]  # see above
        )


SHARES = (*_ages(), *_educations())
AVERAGE = Words(zh="平均年龄", en="average age")


class Counted(NamedTuple):
    """Who is counted in headcount: before, and after with the outcome of each."""

    before: tuple[Person, ...]
    after: tuple[tuple[Person, Outcome], ...]


def counted(case: Case, outcomes: Sequence[Outcome]) -> Counted:
    """The people of the group `ALL`."""
    people = {p.id: p for p in case.people}
    return Counted(
        before=tuple(p for p in case.people if p.kind in REGULAR),
        after=tuple((people[o.person], o) for o in outcomes if o.occupies is not None and o.person in people),
    )


def structure(case: Case, outcomes: Sequence[Outcome], day: date | None = None) -> Structure:
    """Every indicator at a day, the plan's cut-off day where none is named."""
    at = day or case.plan.cutoff
    staff, stay = counted(case, outcomes)
    strata = {p.id: p.stratum for p in case.posts}
    kinds = {o.person: o.occupies for _, o in stay}
    after = [p for p, _ in stay]
    mid = [p for p, o in stay if strata.get(o.post or "") is Stratum.MID]
    groups = (
        (ALL, staff, after),
        (MIDDLE, [p for p in staff if p.stratum is Stratum.MID], mid),
    )
    figures: list[Figure] = []
    for group, old, new in groups:
        for share in SHARES:
            figures.append(_share(f"J{len(figures) + 1:02}", group, share, (old, new), at))
        figures.append(_average(f"J{len(figures) + 1:02}", group, old, new, at))
    for kind in HeadcountKind:
        counts = (
            sum(p.kind.headcount is kind for p in staff),
            sum(of is kind for of in kinds.values()),
        )
        figures.append(_kind(f"J{len(figures) + 1:02}", kind, counts, (len(staff), len(after))))
    return Structure(day=at, rounding=TENTH.words, figures=tuple(figures))


def ratio(numerator: int, denominator: int, times: int) -> Ratio:
    """`times` × numerator ÷ denominator, as every figure of this page is rounded."""
    value = TENTH(Fraction(times * numerator, denominator)) if denominator else None
    return Ratio(numerator=numerator, denominator=denominator, value=value)


def _share(
    code: str, group: Group, share: _Share, people: tuple[Sequence[Person], Sequence[Person]], day: date
) -> Figure:
    before, after = (
        ratio(sum(share.holds(p, full_years(p.birth, day)) for p in those), len(those), 100)
        for those in people
    )
    return Figure(
        indicator=Indicator(
            code=code,
            title=share.title,
            group=group,
            numerator=share.numerator,
            denominator=Words(zh=f"{group.name.zh}人数", en=f"number of {group.name.en}"),
            unit="%",
        ),
        before=before,
        after=after,
    )


def _average(code: str, group: Group, old: Sequence[Person], new: Sequence[Person], day: date) -> Figure:
    before, after = (
        ratio(sum(full_years(p.birth, day) for p in those), len(those), 1) for those in (old, new)
    )
    return Figure(
        indicator=Indicator(
            code=code,
            title=AVERAGE,
            group=group,
            numerator=Words(zh="各人在统计日的周岁数之和", en="sum of full years on the day"),
            denominator=Words(zh=f"{group.name.zh}人数", en=f"number of {group.name.en}"),
            unit="岁",
        ),
        before=before,
        after=after,
    )


def _kind(code: str, kind: HeadcountKind, counts: tuple[int, int], totals: tuple[int, int]) -> Figure:
    words = KIND_WORDS[kind]
    before, after = (ratio(count, of, 100) for count, of in zip(counts, totals, strict=True))
    return Figure(
        indicator=Indicator(
            code=code,
            title=Words(zh=f"{words.zh}编制", en=f"{words.en} headcount"),
            group=ALL,
            numerator=Words(
                zh=f"改革前按人员类别、改革后按占用的编制，为{words.zh}的",
                en=f"{words.en}: by kind of staff before, by the place occupied after",
            ),
            denominator=Words(zh=f"{ALL.name.zh}人数", en=f"number of {ALL.name.en}"),
            unit="%",
        ),
        before=before,
        after=after,
    )
