"""The rules of each step, as a plan states them. None has a default that decides: what is left open is a finding."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec

from dinggang.basis import Percent, Rounding, Value

Points = Annotated[Decimal, msgspec.Meta(ge=0, le=100_000)]


class Measure(StrEnum):
    """The four measures of a person (四项测评)."""

    EXAM = "exam"
    EVALUATION = "evaluation"
    SPEECH = "speech"
    ASSESSMENT = "assessment"


class ChoicePolicy(StrEnum):
    """What a multiple-choice answer earns (K the key, S the answer, v the question's value).

    exact: v if S = K, else 0.  partial: v if S = K; 0 if S holds a wrong option or is empty; else v/2.
    proportional: v if S = K; 0 if S holds a wrong option; else v·|S|/|K|.
    Key ABC, v = 2: answer AB earns 0, 1 and 4/3.
    """

    EXACT = "exact"
    PARTIAL = "partial"
    PROPORTIONAL = "proportional"


class ExamRule(Value, frozen=True, kw_only=True):
    """How answers become an exam mark: the policy for multiple choice, the full mark, and the rounding of the total."""

    full_mark: Points
    multiple_choice: ChoicePolicy
    rounding: Rounding
    pass_mark: Points | None = None
    clause: str = ""


class VoterCategory(Value, frozen=True, kw_only=True):
    """A class of voters and its weight in per cent. All weights together are 100."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]$")]
    name: str
    weight: Percent


class GradePoints(Value, frozen=True, kw_only=True):
    """Points of the four grades 优秀, 称职, 基本称职, 不称职."""

    excellent: Points
    competent: Points
    basic: Points
    incompetent: Points


class EvaluationRule(Value, frozen=True, kw_only=True):
    """How counts become an evaluation mark.

    Per category the mean of the grades' points over valid ballots, rounded by `category_rounding` when given;
    then the weighted sum, rounded by `rounding`. A category's ballot is valid when at least `min_turnout` per cent
    of the issued sheets came back.
    """

    grades: GradePoints
    categories: tuple[VoterCategory, ...]
    min_turnout: Percent
    rounding: Rounding
    category_rounding: Rounding | None = None
    pass_mark: Points | None = None
    clause: str = ""


class Criterion(Value, frozen=True, kw_only=True):
    """One thing judged (测评要素), and its maximum."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,20}$")]
    name: str
    maximum: Points


class SpeechRule(Value, frozen=True, kw_only=True):
    """How judges' sheets become a speech mark: each judge's total; the highest and the lowest `trim` totals dropped;
    the mean of the rest, rounded. At least `min_judges` must have judged, and one sheet must be left after trimming.
    """

    criteria: tuple[Criterion, ...]
    min_judges: Annotated[int, msgspec.Meta(ge=1)]
    trim_high: Annotated[int, msgspec.Meta(ge=0)]
    trim_low: Annotated[int, msgspec.Meta(ge=0)]
    rounding: Rounding
    pass_mark: Points | None = None
    clause: str = ""


class AssessmentRule(Value, frozen=True, kw_only=True):
    """How an assessment form becomes a mark: the sum of its items, rounded."""

    criteria: tuple[Criterion, ...]
    rounding: Rounding
    pass_mark: Points | None = None
    clause: str = ""


class TieBreak(StrEnum):
    """What separates equal composites, in the plan's order. A draw is always the last, and is an act on record."""

    EXAM = "exam"
    EVALUATION = "evaluation"
    SPEECH = "speech"
    ASSESSMENT = "assessment"
    SERVICE_YEARS = "service_years"
    EDUCATION = "education"
    DRAW = "draw"


class RankingGroup(StrEnum):
    """Who is ranked against whom: everybody on one board, or each headcount kind on its own."""

    ALL = "all"
    KIND = "kind"


class CompositeRule(Value, frozen=True, kw_only=True):
    """How the four measures become one score, and how scores become ranks. Weights are per cent and total 100.

    Each measure enters on its own scale of 100 points: mark × 100 / full mark.
    """

    weights: dict[Measure, Percent]
    rounding: Rounding
    ties: tuple[TieBreak, ...]
    group: RankingGroup
    pass_mark: Points | None = None
    clause: str = ""


class Mechanism(StrEnum):
    """How ranks and choices become placements.

    rank_order: in rank order each takes the first post on their own list that still has an opening (按名次选岗).
    """

    RANK_ORDER = "rank_order"


class PlacementRule(Value, frozen=True, kw_only=True):
    """The mechanism, fixed before any mark exists, and how many posts a person may list."""

    mechanism: Mechanism
    max_choices: Annotated[int, msgspec.Meta(ge=1, le=100)]
    clause: str = ""


class EligibilityRule(Value, frozen=True, kw_only=True):
    """Who may compete at all: appraisals of so many years at least competent (称职 / 合格), no running sanction."""

    appraisal_years: Annotated[int, msgspec.Meta(ge=0, le=10)] = 0
    bar_sanctioned: bool = True
    across_kinds: bool = False
    clause: str = ""


class NoticeRule(Value, frozen=True, kw_only=True):
    """Notice periods (公示) in working days, the posting day not counted."""

    score_days: Annotated[int, msgspec.Meta(ge=1, le=60)]
    appointment_days: Annotated[int, msgspec.Meta(ge=1, le=60)]
    clause: str = ""


class ExitRoute(StrEnum):
    """Every way out of the pool (分流)."""

    RETIRE = "retire"
    RETIRE_EARLY = "retire_early"
    RETIRE_SICK = "retire_sick"
    RETIRE_INTERNAL = "retire_internal"
    YIELD = "yield"
    DIVERT_COMPANY = "divert_company"
    DIVERT_OTHER = "divert_other"
    CLEAR_TEMP = "clear_temp"
    CLEAR_OWN = "clear_own"


class ExitRule(Value, frozen=True, kw_only=True):
    """One route as the plan opens it.

    For retire_internal and yield, which have no national statute, the plan alone says who may: age at least
    `min_age_men` / `min_age_women` or years of service at least `min_service_years`. `keeps_headcount` says
    whether the person goes on occupying a place. Clearance pays `months_per_year` monthly wages for each year of
    service (a part of a year under six months counts half, from six months on whole), at most `max_months`.
    """

    route: ExitRoute
    min_age_men: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    min_age_women: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    min_service_years: Annotated[int, msgspec.Meta(ge=0, le=80)] | None = None
    keeps_headcount: bool = False
    months_per_year: Decimal | None = None
    max_months: Decimal | None = None
    monthly_percent: Percent | None = None
    clause: str = ""


class ServiceRule(Value, frozen=True, kw_only=True):
    """The two invariants of buying services: money not less than the base year, purpose unchanged."""

    max_term_months: Annotated[int, msgspec.Meta(ge=1, le=120)]
    direct_award: bool = False
    clause: str = ""


class Rules(Value, frozen=True, kw_only=True):
    """The rules of every step."""

    exam: ExamRule
    evaluation: EvaluationRule
    speech: SpeechRule
    assessment: AssessmentRule
    composite: CompositeRule
    placement: PlacementRule
    eligibility: EligibilityRule
    notice: NoticeRule
    exits: tuple[ExitRule, ...]
    services: ServiceRule | None = None
