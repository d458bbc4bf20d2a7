"""The steps and what each needs: a graph with dated gates, not a chain."""

from dinggang.basis import Words
from dinggang.case import ActKind
from dinggang.procedure.values import Step, StepId

ACT_WORDS: dict[ActKind, Words] = {
    ActKind.GROUP_ESTABLISHED: Words(zh="成立领导小组", en="leading group established"),
    ActKind.OFFICE_ESTABLISHED: Words(zh="成立改革办", en="reform office established"),
    ActKind.PLAN_ADOPTED: Words(zh="通过方案", en="plan adopted"),
    ActKind.PLAN_APPROVED: Words(zh="批复方案", en="plan approved"),
    ActKind.ROSTER_FROZEN: Words(zh="锁定花名册", en="roster frozen"),
    ActKind.MOBILISATION_HELD: Words(zh="召开动员大会", en="mobilisation held"),
    ActKind.CLEARANCE_CLOSED: Words(zh="清退完结", en="clearance closed"),
    ActKind.POSTS_ANNOUNCED: Words(zh="公布岗位", en="posts announced"),
    ActKind.APPLICATIONS_CLOSED: Words(zh="报名截止", en="applications closed"),
    ActKind.PAPER_SEALED: Words(zh="封存试卷", en="paper sealed"),
    ActKind.SHEETS_SEALED: Words(zh="封存评分表", en="sheets sealed"),
    ActKind.TALLY_PROVED: Words(zh="测评计票确认", en="tally proved"),
    ActKind.SCOREBOARD_PUBLISHED: Words(zh="张榜公布成绩", en="scoreboard published"),
    ActKind.OBJECTION_DECIDED: Words(zh="异议处理", en="objection decided"),
    ActKind.DRAW_HELD: Words(zh="抽签", en="draw held"),
    ActKind.RANKING_FINAL: Words(zh="排名确定", en="ranking final"),
    ActKind.PLACEMENT_DECIDED: Words(zh="定岗决定", en="placement decided"),
    ActKind.APPOINTMENTS_ANNOUNCED: Words(zh="任职公示", en="appointments announced"),
    ActKind.APPOINTMENTS_MADE: Words(zh="任职聘用", en="appointments made"),
    ActKind.EXITS_GRANTED: Words(zh="批准分流", en="exits granted"),
    ActKind.AGREEMENTS_SIGNED: Words(zh="签订委托协议", en="agreements signed"),
    ActKind.DELIVERIES_ACCEPTED: Words(zh="服务验收", en="deliveries accepted"),
    ActKind.PAYMENTS_MADE: Words(zh="服务付款", en="payments made"),
    ActKind.SUMMARY_ADOPTED: Words(zh="通过总结", en="summary adopted"),
    ActKind.CASE_CLOSED: Words(zh="改革办结", en="case closed"),
    ActKind.RESERVE_RELEASED: Words(zh="动用预留编制", en="reserve released"),
    ActKind.POST_CONCURRENT: Words(zh="确定兼岗", en="posts declared concurrent"),
    ActKind.POST_APPOINTED: Words(zh="组织任命", en="organisational appointment"),
    ActKind.POST_KEPT_VACANT: Words(zh="岗位空缺", en="posts kept vacant"),
    ActKind.FINDING_EXPLAINED: Words(zh="说明事项", en="finding explained"),
}

STEPS: tuple[Step, ...] = (
    Step(
        id=StepId.ESTABLISH,
        title=Words(zh="成立机构", en="Establish"),
        acts=(ActKind.GROUP_ESTABLISHED,),
        may=(ActKind.OFFICE_ESTABLISHED,),
    ),
    Step(
        id=StepId.PLAN,
        title=Words(zh="方案报批", en="Plan"),
        acts=(ActKind.PLAN_ADOPTED, ActKind.PLAN_APPROVED),
        needs=(StepId.ESTABLISH,),
    ),
    Step(
        id=StepId.ROSTER,
        title=Words(zh="锁定花名册", en="Roster"),
        acts=(ActKind.ROSTER_FROZEN,),
        needs=(StepId.ESTABLISH,),
    ),
    Step(
        id=StepId.CLEAR,
        title=Words(zh="清退临时和自用人员", en="Clear temporary staff"),
        acts=(ActKind.CLEARANCE_CLOSED,),
        needs=(StepId.PLAN, StepId.ROSTER),
    ),
    Step(
        id=StepId.MOBILISE,
        title=Words(zh="宣传发动", en="Mobilise"),
        acts=(ActKind.MOBILISATION_HELD,),
        needs=(StepId.PLAN,),
    ),
    Step(
        id=StepId.ANNOUNCE,
        title=Words(zh="公布岗位和报名", en="Announce posts"),
        acts=(ActKind.POSTS_ANNOUNCED, ActKind.APPLICATIONS_CLOSED),
        may=(
            ActKind.RESERVE_RELEASED,
            ActKind.POST_CONCURRENT,
            ActKind.POST_APPOINTED,
            ActKind.POST_KEPT_VACANT,
        ),
        needs=(StepId.PLAN, StepId.ROSTER, StepId.MOBILISE),
        gate=ActKind.POSTS_ANNOUNCED,
    ),
    Step(
        id=StepId.MEASURE,
        title=Words(zh="四项测评", en="Measure"),
        acts=(ActKind.PAPER_SEALED, ActKind.SHEETS_SEALED, ActKind.TALLY_PROVED),
        needs=(StepId.ANNOUNCE,),
    ),
    Step(
        id=StepId.RANK,
        title=Words(zh="排名张榜", en="Rank"),
        acts=(ActKind.SCOREBOARD_PUBLISHED, ActKind.RANKING_FINAL),
        may=(ActKind.OBJECTION_DECIDED, ActKind.DRAW_HELD),
        needs=(StepId.MEASURE,),
    ),
    Step(
        id=StepId.PLACE,
        title=Words(zh="定岗", en="Place"),
        acts=(ActKind.PLACEMENT_DECIDED, ActKind.APPOINTMENTS_ANNOUNCED, ActKind.APPOINTMENTS_MADE),
        needs=(StepId.RANK,),
    ),
    Step(
        id=StepId.DIVERT,
        title=Words(zh="人员分流", en="Divert"),
        acts=(ActKind.EXITS_GRANTED,),
        needs=(StepId.ROSTER, StepId.MOBILISE),
    ),
    Step(
        id=StepId.SERVICES,
        title=Words(zh="购买服务", en="Buy services"),
        acts=(ActKind.AGREEMENTS_SIGNED,),
        may=(ActKind.DELIVERIES_ACCEPTED, ActKind.PAYMENTS_MADE),
        needs=(StepId.PLAN,),
    ),
    Step(
        id=StepId.SUM_UP,
        title=Words(zh="总结办结", en="Sum up"),
        acts=(ActKind.SUMMARY_ADOPTED, ActKind.CASE_CLOSED),
        may=(ActKind.FINDING_EXPLAINED,),
        needs=(StepId.CLEAR, StepId.PLACE, StepId.DIVERT, StepId.SERVICES),
    ),
)
