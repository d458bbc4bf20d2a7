"""Which official documents a run has, for whom each is, and why others are left out."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

import msgspec

from dinggang.basis import Finding, Problem, Refusal, Where, Words
from dinggang.case import ActKind, Folder
from dinggang.documents import Summary
from dinggang.documents.official import (
    allotting,
    applying,
    balloting,
    buying,
    clearing,
    closing,
    competing,
    counting,
    establishing,
    grounding,
    meeting,
    method,
    moods,
    outcomes,
    people,
    placing,
    preparing,
    refusing,
    scoring,
)
from dinggang.documents.official.saying import Made
from dinggang.documents.official.values import Document
from dinggang.documents.privacy import Audience, check_privacy
from dinggang.documents.told import Told
from dinggang.documents.words import Names
from dinggang.procedure.papers import report, told_so_far
from dinggang.procedure.values import Run

Maker = Callable[[Told, Names], Made]


class Kind(NamedTuple):
    """A kind of document: the name by which it is asked for, its file's, who reads it, what makes it, and which
    spreadsheets of the run hold the same as a table.
    """

    slug: str
    file: str
    audience: Audience
    make: Maker | None
    books: tuple[str, ...] = ()


_P, _I, _O = Audience.POSTED, Audience.PERSONAL, Audience.OFFICE

KINDS: tuple[Kind, ...] = (
    Kind("founding", "01-成立领导小组的通知", _P, grounding.founding_notice),
    Kind("members", "02-领导小组成员分工", _P, grounding.member_duties),
    Kind("opinions", "03-征求意见采纳情况表", _O, grounding.opinion_ledger),
    Kind("plan", "04-改革方案", _O, preparing.plan_document),
    Kind("request", "05-报请审批方案的请示", _O, preparing.approval_request),
    Kind("filing", "06-机构设置和人员编制申报表", _O, establishing.filing_form),
    Kind("issued", "07-编制下达文件登记表", _O, establishing.issued_register),
    Kind("headcount", "08-机构编制和领导职数台账", _O, allotting.headcount_ledger, ("10-平衡表.xlsx",)),
    Kind("duties", "09-职责分工表", _O, grounding.duty_lists),
    Kind("roster", "10-花名册个人信息核对表", _I, people.roster_confirmation),
    Kind("clearance", "11-清退人员花名册", _O, clearing.clearance_roster, ("02-清退台账.xlsx",)),
    Kind("settlement", "12-清退结算单", _I, people.settlements, ("02-清退台账.xlsx",)),
    Kind("signin", "13-动员大会签到表", _O, meeting.sign_in),
    Kind("mobilisation", "14-动员情况", _O, meeting.mobilisation),
    Kind("answers", "15-政策问答", _P, grounding.policy_answers),
    Kind("talks", "16-谈话记录单", _I, meeting.talk_records),
    Kind("concerns", "17-思想动态分析", _O, moods.concerns),
    Kind("method", "18-竞争上岗办法（定岗办法）", _P, method.method_document),
    Kind("posts", "19-竞争上岗公告", _P, competing.post_notice),
    Kind("application", "20-竞争上岗报名表", _I, applying.applications),
    Kind("treatment", "21-分流待遇测算表", _I, people.treatments, ("07-分流台账.xlsx",)),
    Kind("eligibility", "22-资格审查结果公告", _P, competing.eligibility_board, ("03-资格审查.xlsx",)),
    Kind("ineligible", "23-资格审查结果告知书", _I, refusing.ineligible_notices),
    Kind("ballots", "24-民主测评票", _O, balloting.ballots),
    Kind("judges", "25-演说评分表", _O, competing.judge_sheets),
    Kind("assessors", "26-组织考核表", _O, competing.assessor_sheets),
    Kind("tally", "27-民主测评结果汇总表", _O, balloting.tally),
    Kind("marks", "28-竞争上岗成绩册", _O, scoring.mark_book),
    Kind("board", "29-排名榜", _P, competing.score_board, ("05-排名榜.xlsx",)),
    Kind("wall", "30-排名榜（张贴大字）", _P, competing.wall_board),
    Kind("objection", "31-异议处理决定", _I, placing.objections),
    Kind("why", "32-名次说明", _I, people.why_ranks),
    Kind("notice", "33-任前公示", _P, placing.appointment_notice, ("06-定岗结果.xlsx",)),
    Kind("appointment", "34-任职聘用通知", _P, placing.appointments),
    Kind("form", "35-任免审批表", _I, placing.appointment_forms),
    Kind("contract", "36-聘用合同", _I, placing.contracts),
    Kind("bodies", "37-定岗花名册", _O, outcomes.body_rosters),
    Kind("agreement", "38-服务委托协议", _O, buying.agreements),
    Kind("acceptance", "39-服务验收付款台账", _O, buying.acceptance_ledger, ("08-购买服务台账.xlsx",)),
    Kind("outcomes", "40-人员去向台账", _O, outcomes.outcome_ledger, ("09-去向台账.xlsx",)),
    Kind("minutes", "41-会议纪要", _O, meeting.minutes),
    Kind("statistics", "42-机构改革情况统计表", _O, counting.statistics_tables),
    Kind("summary", "43-工作总结", _O, None, ("工作总结依据.xlsx",)),
    Kind("report", "44-工作总结（报送稿）", _O, None),
)


ISSUED_BY: Mapping[str, ActKind] = {
    "founding": ActKind.GROUP_ESTABLISHED,
    "members": ActKind.GROUP_ESTABLISHED,
    "opinions": ActKind.PLAN_ADOPTED,
    "plan": ActKind.PLAN_ADOPTED,
    "request": ActKind.PLAN_ADOPTED,
    "filing": ActKind.PLAN_ADOPTED,
    "issued": ActKind.PLAN_APPROVED,
    "headcount": ActKind.PLAN_APPROVED,
    "duties": ActKind.PLAN_APPROVED,
    "roster": ActKind.ROSTER_FROZEN,
    "clearance": ActKind.CLEARANCE_CLOSED,
    "settlement": ActKind.CLEARANCE_CLOSED,
    "signin": ActKind.MOBILISATION_HELD,
    "mobilisation": ActKind.MOBILISATION_HELD,
    "answers": ActKind.MOBILISATION_HELD,
    # Talks go on to the end.
    "talks": ActKind.SUMMARY_ADOPTED,
    "concerns": ActKind.MOBILISATION_HELD,
    "method": ActKind.POSTS_ANNOUNCED,
    "posts": ActKind.POSTS_ANNOUNCED,
    "application": ActKind.APPLICATIONS_CLOSED,
    "treatment": ActKind.EXITS_GRANTED,
    "eligibility": ActKind.APPLICATIONS_CLOSED,
    "ineligible": ActKind.APPLICATIONS_CLOSED,
    "ballots": ActKind.TALLY_PROVED,
    "judges": ActKind.SHEETS_SEALED,
    "assessors": ActKind.SHEETS_SEALED,
    "tally": ActKind.TALLY_PROVED,
    "marks": ActKind.SCOREBOARD_PUBLISHED,
    "board": ActKind.SCOREBOARD_PUBLISHED,
    "wall": ActKind.SCOREBOARD_PUBLISHED,
    "objection": ActKind.RANKING_FINAL,
    "why": ActKind.RANKING_FINAL,
    "notice": ActKind.APPOINTMENTS_ANNOUNCED,
    "appointment": ActKind.APPOINTMENTS_MADE,
    "form": ActKind.APPOINTMENTS_MADE,
    "contract": ActKind.APPOINTMENTS_MADE,
    "bodies": ActKind.APPOINTMENTS_MADE,
    "agreement": ActKind.AGREEMENTS_SIGNED,
    "acceptance": ActKind.PAYMENTS_MADE,
    "outcomes": ActKind.SUMMARY_ADOPTED,
    "minutes": ActKind.SUMMARY_ADOPTED,
    "statistics": ActKind.SUMMARY_ADOPTED,
    "summary": ActKind.SUMMARY_ADOPTED,
    "report": ActKind.SUMMARY_ADOPTED,
}
"""The act that issues each kind of document, and whose entry carries its digest."""


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one kind: its documents, or why there are none. `findings` stop it from being issued."""

    kind: Kind
    documents: tuple[Document, ...] = ()
    left_out: Words | None = None
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def stopped(self) -> bool:
        return bool(self.findings or self.problems)

    @property
    def told(self) -> tuple[tuple[str, Words, Words], ...]:
        """Everything that stops it: code, or "" for what was refused; words; cure."""
        return (
            *((f.code, f.words, f.cure) for f in self.findings),
            *(("", p.words, p.cure) for p in self.problems),
        )


