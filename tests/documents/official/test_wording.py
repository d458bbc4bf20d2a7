"""What papers say beyond their figures: whom to turn to, totals, sums in capitals, who holds a post besides, no empty promises."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from build import ADMIN
from dinggang.case import Act, ActKind
from dinggang.documents.official.ruling import tie_rule
from dinggang.documents.official.saying import dated, government, present_post, units
from dinggang.documents.official.values import Document, Fields, Paragraph, Signing, Table, texts
from dinggang.exits.values import Ground
from dinggang.plan import ReserveMode, Stratum, TieBreak
from dinggang.procedure import run
from dinggang.procedure.printing import issues
from dinggang.roster import StaffKind


def papers(slug: str, **changes: object) -> tuple[Document, ...]:
    folder = build.folder(build.bend(build.case(), **changes))
    (issue,) = issues(folder, run(folder), frozenset({slug}))
    return issue.documents


def said(document: Document) -> str:
    return "\n".join(text for _, text in texts(document))


def tables(document: Document) -> list[Table]:
    inside = [*document.blocks, *(b for a in document.attachments for b in a.blocks)]
    return [b for b in inside if isinstance(b, Table)]


def acts_with(kind: ActKind, **changes: object) -> tuple[Act, ...]:
    return tuple(msgspec.structs.replace(a, **changes) if a.kind is kind else a for a in build.acts())


@pytest.mark.parametrize("slug", ["posts", "eligibility", "board", "wall", "notice"])
def test_what_is_posted_has_its_number_below_the_title_and_room_for_telephones(slug) -> None:
    (document,) = papers(slug)
    first = next(text for place, text in texts(document) if place == "正文第1段")
    assert first == "某委〔2006〕1号"
    # The act's number is not told again in a sentence; a decision before it may be.
    assert "予以公布（" not in said(document)
    assert "予以公示（" not in said(document)
    assert any(text.startswith("受理电话：＿") and "监督电话：＿" in text for _, text in texts(document))
    assert "向镇党委" in said(document)


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("founding", "镇党委关于成立测试镇机构改革领导小组的通知"),
        ("request", "镇党委关于报请审批《测试镇机构改革方案》的请示"),
        ("appointment", "镇党委关于任职和聘用的通知"),
    ],
)
def test_a_title_names_the_organ_the_matter_and_the_kind(slug, title) -> None:
    (document,) = papers(slug)
    assert document.title == title


@pytest.mark.parametrize(
    ("adopted_by", "asks"),
    [("县人民政府", "县人民政府"), ("镇党政联席会议", "镇党委"), ("改革领导小组", "镇党委")],
)
def test_an_organ_asks_and_no_meeting_or_group(adopted_by, asks) -> None:
    (request,) = papers("request", acts=acts_with(ActKind.PLAN_ADOPTED, by=adopted_by))
    assert request.signature is not None
    assert request.signature.organ == asks
    assert request.title.startswith(f"{asks}关于报请审批")


def test_a_request_tells_whom_to_ring() -> None:
    (request,) = papers("request")
    assert request.note.startswith("联系人：＿")


def test_the_plan_tells_who_adopted_and_approved_it_and_keeps_assumptions_out_of_its_rules() -> None:
    plan = msgspec.structs.replace(build.plan(), assumptions=("年份是假定的。",))
    (document,) = papers("plan", plan=plan)
    assert "（2006年9月20日镇党委通过　" in said(document)
    assert "　2006年9月25日镇党委批准）" in said(document)
    (attached,) = document.attachments
    assert attached.title == "编制方案时的假定和说明"
    assert not any("假定" in text for place, text in texts(document) if place.startswith("正文"))
    (without,) = papers("plan")
    assert without.attachments == ()


def test_the_plan_adds_up_bodies_and_money_and_says_nothing_of_none() -> None:
    (document,) = papers("plan")
    bodies, services = tables(document)
    # 3 + 3 places; one line of 1,000 yuan.
    assert bodies.rows[-1] == ("合计", "", "", "", "6")
    assert services.rows[-1] == ("合计", "", "", "", "1,000.00")
    assert "2005年经费1,000元为基数" in said(document)
    assert "改革前有机构4个，改革后设2个，其中使用行政编制的1个、使用事业编制的1个。" in said(document)
    assert "行政编制核定6名，其中预留1名、领导职数2名。" in said(document)
    assert "事业编制核定4名，其中预留1名。" in said(document)
    assert "0名" not in said(document)


def test_a_reserve_outside_the_figure_is_told_beside_it() -> None:
    plan = msgspec.structs.replace(build.plan(), reserve_mode=ReserveMode.ON_TOP)
    (document,) = papers("plan", plan=plan)
    assert "行政编制核定6名，其中领导职数2名，另预留1名。" in said(document)
    assert "事业编制核定4名，另预留1名。" in said(document)


@pytest.mark.parametrize(("asked", "told"), [(None, True), (6, True), (7, False)])
def test_leader_posts_are_asked_for_where_what_was_asked_was_issued(asked: int | None, *, told: bool) -> None:
    """Two leader posts were issued with six places; with seven asked for nobody knows how many leaders were."""
    quota = msgspec.structs.replace(build.plan().headcount[ADMIN], proposed=asked)
    plan = msgspec.structs.replace(build.plan(), headcount={**build.plan().headcount, ADMIN: quota})
    (document,) = papers("request", plan=plan)
    (chapters,) = [a for a in document.attachments if a.title == plan.title]
    text = "".join(b.text for b in chapters.blocks if isinstance(b, Paragraph))
    assert f"行政编制申报{asked or 6}名" in text
    assert ("其中领导职数2名" in text) is told


def test_the_ledger_of_headcount_adds_up() -> None:
    (ledger,) = papers("headcount")
    quotas, bodies, staff = tables(ledger)
    # Before 8 + 7, approved 6 + 4, reserve 1 + 1, leaders 2 + 0; nothing was asked for, which is no 0.
    assert quotas.rows[-1][:6] == ("合计", "15", "", "10", "2", "2")
    # Leaders' two places belong to no body: 3 + 3 posts are set up.
    assert bodies.rows[-1] == ("合计", "", "", "6", "6")
    # Five administrative, four institution, one temporary.
    assert staff.rows == (("5", "4", "1", "10"),)


def test_the_post_notice_adds_up_its_openings() -> None:
    (document,) = papers("posts")
    (table,) = tables(document)
    assert table.rows[-1] == ("合计", "", "", "", "6", "")


def test_a_settlement_is_summed_in_capitals_and_signed_by_who_takes_the_money() -> None:
    (sheet,) = papers("settlement")
    # Two years: two monthly wages of 500 yuan.
    assert "应付合计1,000.00元（大写：壹仟元整），已付清。" in said(sheet)
    assert any(isinstance(b, Signing) and b.labels[0] == "领款人签字" for b in sheet.blocks)
    assert "2004年10月31日" in said(sheet)
    assert "2004-10-31" not in said(sheet)
    assert "可以书面向镇党委提出" in said(sheet)


def test_part_paid_is_not_told_as_settled() -> None:
    exits = tuple(
        msgspec.structs.replace(e, paid=build.D(400)) if e.paid is not None else e for e in build.exits()
    )
    (sheet,) = papers("settlement", exits=exits)
    assert "应付合计1,000.00元（大写：壹仟元整）。" in said(sheet)
    assert "实付400.00元（大写：肆佰元整），尚未结清。" in said(sheet)


def test_who_is_owed_nothing_is_told_on_what_ground() -> None:
    exits = tuple(
        msgspec.structs.replace(e, ground=Ground.FAULT, paid=build.D(0)) if e.person == "P10" else e
        for e in build.exits()
    )
    (sheet,) = papers("settlement", exits=exits)
    (fields,) = (b for b in sheet.blocks if isinstance(b, Fields))
    assert dict(fields.pairs)["解除依据"] == "本人过错"
    assert "按解除依据，没有应付的经济补偿。" in said(sheet)
    assert "零元整" not in said(sheet)


def test_an_exit_that_was_refused_promises_nothing() -> None:
    # 56 years old: four short of retirement.
    born_later = tuple(
        msgspec.structs.replace(p, birth=date(1950, 3, 9)) if p.id == "P09" else p for p in build.people()
    )
    sheets = papers("treatment", people=born_later)
    (sheet,) = (d for d in sheets if d.about == "P09")
    assert "不批准的理由" in said(sheet)
    assert "提出复核" in said(sheet)
    assert "待遇按" not in said(sheet)
    assert "继续占编" not in said(sheet)


def test_a_score_is_added_up_before_the_readers_eyes() -> None:
    first, *_ = papers("why")
    assert first.about == "P03"
    # 40 + 30 + 16 + 9; marks with as many places as the board has.
    assert "100.00×40%＋100.00×30%＋80.00×20%＋90.00×10%＝95，四舍五入保留2位小数，得95.00分" in said(first)
    assert "行政榜第1名，共3人" in said(first)
    # The ranking is final on 11-27, and the placement was decided on the same day.
    assert first.day == date(2006, 11, 27)


def test_what_tells_of_a_placement_is_not_older_than_its_decision() -> None:
    first, *_ = papers("why", acts=acts_with(ActKind.PLACEMENT_DECIDED, day=date(2006, 11, 28)))
    assert first.day == date(2006, 11, 28)
    assert first.signature is not None
    assert first.signature.day == date(2006, 11, 28)


def test_who_has_no_rank_is_told_why_in_a_sheet_of_their_own() -> None:
    sheets = build.sheets()
    absent = msgspec.structs.replace(sheets, exam=tuple(s for s in sheets.exam if s.person != "P05"))
    *_, last = papers("why", sheets=absent)
    assert last.about == "P05"
    assert "没有名次" in said(last)
    assert "理论素质考试没有成绩" in said(last)


def test_the_roster_of_posts_has_leaders_and_tells_how_many_places_are_empty() -> None:
    choices = tuple(c for c in build.case().choices if c.person != "P04")
    (roster,) = papers("bodies", choices=choices)
    held = {row[0]: row[-1] for table in tables(roster) for row in table.rows}
    # P05 takes the second place of O02 no more than the first choice leaves: P03 and P05 fill it, O03 is empty.
    assert held["O02"] == "P03、P05"
    assert held["O03"] == "空缺"
    assert held["O01"] == "空缺2个"
    # Eight places, five taken: O02 two, O04 two, O05 one.
    assert "名额8个，已有人5个，空缺3个" in said(roster)


def test_the_notice_lists_posts_of_office_first_and_the_present_post_with_its_body() -> None:
    people = tuple(
        msgspec.structs.replace(p, former_body="农技站", former_post="干事") for p in build.people()
    )
    (notice,) = papers("notice", people=people)
    (table,) = tables(notice)
    assert [row[1] for row in table.rows] == ["P03", "P04", "P05", "P06", "P07", "P08"]
    assert {row[5] for row in table.rows} == {"农技站干事"}


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("公示期满无异议", "经镇党委讨论决定（某委〔2006〕1号），公示期满无异议。"),
        ("异议均不成立", "经镇党委讨论决定（某委〔2006〕1号），任前公示期满，异议均不成立。"),
        ("", "经镇党委讨论决定（某委〔2006〕1号），任前公示期满。"),
    ],
)
def test_how_a_notice_ended_is_told_once_and_only_as_the_act_has_it(reason, sentence) -> None:
    (document,) = papers("appointment", acts=acts_with(ActKind.APPOINTMENTS_MADE, reason=reason))
    assert sentence in said(document)


def objection(reason: str) -> tuple[Act, ...]:
    act = Act(
        id="A71",
        kind=ActKind.OBJECTION_DECIDED,
        day=date(2006, 11, 22),
        by="镇党委",
        number="某委〔2006〕3号",
        people=("P05",),
        reason=reason,
    )
    return (*build.acts(), act)


def test_a_decision_on_an_objection_tells_where_to_turn_next() -> None:
    acts = tuple(
        msgspec.structs.replace(a, by="区委") if a.kind is ActKind.PLAN_APPROVED else a
        for a in objection("两名阅卷人复核无误，维持原成绩")
    )
    (decision,) = papers("objection", acts=acts)
    assert decision.title == "镇党委关于异议的处理决定"
    assert decision.addressee == "P05同志"
    assert "两名阅卷人复核无误，维持原成绩。" in said(decision)
    assert "不服本决定的，可向区委反映。" in said(decision)


def test_an_objection_without_a_finding_is_not_issued() -> None:
    folder = build.folder(build.bend(build.case(), acts=objection(" ")))
    (issue,) = issues(folder, run(folder), frozenset({"objection"}))
    (problem,) = issue.problems
    assert (problem.where.file, problem.where.column) == ("正式行为A71", "理由")


def test_a_contract_has_the_seven_clauses_that_it_must_have() -> None:
    contract, *_ = papers("contract")
    text = said(contract)
    for clause in (
        "合同期限",
        "岗位职责",
        "岗位纪律",
        "工作条件",
        "工资福利",
        "变更、解除和终止",
        "违约责任",
    ):
        assert f"条　{clause}　" in text
    assert "甲方（聘用单位）：测试镇人民政府" in text


def test_an_agreement_has_its_sum_in_capitals() -> None:
    (agreement,) = papers("agreement")
    assert "不超过1,000元（大写：壹仟元整）" in said(agreement)
    assert "采购方式" in said(agreement)


def test_the_form_of_appointment_has_room_for_what_a_case_does_not_hold() -> None:
    people = tuple(
        msgspec.structs.replace(p, former_body="农技站", former_post="干事", party_member=False)
        for p in build.people()
    )
    form, *_ = papers("form", people=people)
    (fields,) = (b for b in form.blocks if isinstance(b, Fields))
    found = dict(fields.pairs)
    assert found["政治面貌"] == "非中共党员"
    assert (found["民族"], found["籍贯"], found["拟免职务"]) == ("", "", "")


def test_the_ledger_of_outcomes_sums_up_by_where_people_went() -> None:
    (ledger,) = papers("outcomes")
    (table,) = tables(ledger)
    # P01 and P02 keep no post by an act; three and three are placed; one retires; one is cleared.
    (note,) = table.notes
    assert note.startswith("改革前在册10人，去向合计10人：竞争上岗6人、")
    assert "正常退休1人、临时人员清退1人" in note


@pytest.mark.parametrize(
    ("ties", "words"),
    [
        (
            (TieBreak.EXAM, TieBreak.DRAW),
            "成绩相同的名次并列，先后依次比较理论素质考试成绩，仍相同的抽签决定",
        ),
        ((TieBreak.EXAM,), "成绩相同的名次并列，先后依次比较理论素质考试成绩"),
        ((TieBreak.DRAW,), "成绩相同的名次并列，先后抽签决定"),
        ((), "成绩相同的名次并列"),
    ],
)
def test_lots_are_drawn_and_not_compared(ties, words) -> None:
    assert tie_rule(msgspec.structs.replace(build.rules().composite, ties=ties)) == words


@pytest.mark.parametrize(
    ("organ", "to", "signs"),
    [
        ("望禾镇", "各党支部，镇直各单位", "望禾镇人民政府"),
        ("青石乡", "各党支部，乡直各单位", "青石乡人民政府"),
        ("城南街道", "各党支部，街道各单位", "城南街道办事处"),
        ("岚泽县", "各乡镇（街道），县直各单位", "岚泽县"),
        ("水务局", "所属各单位", "水务局"),
    ],
)
def test_to_whom_and_as_whom_an_organ_writes(organ, to, signs) -> None:
    assert units(organ) == to
    assert government(organ) == signs


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2004-08-01至2006-10-28，满2年", "2004年8月1日至2006年10月28日，满2年"),
        ("2006-12至2010-08（到龄当月）", "2006年12月至2010年8月（到龄当月）"),
        ("电话0712-4512", "电话0712-4512"),
        ("第1-8号", "第1-8号"),
    ],
)
def test_dates_are_written_as_papers_write_them(text, told) -> None:
    assert dated(text) == told


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_date_is_written_so(day) -> None:
    assert dated(f"自{day}起") == f"自{day.year}年{day.month}月{day.day}日起"


def test_a_present_post_names_its_body_once() -> None:
    clerk = build.person(3, StaffKind.ADMINISTRATIVE, former_body="财政所", former_post="会计")
    assert present_post(clerk) == "财政所会计"
    assert present_post(msgspec.structs.replace(clerk, former_post="财政所所长")) == "财政所所长"
    assert present_post(msgspec.structs.replace(clerk, former_post="")) == ""
    head = msgspec.structs.replace(
        clerk, stratum=Stratum.LEADER, former_body="镇领导班子", former_post="镇长"
    )
    assert present_post(head) == "镇长"
