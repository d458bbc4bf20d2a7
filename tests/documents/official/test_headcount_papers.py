"""What the township asks for, and the register of what was issued to it."""

from datetime import date

import msgspec
import pytest

import build
from dinggang.case import Act, ActKind
from dinggang.documents.official.complete import check_complete
from dinggang.documents.official.establishing import BODY_KINDS
from dinggang.documents.official.values import Document, Fields, Table, texts
from dinggang.plan import BodyKind, Headcount
from dinggang.plan.values import Document as Basis
from dinggang.procedure import run
from dinggang.procedure.printing import Issue, issues


def issue(slug: str, **changes: object) -> Issue:
    folder = build.folder(build.bend(build.case(), **changes))
    (found,) = issues(folder, run(folder), frozenset({slug}))
    assert not found.stopped
    return found


def paper(slug: str, **changes: object) -> Document:
    (document,) = issue(slug, **changes).documents
    return document


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def asked(administrative: int | None, institution: int | None):
    """The plan with what was asked for: 6 and 4 were issued."""
    plan = build.plan()
    quotas = {
        build.ADMIN: msgspec.structs.replace(plan.headcount[build.ADMIN], proposed=administrative),
        build.INST: msgspec.structs.replace(plan.headcount[build.INST], proposed=institution),
    }
    return msgspec.structs.replace(plan, headcount=quotas)


# -- 申报表 ------------------------------------------------------------------------------------------


def test_a_plan_that_asks_for_no_number_has_no_filing_form() -> None:
    found = issue("filing")
    assert found.documents == ()
    assert found.left_out is not None
    assert "proposed" in found.left_out.zh


def test_the_filing_form_has_what_was_asked_for_beside_what_there_was() -> None:
    kinds, bodies = tables(paper("filing", plan=asked(7, 4)))
    assert kinds.rows == (
        # 8 before, 7 asked for; 6 were issued, so the 2 leaders' posts are those of the issue and are not told.
        ("行政", "8", "7", "-1", "", "", ""),
        # Four were issued as asked.
        ("事业", "7", "4", "-3", "", "0", ""),
        ("合计", "15", "11", "-4", "", "", ""),
    )
    assert bodies.rows == (
        ("1", "党政办公室", "综治办公室", "办公室", "行政", *[""] * 5),
        ("2", "便民服务中心", "", "中心", "事业", "", "3", "", "", ""),
    )


def test_the_filing_form_has_no_sum_of_what_is_partly_unknown() -> None:
    kinds = tables(paper("filing", plan=asked(7, None)))[0]
    assert kinds.rows[1] == ("事业", "7", "", "", "", "", "")
    assert kinds.rows[2] == ("合计", "15", "", "", "", "", "")


@pytest.mark.parametrize("issued", [1, 60])
def test_nothing_that_was_issued_shows_on_the_filing_form(issued: int) -> None:
    plan = asked(7, 9)
    other = {
        kind: Headcount(approved=issued, before=q.before, proposed=q.proposed, leader_posts=issued)
        for kind, q in plan.headcount.items()
    }
    bodies = tuple(msgspec.structs.replace(b, headcount=issued) for b in plan.bodies)
    otherwise = msgspec.structs.replace(plan, headcount=other, bodies=bodies)
    assert paper("filing", plan=otherwise) == paper("filing", plan=plan)


def test_the_filing_form_is_of_the_organ_that_asks_and_leaves_room_for_those_above() -> None:
    document = paper("filing", plan=asked(7, 4))
    head, room = (b for b in document.blocks if isinstance(b, Fields))
    facts = dict(head.pairs)
    assert facts["填报单位"] == "镇党委"
    assert facts["填报日期"] == "2006年9月20日"
    assert (facts["现有机构"], facts["申报机构"], facts["在编人员"]) == ("4个", "2个", "10人")
    assert [label for label, _ in room.pairs] == ["填报单位意见", "编制部门审核意见", "审批机关意见"]
    assert all("（盖章）" in text for _, text in room.pairs)


def test_every_kind_of_body_has_a_word() -> None:
    assert set(BODY_KINDS) == set(BodyKind)


# -- 登记表 ------------------------------------------------------------------------------------------

APPROVED = ("某委〔2006〕1号", "2006年9月25日", "镇党委")


def release(id_: str, number: str, day: date, count: int, corrects: str | None = None) -> Act:
    return Act(
        id=id_,
        kind=ActKind.RESERVE_RELEASED,
        day=day,
        by="区编委",
        number=number,
        headcount_kind=build.ADMIN,
        count=count,
        corrects=corrects,
        reason="动用",
    )


