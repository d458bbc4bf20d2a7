"""The rules of each step, as a plan states them. None has a default that decides: what is left open is a finding."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec

from dinggang.basis import Percent, Points, Rounding, Value, Within
from dinggang.plan.buying import ServiceRule
from dinggang.plan.claiming import ClaimRule
from dinggang.plan.engaging import ContractRule
from dinggang.plan.leaving import ExitRule


class Measure(StrEnum):
    """The four measures of a person (四项测评)."""

    EXAM = "exam"
    EVALUATION = "evaluation"
    SPEECH = "speech"
    ASSESSMENT = "assessment"


class SanctionKind(StrEnum):
    """处分 (公务员法 2018 art. 62; 事业单位工作人员处分规定 2023 art. 4): dismissal from the post is 撤职, expulsion 开除."""

    WARNING = "warning"
    DEMERIT = "demerit"
    MAJOR_DEMERIT = "major_demerit"
    DEMOTION = "demotion"
    DISMISSAL = "dismissal"
    EXPULSION = "expulsion"


class ChoicePolicy(StrEnum):
    """What a multiple-choice answer earns (K the key, S the answer, v the question's value).

    exact (全对得分): v if S = K, else 0.  partial (少选得一半): v if S = K; 0 if S holds a wrong option or is empty;
    else v/2.  proportional (少选按比例): v if S = K; 0 if S holds a wrong option; else v·|S|/|K|.
    each (少选每项得定分): v if S = K; 0 if S holds a wrong option; else `each_option`·|S|, less than v.
    negative (错选倒扣): v/|K| for each right option less `penalty` for each wrong one, with a floor of 0 per question
    or per section. Key ABC, v = 2, each_option 0.5, penalty 1: AB earns 0, 1, 4/3, 1 and 4/3; ABD earns 0, 0, 0, 0
    and 1/3.
    """

    EXACT = "exact"
    PARTIAL = "partial"
    PROPORTIONAL = "proportional"
    EACH = "each"
    NEGATIVE = "negative"


class PenaltyFloor(StrEnum):
    """Where penalties stop: no question below 0, or no section (all multiple-choice questions together) below 0.

    Two questions that earn 2 and −1: 2 by question, 1 by section.
    """

    QUESTION = "question"
    SECTION = "section"


class VoidPolicy(StrEnum):
    """What becomes of a question that is void (作废) after the exam, for everybody alike.

    everyone (人人得分): all who sat earn its value. same_kind (摊到同类题): its value goes to the other questions of its
    kind, whole_paper (摊到全卷): to all others, in proportion to their values. Ten singles of 2 points, one void, seven of
    the rest right: 14 + 2 = 16 for everyone, 14 × 20/18 = 140/9 for same_kind.
    """

    EVERYONE = "everyone"
    SAME_KIND = "same_kind"
    WHOLE_PAPER = "whole_paper"


class ThirdRule(StrEnum):
    """What a third marker's mark does when the first two are too far apart (双评误差超过阈值).

    nearest (取近): the mean of the third and whichever of the two is nearer, if within the threshold of it; else the chief
    examiner decides. stands (以三评为准): the third mark stands. leader (组长定分): no third marker, the chief decides.
    First 10, second 16, third 14, threshold 3: nearest gives 15, stands 14.
    """

    NEAREST = "nearest"
    STANDS = "stands"
    LEADER = "leader"


class Equidistant(StrEnum):
    """When the third mark lies exactly between the first two: the mean with the higher one, of all three, or the chief.

    10, 16 and 13: higher gives 29/2, mean 13, leader the chief examiner's mark.
    """

    HIGHER = "higher"
    MEAN = "mean"
    LEADER = "leader"


class EssayRule(Value, frozen=True, kw_only=True):
    """Blind double marking of essays (双评): the threshold in per cent of the question's value.

    Two marks within the threshold (`strict`: closer than it) give their mean; else `third` applies.
    A 20-point essay with 15 per cent: marks 3 apart agree, unless `strict`.
    """

    threshold_percent: Percent
    strict: bool
    third: ThirdRule
    equidistant: Equidistant
    rounding: Rounding
    clause: str = ""


class ExamRule(Value, frozen=True, kw_only=True):
    """How answers become an exam mark: the policy for multiple choice, the full mark, and the rounding of the total.

    `each_option` belongs to the policy each, `penalty` and `floor` to negative. Without `void` no question can become
    void; without `essays` each essay has one mark.
    """

    full_mark: Points
    multiple_choice: ChoicePolicy
    rounding: Rounding
    pass_mark: Points | None = None
    each_option: Points | None = None
    penalty: Points | None = None
    floor: PenaltyFloor | None = None
    void: VoidPolicy | None = None
    essays: EssayRule | None = None
    clause: str = ""


class VoterCategory(Value, frozen=True, kw_only=True):
    """A class of voters and its weight in per cent. All weights together are 100.

    A class so small that its voters could be known is counted with another: when fewer than `merge_below` sheets were
    issued on anybody, its ballots and its weight go to `merge_into`, for everybody alike.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]$")]
    name: str
    weight: Percent
    merge_below: Annotated[int, msgspec.Meta(ge=2, le=1000)] | None = None
    merge_into: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]$")] | None = None


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
    of the issued sheets came back. Who is graded incompetent on more than `max_incompetent` per cent of all valid
    ballots has not passed, whatever the mark.
    """

    grades: GradePoints
    categories: tuple[VoterCategory, ...]
    min_turnout: Percent
    rounding: Rounding
    category_rounding: Rounding | None = None
    max_incompetent: Percent | None = None
    pass_mark: Points | None = None
    clause: str = ""


class Criterion(Value, frozen=True, kw_only=True):
    """One thing judged (测评要素), and its maximum."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,20}$")]
    name: str
    maximum: Points


