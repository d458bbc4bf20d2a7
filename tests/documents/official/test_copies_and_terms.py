"""Who gets a copy of what goes out, and how long a contract runs."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.basis import add_months
from dinggang.case import Act, ActKind
from dinggang.documents.official.placing import last_day
from dinggang.documents.official.values import Document, texts
from dinggang.plan import ContractRule
from dinggang.procedure import run
from dinggang.procedure.printing import issues


def papers(slug: str, **changes: object) -> tuple[Document, ...]:
    folder = build.folder(build.bend(build.case(), **changes))
    (issue,) = issues(folder, run(folder), frozenset({slug}))
    return issue.documents


def said(document: Document) -> str:
    return "\n".join(text for _, text in texts(document))


def acts_with(kind: ActKind, **changes: object) -> tuple[Act, ...]:
    return tuple(msgspec.structs.replace(a, **changes) if a.kind is kind else a for a in build.acts())


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("founding", ActKind.GROUP_ESTABLISHED),
        ("request", ActKind.PLAN_ADOPTED),
        ("appointment", ActKind.APPOINTMENTS_MADE),
    ],
)
def test_who_gets_a_copy_stands_in_the_imprint(slug, kind) -> None:
    (document,) = papers(slug, acts=acts_with(kind, copies_to="区委组织部，区编办。"))
    assert document.copies_to == "区委组织部，区编办"
    assert document.printed is not None
    (without,) = papers(slug)
    assert without.copies_to == ""


def engaged(rule: ContractRule | None) -> str:
    plan = build.plan()
    rules = msgspec.structs.replace(plan.rules, contract=rule)
    contract, *_ = papers(
        "contract",
        plan=msgspec.structs.replace(plan, rules=rules),
        acts=acts_with(ActKind.APPOINTMENTS_MADE, day=date(2006, 12, 6)),
    )
    return said(contract)


def test_the_term_of_a_contract_is_the_plans_from_the_day_of_employment() -> None:
    assert (
        "本合同期限36个月，自2006年12月6日起至2009年12月5日止，其中试用期6个月，"
        "自2006年12月6日起至2007年6月5日止（方案第十七条）。"
    ) in engaged(ContractRule(months=36, probation_months=6, clause="方案第十七条"))
    assert "至2009年12月5日止，不约定试用期。" in engaged(ContractRule(months=36, probation_months=0))
    assert "至2007年12月5日止。" in engaged(ContractRule(months=12))
    assert "自＿＿＿＿年＿＿月＿＿日起至＿＿＿＿年＿＿月＿＿日止。" in engaged(None)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2006, 12, 6), 36, date(2009, 12, 5)),
        (date(2006, 1, 1), 12, date(2006, 12, 31)),
        (date(2006, 3, 1), 6, date(2006, 8, 31)),
        # February has no 31st, 30th or, here, 29th: its last day.
        (date(2006, 8, 31), 6, date(2007, 2, 28)),
        (date(2006, 8, 30), 6, date(2007, 2, 28)),
        (date(2008, 2, 29), 12, date(2009, 2, 28)),
        (date(2006, 10, 31), 1, date(2006, 11, 30)),
        # It has a 28th: the day before.
        (date(2006, 8, 28), 6, date(2007, 2, 27)),
    ],
)
def test_the_last_day_of_a_term(start, months, end) -> None:
    assert last_day(start, months) == end


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(1, 480))
def test_a_term_ends_the_day_before_the_next_would_begin_or_with_its_month(start, months) -> None:
    end = last_day(start, months)
    following = date.fromordinal(end.toordinal() + 1)
    assert start <= end
    assert following == add_months(start, months) or (following.day == 1 and end == add_months(start, months))


def test_a_request_that_goes_out_without_a_number_has_no_imprint_to_name_copies_in() -> None:
    acts = acts_with(ActKind.PLAN_ADOPTED, number="某会纪〔2006〕14号", copies_to="区编办")
    (request,) = papers("request", acts=acts)
    assert (request.copies_to, request.printed) == ("", None)


def test_a_decision_on_an_objection_tells_who_gets_a_copy() -> None:
    act = Act(
        id="A71",
        kind=ActKind.OBJECTION_DECIDED,
        day=date(2006, 11, 22),
        by="镇党委",
        number="某委〔2006〕3号",
        people=("P05",),
        reason="维持原成绩",
        copies_to="区纪委",
    )
    (decision,) = papers("objection", acts=(*build.acts(), act))
    assert decision.copies_to == "区纪委"
