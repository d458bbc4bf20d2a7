"""A small sound case, built in values, that tests bend one thing at a time."""

from datetime import date
from decimal import Decimal

import msgspec

from dinggang.basis import Rounding, RoundingMode
from dinggang.case import Act, ActKind, Case, Folder
from dinggang.exits import ExitChoice
from dinggang.groundwork import (
    Answer,
    Attendance,
    Channel,
    Concern,
    Disposition,
    Duty,
    Groundwork,
    GroupRole,
    Meeting,
    MeetingKind,
    Member,
    Opinion,
    Presence,
    Share,
    Talk,
    TalkForm,
)
from dinggang.marks import (
    AssessmentForm,
    EvaluationCount,
    ExamSheet,
    JudgeSheet,
    Question,
    QuestionKind,
    Sheets,
)
from dinggang.plan import (
    AssessmentRule,
    Before,
    Body,
    BodyKind,
    ChoicePolicy,
    CompositeRule,
    Criterion,
    Education,
    EligibilityRule,
    EvaluationRule,
    ExamRule,
    ExitRoute,
    ExitRule,
    Filling,
    GradePoints,
    Headcount,
    HeadcountKind,
    Measure,
    Mechanism,
    NoticeRule,
    PlacementRule,
    Plan,
    Plate,
    Post,
    RankingGroup,
    ReserveMode,
    Rules,
    ServiceLine,
    ServiceRule,
    Services,
    SpeechRule,
    Stratum,
    TieBreak,
    VoterCategory,
)
from dinggang.roster import Appraisal, Grade, Person, Sex, StaffKind
from dinggang.selection import Choices
from dinggang.services import Agreement, AwardMethod, Delivery, Payment, Purchases

ADMIN, INST = HeadcountKind.ADMINISTRATIVE, HeadcountKind.INSTITUTION
TWO = Rounding(mode=RoundingMode.HALF_UP, places=2)
D = Decimal


def rules() -> Rules:
    return Rules(
        exam=ExamRule(full_mark=D(100), multiple_choice=ChoicePolicy.EXACT, rounding=TWO),
        evaluation=EvaluationRule(
            grades=GradePoints(excellent=D(100), competent=D(80), basic=D(60), incompetent=D(40)),
            categories=(
                VoterCategory(id="A", name="领导", weight=D(40)),
                VoterCategory(id="B", name="一般", weight=D(60)),
            ),
            min_turnout=D(50),
            rounding=TWO,
        ),
        speech=SpeechRule(
            criteria=(Criterion(id="speech", name="演说", maximum=D(100)),),
            min_judges=3,
            trim_high=1,
            trim_low=1,
            rounding=TWO,
        ),
        assessment=AssessmentRule(
            criteria=(Criterion(id="work", name="实绩", maximum=D(100)),), rounding=TWO
        ),
        composite=CompositeRule(
            weights={
                Measure.EXAM: D(40),
                Measure.EVALUATION: D(30),
                Measure.SPEECH: D(20),
                Measure.ASSESSMENT: D(10),
            },
            rounding=TWO,
            ties=(TieBreak.EXAM, TieBreak.DRAW),
            group=RankingGroup.KIND,
        ),
        placement=PlacementRule(mechanism=Mechanism.RANK_ORDER, max_choices=3),
        eligibility=EligibilityRule(appraisal_years=1),
        notice=NoticeRule(score_days=5, appointment_days=5),
        exits=(
            ExitRule(route=ExitRoute.RETIRE, clause="第九条"),
            ExitRule(route=ExitRoute.CLEAR_TEMP, months_per_year=D(1), max_months=D(12), clause="第十条"),
        ),
        services=ServiceRule(max_term_months=12, direct_award=True, clause="第十二条"),
    )


def plan() -> Plan:
    """Administrative 6 with 1 in reserve and 2 leader posts; institution 4 with 1 in reserve. Reserve inside."""
    return Plan(
        title="测试镇机构改革方案",
        organ="测试镇",
        cutoff=date(2006, 10, 31),
        reserve_mode=ReserveMode.INSIDE,
        headcount={
            ADMIN: Headcount(approved=6, reserve=1, leader_posts=2, before=8),
            INST: Headcount(approved=4, reserve=1, before=7),
        },
        bodies=(
            Body(
                id="B01",
                name="党政办公室",
                kind=BodyKind.OFFICE,
                headcount_kind=ADMIN,
                headcount=3,
                approval="区编〔2006〕1号",
                plates=(Plate(id="N01", name="综治办公室"),),
            ),
            Body(
                id="B02",
                name="便民服务中心",
                kind=BodyKind.CENTRE,
                headcount_kind=INST,
                headcount=3,
                approval="区编〔2006〕1号",
            ),
        ),
        rules=rules(),
        services=Services(
            base_year=2005,
            base_total=D(1000),
            lines=(ServiceLine(id="S01", name="农技推广", purpose="农业", unit="亩", base_amount=D(1000)),),
        ),
        before=Before(bodies=4, staff=10),
    )