class TrimLevel(StrEnum):
    """On what the highest and lowest are dropped: each judge's total, or every criterion by itself.

    Judges (9, 4), (6, 8), (7, 9) on two criteria, one high and one low dropped: the totals 13, 14, 16 leave 14;
    criterion by criterion 7 and 8 are left, 15.
    """

    TOTAL = "total"
    CRITERION = "criterion"


class RoomMethod(StrEnum):
    """How marks of several rooms are made comparable (平衡系数): mark × G / A, A the mean of the room.

    mean_of_means (二次平均): G is the mean of the room means. overall (总体平均): G is the mean of all candidates.
    trimmed (去极值): `trim` highest and lowest are left out of G over all, and of each A.
    Rooms 80, 90 and 70, 75, 80, 95: means 85 and 80; mean_of_means 82.5/85 and 82.5/80; overall (490/6)/85 and (490/6)/80.
    """

    MEAN_OF_MEANS = "mean_of_means"
    OVERALL = "overall"
    TRIMMED = "trimmed"


class RoomRule(Value, frozen=True, kw_only=True):
    """Room coefficients: the method, the rounding of the means and of the coefficient (None: not rounded), the smallest
    room that may have one, and whether a balanced mark may exceed the full mark (`cap`: it is cut to it).
    """

    method: RoomMethod
    min_room: Annotated[int, msgspec.Meta(ge=1)]
    trim: Annotated[int, msgspec.Meta(ge=0)] = 0
    mean_rounding: Rounding | None = None
    coefficient_rounding: Rounding | None = None
    cap: bool = True
    clause: str = ""


class SpeechRule(Value, frozen=True, kw_only=True):
    """How judges' sheets become a speech mark: the highest and the lowest `trim` dropped at `trim_level`; the mean of
    the rest, rounded; then, with `rooms`, balanced among the rooms and rounded again. At least `min_judges` must have
    judged, and one sheet must be left after trimming.
    """

    criteria: tuple[Criterion, ...]
    min_judges: Annotated[int, msgspec.Meta(ge=1)]
    trim_high: Annotated[int, msgspec.Meta(ge=0)]
    trim_low: Annotated[int, msgspec.Meta(ge=0)]
    rounding: Rounding
    trim_level: TrimLevel = TrimLevel.TOTAL
    rooms: RoomRule | None = None
    pass_mark: Points | None = None
    clause: str = ""