def issues(
    folder: Folder, done: Run, only: frozenset[str] = frozenset(), person: str = ""
) -> Iterator[Issue]:
    """Every kind of document of the run in the order of the reform, one at a time.

    `only` names the kinds wanted (all when empty), `person` the one whose sheets are. A kind whose text breaks the
    privacy rule, or that cannot be worded (no calendar for its notice period), is returned as stopped: the others stand.
    """
    told = told_so_far(folder, done)
    summed = cache(partial(report, folder, done))
    known: Mapping[str, str] = folder.names
    for kind in KINDS:
        if only and kind.slug not in only:
            continue
        try:
            made = _made(kind, told, known, summed)
        except Refusal as refusal:
            yield Issue(kind=kind, problems=refusal.problems)
            continue
        if isinstance(made, Words):
            yield Issue(kind=kind, left_out=made)
            continue
        wanted = tuple(d for d in made if not person or d.about == person)
        if not wanted:
            yield Issue(kind=kind, left_out=_nothing_about(person))
            continue
        findings = tuple(f for d in wanted for f in check_privacy(d, kind.audience, told.people, known))
        yield Issue(kind=kind, documents=wanted, findings=findings)


def _made(kind: Kind, told: Told, names: Names, summed: Callable[[], Summary | None]) -> Made:
    return _SUMMED[kind.slug](told, summed()) if kind.make is None else kind.make(told, names)


_SUMMED = {"summary": closing.summary_document, "report": closing.report_document}


def _nothing_about(person: str) -> Words:
    return Words(zh=f"没有{person}本人的一份。", en=f"There is none about {person}.")


def check_kinds(asked: frozenset[str]) -> None:
    """Raises Refusal for kinds that there are not."""
    known = {kind.slug for kind in KINDS}
    wrong = sorted(asked - known)
    if wrong:
        names = "、".join(f"{k.slug}（{k.file[3:]}）" for k in KINDS)
        raise Refusal(
            [
                Problem(
                    where=Where(file="--only"),
                    words=Words(
                        zh=f"没有这种文件：{'、'.join(wrong)}。", en=f"No such document: {', '.join(wrong)}."
                    ),
                    cure=Words(zh=f"可以选：{names}。", en=f"Choose from: {', '.join(sorted(known))}."),
                )
            ]
        )