def post(number: int, kind: HeadcountKind, **changes: object) -> Post:
    values: dict[str, object] = {
        "id": f"O{number:02}",
        "name": f"岗位{number}",
        "body": "B01" if kind is ADMIN else "B02",
        "kind": kind,
        "stratum": Stratum.GENERAL,
        "filling": Filling.COMPETE,
    }
    return Post(**{**values, **changes})  # type: ignore[arg-type]  # a test bends any field


def posts() -> tuple[Post, ...]:
    """Two leader posts; three administrative openings and three institution openings to compete for."""
    leader = {"stratum": Stratum.LEADER, "filling": Filling.APPOINT, "body": ""}
    return (
        post(1, ADMIN, openings=2, **leader),
        post(2, ADMIN, openings=2),
        post(3, ADMIN),
        post(4, INST, openings=2),
        post(5, INST),
    )


def person(number: int, kind: StaffKind, **changes: object) -> Person:
    values: dict[str, object] = {
        "id": f"P{number:02}",
        "sex": Sex.MALE,
        "birth": date(1970, 1, number),
        "kind": kind,
        "stratum": Stratum.GENERAL,
        "education": Education.COLLEGE,
        "work_start": date(1990, 7, 1),
        "appraisals": (Appraisal(year=2005, grade=Grade.COMPETENT),),
        "confirmed": True,
    }
    return Person(**{**values, **changes})  # type: ignore[arg-type]  # a test bends any field


def people() -> tuple[Person, ...]:
    """P01, P02 lead; P03–P05 administrative; P06–P08 institution; P09 retires; P10 is temporary."""
    administrative, institution = StaffKind.ADMINISTRATIVE, StaffKind.INSTITUTION
    return (
        person(1, administrative, stratum=Stratum.LEADER),
        person(2, administrative, stratum=Stratum.LEADER),
        *(person(n, administrative) for n in (3, 4, 5)),
        *(person(n, institution) for n in (6, 7, 8)),
        person(9, institution, birth=date(1946, 3, 9), work_start=date(1966, 1, 1)),
        person(
            10,
            StaffKind.TEMPORARY,
            hired=date(2004, 10, 31),
            monthly_wage=D(500),
            work_start=date(2004, 10, 31),
        ),
    )


COMPETING = ("P03", "P04", "P05", "P06", "P07", "P08")


def sheets() -> Sheets:
    """Exam marks 100, 90 … 50; everything else equal: evaluation 100, speech 80, assessment 90."""
    questions = tuple(
        Question(id=f"Q{n:02}", kind=QuestionKind.SINGLE, key="A", value=D(10)) for n in range(1, 11)
    )
    return Sheets(
        questions=questions,
        exam=tuple(
            ExamSheet(
                person=p, answers={q.id: "A" if i < 10 - wrong else "B" for i, q in enumerate(questions)}
            )
            for wrong, p in enumerate(COMPETING)
        ),
        evaluation=tuple(
            EvaluationCount(
                person=p,
                category=c,
                issued=10,
                returned=10,
                excellent=10,
                competent=0,
                basic=0,
                incompetent=0,
            )
            for p in COMPETING
            for c in "AB"
        ),
        speech=tuple(
            JudgeSheet(judge=f"J{n}", person=p, marks={"speech": D(mark)})
            for p in COMPETING
            for n, mark in ((1, 70), (2, 80), (3, 90))
        ),
        assessment=tuple(AssessmentForm(person=p, marks={"work": D(90)}) for p in COMPETING),
    )


DAYS: tuple[tuple[ActKind, date], ...] = (
    (ActKind.GROUP_ESTABLISHED, date(2006, 9, 11)),
    (ActKind.PLAN_ADOPTED, date(2006, 9, 20)),
    (ActKind.PLAN_APPROVED, date(2006, 9, 25)),
    (ActKind.ROSTER_FROZEN, date(2006, 9, 29)),
    (ActKind.CLEARANCE_CLOSED, date(2006, 10, 30)),
    (ActKind.MOBILISATION_HELD, date(2006, 11, 2)),
    (ActKind.POSTS_ANNOUNCED, date(2006, 11, 6)),
    (ActKind.APPLICATIONS_CLOSED, date(2006, 11, 10)),
    (ActKind.PAPER_SEALED, date(2006, 11, 13)),
    (ActKind.SHEETS_SEALED, date(2006, 11, 16)),
    (ActKind.TALLY_PROVED, date(2006, 11, 16)),
    (ActKind.SCOREBOARD_PUBLISHED, date(2006, 11, 17)),
    (ActKind.RANKING_FINAL, date(2006, 11, 27)),
    (ActKind.PLACEMENT_DECIDED, date(2006, 11, 27)),
    (ActKind.APPOINTMENTS_ANNOUNCED, date(2006, 11, 28)),
    (ActKind.APPOINTMENTS_MADE, date(2006, 12, 6)),
    (ActKind.EXITS_GRANTED, date(2006, 12, 6)),
    (ActKind.AGREEMENTS_SIGNED, date(2006, 12, 20)),
    (ActKind.SUMMARY_ADOPTED, date(2006, 12, 28)),
    (ActKind.CASE_CLOSED, date(2006, 12, 29)),
)


