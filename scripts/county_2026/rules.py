"""The rules of every step, with today's law where there is one and the county's own document where there is none."""

from datetime import date
from decimal import Decimal

from county_2026.posts import Town
from dinggang.basis import Rounding, RoundingMode
from dinggang.plan import (
    Adjustment,
    AssessmentRule,
    Avoidance,
    ChoicePolicy,
    CompositeRule,
    Criterion,
    DeductionRule,
    DrawMethod,
    DrawRule,
    EligibilityRule,
    Equidistant,
    EssayRule,
    EvaluationRule,
    ExamRule,
    ExitRoute,
    ExitRule,
    Filling,
    GradeDeduction,
    GradePoints,
    Measure,
    Mechanism,
    NoticeRule,
    PlacementRule,
    PostWeights,
    RankingGroup,
    RoomMethod,
    RoomRule,
    Rules,
    RuleSource,
    ServiceRule,
    SpeechRule,
    Stratum,
    ThirdRule,
    TieBreak,
    VoidPolicy,
    VoterCategory,
)

D = Decimal
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
FOUR = Rounding(mode=RoundingMode.HALF_UP, places=4)
MAX_CHOICES = 5


def county_rules(towns: tuple[Town, ...]) -> Rules:
    return Rules(
        exam=_exam(),
        evaluation=EvaluationRule(
            grades=GradePoints(excellent=D(100), competent=D(80), basic=D(60), incompetent=D(40)),
            categories=(
                VoterCategory(id="A", name="领导班子成员", weight=D(40)),
                VoterCategory(id="B", name="中层干部", weight=D(30)),
                VoterCategory(id="C", name="一般工作人员", weight=D(30)),
            ),
            min_turnout=D(80),
            rounding=TWO,
            clause="方案第十三条",
        ),
        speech=_speech(),
        assessment=_assessment(),
        composite=CompositeRule(
            weights={
                Measure.EXAM: D(35),
                Measure.EVALUATION: D(25),
                Measure.SPEECH: D(20),
                Measure.ASSESSMENT: D(20),
            },
            rounding=TWO,
            ties=(
                TieBreak.EXAM,
                TieBreak.EVALUATION,
                TieBreak.SPEECH,
                TieBreak.SERVICE_YEARS,
                TieBreak.DRAW,
            ),
            group=RankingGroup.KIND,
            pass_mark=D(60),
            clause="方案第十六条",
        ),
        placement=_placement(towns),
        eligibility=EligibilityRule(appraisal_years=2, bar_sanctioned=True, clause="方案第十一条"),
        notice=NoticeRule(score_days=5, appointment_days=5, clause="方案第十七、十九条"),
        exits=county_exit_rules(),
        services=ServiceRule(
            max_term_months=12,
            direct_award=True,
            max_raise_percent=D(10),
            deductions=DeductionRule(
                grades=(
                    GradeDeduction(grade="优", percent=D(0)),
                    GradeDeduction(grade="良", percent=D(3)),
                    GradeDeduction(grade="合格", percent=D(8)),
                ),
                late_percent=D("0.5"),
                late_cap=D(10),
                rounding=TWO,
                clause="方案第三十一条",
            ),
            clause="方案第三十条",
        ),
        draw=DrawRule(method=DrawMethod.HASH, clause="方案第十六条"),
    )


def _exam() -> ExamRule:
    return ExamRule(
        full_mark=D(100),
        multiple_choice=ChoicePolicy.PARTIAL,
        rounding=TWO,
        void=VoidPolicy.EVERYONE,
        essays=EssayRule(
            threshold_percent=D(20),
            strict=False,
            third=ThirdRule.NEAREST,
            equidistant=Equidistant.MEAN,
            rounding=TWO,
            clause="方案第十二条",
        ),
        clause="方案第十二条",
    )


def _speech() -> SpeechRule:
    return SpeechRule(
        criteria=(
            Criterion(id="content", name="岗位认识", maximum=D(40)),
            Criterion(id="ability", name="履职思路", maximum=D(40)),
            Criterion(id="manner", name="语言表达", maximum=D(20)),
        ),
        min_judges=5,
        trim_high=1,
        trim_low=1,
        rounding=TWO,
        rooms=RoomRule(
            method=RoomMethod.OVERALL,
            min_room=5,
            mean_rounding=TWO,
            coefficient_rounding=FOUR,
            clause="方案第十四条",
        ),
        clause="方案第十四条",
    )


def _assessment() -> AssessmentRule:
    return AssessmentRule(
        criteria=(
            Criterion(id="appraisals", name="近三年年度考核", maximum=D(30)),
            Criterion(id="work", name="工作实绩", maximum=D(40)),
            Criterion(id="conduct", name="作风纪律", maximum=D(20)),
        ),
        rounding=TWO,
        adjustments=(
            Adjustment(id="village", name="驻村工作满两年", points=D(4)),
            Adjustment(id="honour", name="县级以上表彰", points=D(2), most=3),
            Adjustment(id="late", name="通报批评", points=D(-3), most=2),
        ),
        max_bonus=D(10),
        clause="方案第十五条",
    )


def _placement(towns: tuple[Town, ...]) -> PlacementRule:
    """Mid-level posts weigh speech and ballot more than the rest does."""
    mid = tuple(
        p.id
        for town in towns
        for p in town.posts
        if p.stratum is Stratum.MID and p.filling is Filling.COMPETE
    )
    weights = {
        Measure.EXAM: D(25),
        Measure.EVALUATION: D(30),
        Measure.SPEECH: D(30),
        Measure.ASSESSMENT: D(15),
    }
    return PlacementRule(
        mechanism=Mechanism.DEFERRED,
        max_choices=MAX_CHOICES,
        post_weights=(PostWeights(posts=mid, weights=weights),),
        avoidance=Avoidance.LED_BODY,
        clause="方案第十八条",
    )


def _source(clause: str) -> RuleSource:
    return RuleSource(
        title="岚泽县乡镇机构改革人员分流办法",
        number="岚政办发〔2026〕11号",
        issued=date(2026, 3, 25),
        clause=clause,
    )


def county_exit_rules() -> tuple[ExitRule, ...]:
    wages = {"average_wage": D(7850), "minimum_wage": D(2000)}
    return (
        ExitRule(route=ExitRoute.RETIRE, clause="第二十条"),
        ExitRule(route=ExitRoute.RETIRE_EARLY, clause="第二十一条"),
        ExitRule(route=ExitRoute.RETIRE_SICK, clause="第二十二条"),
        ExitRule(
            route=ExitRoute.RETIRE_INTERNAL,
            max_years_left=5,
            keeps_headcount=False,
            monthly_percent=D(85),
            source=_source("第六条"),
            clause="第二十三条",
        ),
        ExitRule(
            route=ExitRoute.YIELD,
            max_years_left=3,
            keeps_headcount=True,
            monthly_percent=D(100),
            source=_source("第七条"),
            clause="第二十四条",
        ),
        ExitRule(route=ExitRoute.DIVERT_COMPANY, clause="第二十五条"),
        ExitRule(route=ExitRoute.DIVERT_OTHER, clause="第二十六条"),
        ExitRule(route=ExitRoute.CLEAR_TEMP, months_per_year=D(1), clause="第二十七条", **wages),
        ExitRule(route=ExitRoute.CLEAR_OWN, months_per_year=D(1), clause="第二十八条", **wages),
    )