class Adjustment(Value, frozen=True, kw_only=True):
    """A bonus or deduction item (加分、扣分): points each time, at most so many times. Deductions are negative."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,20}$")]
    name: str
    points: Annotated[Decimal, Within(-1000, 1000)]
    most: Annotated[int, msgspec.Meta(ge=1, le=100)] = 1


class AssessmentRule(Value, frozen=True, kw_only=True):
    """How an assessment form becomes a mark: the sum of its items, plus bonuses (together at most `max_bonus`) less
    deductions, between 0 and the full mark, rounded.
    """

    criteria: tuple[Criterion, ...]
    rounding: Rounding
    adjustments: tuple[Adjustment, ...] = ()
    max_bonus: Points | None = None
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


class DrawMethod(StrEnum):
    """How lots are drawn: by hand before witnesses (抓阄), or from values of public sources announced beforehand."""

    HAND = "hand"
    HASH = "hash"


class DrawRule(Value, frozen=True, kw_only=True):
    """How lots are drawn, said before there is anything to draw. A plan without it draws by hand."""

    method: DrawMethod
    clause: str = ""


class RankingGroup(StrEnum):
    """Who is ranked against whom: everybody on one board, each headcount kind on its own, or post by post.

    Post by post (post), people are compared only with those who listed the same post: a tie between two who share no
    post needs no draw.
    """

    ALL = "all"
    KIND = "kind"
    POST = "post"


class CompositeRule(Value, frozen=True, kw_only=True):
    """How the four measures become one score, and how scores become ranks. Weights are per cent and total 100.

    Each measure enters on its own scale of 100 points: mark × 100 / full mark. With `part_rounding` each measure's
    weighted part is rounded before the sum, with `scaled_rounding` the mark on 100 points before it is weighted. Marks
    81.25 of 100 (weight 30) and 90.5 (70): 24.375 + 63.35 = 87.725, or with parts to one place 24.4 + 63.4 = 87.8.
    """

    weights: dict[Measure, Percent]
    rounding: Rounding
    ties: tuple[TieBreak, ...]
    group: RankingGroup
    scaled_rounding: Rounding | None = None
    part_rounding: Rounding | None = None
    pass_mark: Points | None = None
    clause: str = ""


class Mechanism(StrEnum):
    """How ranks and choices become placements; fixed in the plan before any mark exists.

    rank_order (按名次选岗): in rank order each takes the first post on their own list that still has an opening.
    parallel (平行志愿): lists are cut into bands of `band` choices; inside a band the better rank wins, whatever the place
    on the list; a band is final before the next.
    first_choice (顺序志愿): first choices are filled for good, then second choices from what is left, and so on.
    deferred (双向择优, deferred acceptance): each post keeps the best by its own weights; who is refused goes on to the
    next post on the list, until nobody is refused.
    best_fit (人岗相适, 总体最优): the total of the scores by each post's weights is as large as can be; a higher score may be
    passed over, and the result says so.
    Three people ranked 90, 80, 70 list A B, A B and B A for one opening each: rank_order, parallel with band 2 and
    deferred give A and B to the first two; first_choice gives B to the third, who listed it first.
    """

    RANK_ORDER = "rank_order"
    PARALLEL = "parallel"
    FIRST_CHOICE = "first_choice"
    DEFERRED = "deferred"
    BEST_FIT = "best_fit"


class Avoidance(StrEnum):
    """Relatives (任职回避): no rule, not in one body, or not in one body where either of them leads.

    Leading is a leader's or a mid-level post (公务员法 2018 art. 74; 事业单位人事管理回避规定 2019 art. 6). The one who ranks
    behind gives way.
    """

    NONE = "none"
    SAME_BODY = "same_body"
    LED_BODY = "led_body"


class BelowRatio(StrEnum):
    """What becomes of a post with too few candidates: it is opened all the same, with fewer openings, or cancelled."""

    OPEN = "open"
    REDUCE = "reduce"
    CANCEL = "cancel"


class RatioRule(Value, frozen=True, kw_only=True):
    """Candidates per opening (开考比例): at least `least` eligible people must list a post for each opening.

    `least_score` is the composite below which nobody is placed in a post that was opened with fewer.
    Three openings, least 2, four candidates: open keeps 3, reduce 2, cancel 0.
    """

    least: Annotated[int, msgspec.Meta(ge=1, le=20)]
    below: BelowRatio
    least_score: Points | None = None
    clause: str = ""


class PostWeights(Value, frozen=True, kw_only=True):
    """Weights of the four measures for these posts, instead of the composite's. Per cent, together 100."""

    posts: tuple[str, ...]
    weights: dict[Measure, Percent]


class LowerQuota(Value, frozen=True, kw_only=True):
    """At least so many people in these posts together, if there are that many who can be (best_fit)."""

    posts: tuple[str, ...]
    least: Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class FitRule(Value, frozen=True, kw_only=True):
    """Side conditions of best_fit: at least `graduates_percent` of those placed have a bachelor's degree or more; lower
    quotas. Conditions that cannot all hold are listed with the act that could change them, never dropped silently.
    """

    graduates_percent: Percent | None = None
    quotas: tuple[LowerQuota, ...] = ()
    clause: str = ""


class PlacementRule(Value, frozen=True, kw_only=True):
    """The mechanism, fixed before any mark exists, and how many posts a person may list.

    `band` belongs to parallel, `post_weights` to deferred and best_fit, `fit` to best_fit.
    """

    mechanism: Mechanism
    max_choices: Annotated[int, msgspec.Meta(ge=1, le=100)]
    band: Annotated[int, msgspec.Meta(ge=1, le=100)] | None = None
    post_weights: tuple[PostWeights, ...] = ()
    avoidance: Avoidance = Avoidance.NONE
    ratio: RatioRule | None = None
    fit: FitRule | None = None
    clause: str = ""


class EligibilityRule(Value, frozen=True, kw_only=True):
    """Who may compete at all: appraisals of so many years at least competent (称职 / 合格), no running sanction.

    With `bar_after_sanction`, a sanction also bars for so many months from its first day, by its kind.
    """

    appraisal_years: Annotated[int, msgspec.Meta(ge=0, le=10)] = 0
    bar_sanctioned: bool = True
    across_kinds: bool = False
    bar_after_sanction: dict[SanctionKind, Annotated[int, msgspec.Meta(ge=0, le=600)]] = {}
    clause: str = ""


class NoticeRule(Value, frozen=True, kw_only=True):
    """Notice periods (公示) in working days, the posting day not counted."""

    score_days: Annotated[int, msgspec.Meta(ge=1, le=60)]
    appointment_days: Annotated[int, msgspec.Meta(ge=1, le=60)]
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
    draw: DrawRule | None = None
    contract: ContractRule | None = None
    claims: ClaimRule | None = None