def acts() -> tuple[Act, ...]:
    return (
        *(
            Act(id=f"A{n:02}", kind=kind, day=day, by="镇党委", number="某委〔2006〕1号", reason="按方案办理")
            for n, (kind, day) in enumerate(DAYS, start=1)
        ),
        explained("A90", "X9", date(2006, 12, 19)),
    )


def explained(act: str, code: str, day: date) -> Act:
    return Act(
        id=act, kind=ActKind.FINDING_EXPLAINED, day=day, by="镇党委", lifts=(code,), reason="已研究说明"
    )


def purchases() -> Purchases:
    """1,000 yuan for 500 mu at 2 yuan; 100 mu delivered and accepted, 200 yuan paid."""
    return Purchases(
        agreements=(
            Agreement(
                id="C01",
                line="S01",
                supplier="农工商公司",
                purpose="农业",
                year=2007,
                quantity=D(500),
                unit="亩",
                unit_price=D(2),
                amount=D(1000),
                start=date(2007, 1, 1),
                end=date(2007, 12, 31),
                signed=date(2006, 12, 20),
                method=AwardMethod.TENDER,
            ),
        ),
        deliveries=(
            Delivery(
                id="V01",
                agreement="C01",
                day=date(2007, 3, 31),
                quantity=D(100),
                accepted=D(100),
                accepted_by=("经办", "复核"),
                evidence="验收单1",
            ),
        ),
        payments=(Payment(id="Y01", agreement="C01", day=date(2007, 4, 5), amount=D(200)),),
    )


def exits() -> tuple[ExitChoice, ...]:
    """P09 retires at 60; P10 is cleared after two years to the day: two monthly wages of 500."""
    return (
        ExitChoice(
            person="P09", route=ExitRoute.RETIRE, last_day=date(2006, 11, 30), approved=date(2006, 11, 20)
        ),
        ExitChoice(
            person="P10",
            route=ExitRoute.CLEAR_TEMP,
            last_day=date(2006, 10, 30),
            approved=date(2006, 10, 9),
            paid=D(1000),
            signed=date(2006, 10, 30),
        ),
    )


def groundwork() -> Groundwork:
    """A group of two, one opinion taken, duties of both bodies, a rally that one missed and was told of later."""
    rally, meeting = date(2006, 11, 2), date(2006, 9, 20)
    return Groundwork(
        members=(
            Member(person="P01", role=GroupRole.HEAD, duty="全面负责"),
            Member(person="P02", role=GroupRole.MEMBER, duty="考试、测评"),
        ),
        opinions=(
            Opinion(
                id="Y01",
                day=date(2006, 9, 18),
                channel=Channel.FORUM,
                source="机关干部座谈会",
                part="定岗办法",
                text="建议同分的先比考试成绩。",
                disposition=Disposition.TAKEN,
                reply="已写入方案第七条。",
            ),
        ),
        duties=(
            Duty(id="Z01", function="文秘档案", body="B01", share=Share.LEAD, former="办公室"),
            Duty(id="Z02", function="农技推广", body="B02", share=Share.LEAD),
        ),
        answers=(
            Answer(
                id="W01", day=rally, question="落选的怎么办？", answer="参加第二轮补报。", basis="方案第七条"
            ),
        ),
        meetings=(
            Meeting(
                id="H01",
                kind=MeetingKind.PARTY,
                day=meeting,
                topic="研究方案",
                chair="P01",
                recorder="P02",
                due=2,
            ),
            Meeting(id="H02", kind=MeetingKind.RALLY, day=rally, place="镇礼堂", topic="动员", chair="P01"),
        ),
        attendance=(
            *(
                Attendance(person=p, meeting="H01", day=meeting, presence=Presence.PRESENT)
                for p in ("P01", "P02")
            ),
            *(
                Attendance(
                    person=p.id,
                    meeting="H02",
                    day=rally,
                    presence=Presence.LEAVE if p.id == COMPETING[-1] else Presence.PRESENT,
                )
                for p in people()
                if p.kind.headcount is not None
            ),
            Attendance(person=COMPETING[-1], meeting="H02", day=date(2006, 11, 3), presence=Presence.MADE_UP),
        ),
        talks=(
            Talk(
                person=COMPETING[0],
                day=date(2006, 11, 4),
                by="P01",
                form=TalkForm.ALONE,
                concern=Concern.POST,
                settled=True,
            ),
        ),
    )


def case() -> Case:
    return Case(
        plan=plan(),
        posts=posts(),
        people=people(),
        sheets=sheets(),
        choices=(
            *(Choices(person=p, posts=("O02", "O03")) for p in COMPETING[:3]),
            *(Choices(person=p, posts=("O04", "O05")) for p in COMPETING[3:]),
        ),
        exits=exits(),
        purchases=purchases(),
        groundwork=groundwork(),
        acts=acts(),
    )


def folder(value: Case | None = None) -> Folder:
    return Folder(case=value or case(), names={}, places={}, digests={})


def bend(value: Case, **changes: object) -> Case:
    return msgspec.structs.replace(value, **changes)
