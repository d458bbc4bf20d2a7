"""The papers of a run: which boards, ledgers and working-outs it hands out, and under which file name."""

import msgspec

from dinggang.balance import BalanceSheet
from dinggang.balance.structure import structure
from dinggang.case import ActKind, Folder, effects, in_force, in_order, of_kind
from dinggang.documents import (
    Summary,
    Taken,
    Told,
    acts_sheet,
    balance_sheet,
    clearance_ledger,
    composite_working,
    eligibility_board,
    exit_ledger,
    findings_sheet,
    left_board,
    notice,
    outcome_ledger,
    placement_board,
    score_board,
    service_ledger,
    summary,
    summary_ledger,
    summary_text,
    why_board,
    working,
)
from dinggang.documents.derivations import (
    cleared_derivations,
    derivation_sheet,
    leaving_derivations,
    service_derivations,
)
from dinggang.documents.structuring import structure_sheet
from dinggang.procedure.outcomes import statements_of
from dinggang.procedure.placing import certificate_of
from dinggang.procedure.run import record
from dinggang.procedure.steps import ACT_WORDS
from dinggang.procedure.values import Run
from dinggang.sheets import Sheet, book


def papers(folder: Folder, done: Run) -> dict[str, bytes]:
    """File name → bytes, in the order of the reform. Only what has been decided; the same run, the same bytes."""
    books = _books(folder, done)
    organ = folder.case.plan.organ
    files = {name: book(_headed(organ, sheet) for sheet in sheets) for name, sheets in books.items()}
    files["正式行为.jsonl"] = record(done)
    case = in_force(folder.case)
    if done.results.placement is not None:
        certificate = certificate_of(case, effects(case.acts), done.results)
        if certificate is not None:
            files["定岗证明.json"] = certificate.encoded()
    made = report(folder, done)
    if made is not None:
        files["工作总结.txt"] = summary_text(made).encode()
        files["工作总结依据.xlsx"] = book(_headed(organ, sheet) for sheet in summary_ledger(made))
    return files


def _headed(organ: str, sheet: Sheet) -> Sheet:
    return msgspec.structs.replace(sheet, heading=f"{organ}机构改革{sheet.heading or sheet.title}")


def _books(folder: Folder, done: Run) -> dict[str, tuple[Sheet, ...]]:
    case, results, names = in_force(folder.case), done.results, folder.names
    acts, days = case.acts, case.plan.rules.notice
    books: dict[str, tuple[Sheet, ...]] = {
        "01-检查结果.xlsx": (
            findings_sheet([(r.title.zh, j.finding, j.lifted_by) for r in done.steps for j in r.judged]),
            acts_sheet([(ACT_WORDS[act.kind].zh, act) for act in in_order(folder.case).acts], names),
        )
    }
    if results.clearances is not None:
        books["02-清退台账.xlsx"] = (
            *clearance_ledger(results.clearances, names),
            derivation_sheet(cleared_derivations(results.clearances), internal=True),
        )
    if results.applicants is not None:
        books["03-资格审查.xlsx"] = (eligibility_board(results.applicants, case.posts, names),)
    if results.marks is not None:
        books["04-四项成绩.xlsx"] = tuple(working(m, scored, names) for m, scored in results.marks.items())
    if results.ranking is not None and results.composites is not None and results.marks is not None:
        books["05-排名榜.xlsx"] = (
            *score_board(
                case.plan,
                results.ranking,
                results.composites,
                results.marks,
                names,
                notice(of_kind(acts, ActKind.SCOREBOARD_PUBLISHED), days.score_days, "成绩、名次"),
            ),
            composite_working(case.plan, results.composites, names),
        )
    if results.placement is not None and results.ranking is not None:
        books["06-定岗结果.xlsx"] = (
            placement_board(
                case.plan,
                case.posts,
                results.placement,
                results.ranking,
                names,
                notice(of_kind(acts, ActKind.APPOINTMENTS_ANNOUNCED), days.appointment_days, "拟任职人员"),
            ),
            why_board(case.posts, results.placement, names),
            left_board(case.plan, case.posts, results.placement),
        )
    if results.exits is not None:
        books["07-分流台账.xlsx"] = (
            exit_ledger(case.plan, results.exits, names),
            derivation_sheet(leaving_derivations(results.exits), internal=True),
        )
    if results.statements is not None:
        bought = statements_of(case)
        books["08-购买服务台账.xlsx"] = (
            service_ledger(case.plan, bought),
            derivation_sheet(service_derivations(case.plan, case.purchases, bought), internal=False),
        )
    if results.outcomes is not None:
        books["09-去向台账.xlsx"] = outcome_ledger(
            case.plan, case.people, case.posts, results.outcomes, names
        )
    if results.balance is not None:
        books["10-平衡表.xlsx"] = (
            balance_sheet(results.balance),
            *([structure_sheet(structure(case, results.outcomes))] if results.outcomes is not None else []),
        )
    return books


def report(folder: Folder, done: Run) -> Summary | None:
    """The closing report with its claim ledger; None as long as not everyone has an outcome."""
    told = told_of(folder, done)
    return None if told is None else summary(told, additions=folder.additions)


def told_of(folder: Folder, done: Run) -> Told | None:
    """What the summary tells of; None as long as not everyone has an outcome."""
    results = done.results
    return None if results.outcomes is None or results.balance is None else told_so_far(folder, done)


def told_so_far(folder: Folder, done: Run) -> Told:
    """The same, with whatever has been decided: what pictures are drawn from on the way."""
    results = done.results
    return Told(
        case=in_force(folder.case),
        every_act=in_order(folder.case).acts,
        steps=tuple(
            Taken(title=r.title.zh, first=r.first_day, last=r.last_day, passed=r.passed)
            for r in done.steps
            if r.first_day is not None and r.last_day is not None
        ),
        outcomes=results.outcomes or (),
        sheet=results.balance or BalanceSheet(laws=(), findings=()),
        closed=done.closed,
        open_findings=tuple(sorted({j.finding.code for r in done.steps for j in r.judged if j.unexplained})),
        clearances=results.clearances or (),
        exits=results.exits or (),
        applicants=results.applicants,
        marks=results.marks,
        ranking=results.ranking,
        placement=results.placement,
        statements=results.statements or (),
    )