def test_the_register_has_each_thing_that_a_document_issued() -> None:
    listed, _ = tables(paper("issued"))
    assert [row[1:] for row in listed.rows] == [
        (*APPROVED, "核定编制", "行政", "6", ""),
        (*APPROVED, "其中预留编制", "行政", "1", ""),
        (*APPROVED, "领导职数", "行政", "2", ""),
        (*APPROVED, "核定编制", "事业", "4", ""),
        (*APPROVED, "其中预留编制", "事业", "1", ""),
        # Of this number the case knows neither day nor organ.
        ("区编〔2006〕1号", "", "", "设置机构：党政办公室", "行政", "1", ""),
        ("区编〔2006〕1号", "", "", "设置机构：便民服务中心", "事业", "1", ""),
    ]


def test_a_number_of_the_basis_has_its_day() -> None:
    plan = build.plan()
    known = Basis(title="批复", number="区编〔2006〕1号", issued=date(2006, 9, 22))
    listed, _ = tables(paper("issued", plan=msgspec.structs.replace(plan, basis=(known,))))
    assert listed.rows[0][1:5] == ("区编〔2006〕1号", "2006年9月22日", "", "设置机构：党政办公室")


def test_a_reserve_that_was_released_and_corrected_is_told_with_both_documents() -> None:
    first = release("A50", "区编〔2006〕8号", date(2006, 11, 1), 5)
    second = release("A51", "区编〔2006〕9号", date(2006, 11, 3), 1, corrects="A50")
    vacant = Act(
        id="A52",
        kind=ActKind.POST_KEPT_VACANT,
        day=date(2006, 11, 3),
        by="镇党委",
        headcount_kind=build.ADMIN,
        count=1,
        reason="暂不配备",
    )
    document = paper("issued", acts=(*build.acts(), first, second, vacant))
    listed, compared = tables(document)
    assert [row[1:] for row in listed.rows[-2:]] == [
        (
            "区编〔2006〕8号",
            "2006年11月1日",
            "区编委",
            "动用预留编制",
            "行政",
            "5",
            "已由区编〔2006〕9号更正，不作数",
        ),
        ("区编〔2006〕9号", "2006年11月3日", "区编委", "动用预留编制", "行政", "1", "更正区编〔2006〕8号"),
    ]
    # 6 issued, 1 held back and released again: 6 may be filled, P01–P05 are in 5.
    assert compared.rows[0] == ("行政", "8", "", "6", "", "1", "1", "6", "5", "1")
    # It tells of what is used after the appointments of 2006-12-06.
    assert document.day == date(2006, 12, 6)


def test_an_approval_that_another_took_the_place_of_stays_on_the_register() -> None:
    early = Act(
        id="A40",
        kind=ActKind.PLAN_APPROVED,
        day=date(2006, 9, 22),
        by="区编委",
        number="区编〔2006〕7号",
        reason="批复",
    )
    acts = tuple(
        msgspec.structs.replace(a, corrects="A40") if a.kind is ActKind.PLAN_APPROVED else a
        for a in build.acts()
    )
    listed, _ = tables(paper("issued", acts=(early, *acts)))
    assert listed.rows[0][1:] == (
        *("区编〔2006〕7号", "2006年9月22日", "区编委", "批复方案", "", ""),
        "已由某委〔2006〕1号更正，不作数",
    )
    assert listed.rows[1][1:] == (*APPROVED, "核定编制", "行政", "6", "更正区编〔2006〕7号")


@pytest.mark.parametrize("taken", range(1, len(build.acts()) + 1))
def test_at_any_time_each_paper_is_made_whole_or_left_out_with_a_reason(taken: int) -> None:
    folder = build.folder(build.bend(build.case(), plan=asked(7, 4), acts=build.acts()[:taken]))
    slugs = frozenset({"filing", "issued", "clearance", "method", "statistics"})
    for found in issues(folder, run(folder), slugs):
        assert not found.stopped, found.told
        assert (found.left_out is None) == bool(found.documents)
        for document in found.documents:
            assert check_complete(document) == []
            assert all("None" not in text for _, text in texts(document))


def test_asked_for_and_issued_are_told_apart_and_kinds_are_not_summed() -> None:
    _, compared = tables(paper("issued", plan=asked(7, 4)))
    assert compared.rows == (
        ("行政", "8", "7", "6", "-1", "1", "0", "5", "5", "0"),
        ("事业", "7", "4", "4", "0", "1", "0", "3", "3", "0"),
    )


def test_before_there_are_outcomes_nothing_is_used_yet() -> None:
    document = paper("issued", acts=build.acts()[:3])
    _, compared = tables(document)
    assert compared.rows[0][-2:] == ("", "")
    assert "还没有去向" in compared.notes[0]
    assert document.day == date(2006, 9, 25)
