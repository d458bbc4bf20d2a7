"""The summary against its ledger: nothing printed without a figure, nothing claimed that the case does not hold."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
import pytest

import build
from build import ADMIN, INST, bend
from dinggang.balance import BalanceSheet
from dinggang.case import Act, ActKind, Folder
from dinggang.documents import Summary, Told, headings, summary, summary_ledger, summary_text
from dinggang.documents.claims import percent, yuan
from dinggang.plan import Before, ClaimRule, Education
from dinggang.procedure import report, run, told_of
from dinggang.reading import check_up, compare, text_of
from dinggang.sheets import read_folder

TOWN = Path(__file__).resolve().parents[2] / "examples" / "town-2006"
D = Decimal


@cache
def town() -> Folder:
    return read_folder(TOWN)


@cache
def of_town() -> Summary:
    made = report(town(), run(town()))
    assert made is not None
    return made


def made_of(folder: Folder) -> Summary:
    made = report(folder, run(folder))
    assert made is not None
    return made


def figures(made: Summary) -> set[tuple[str, str]]:
    return {(s.query, s.value) for sentence in made.sentences for s in sentence.stated}


def told(made: Summary) -> dict[str, str]:
    return {s.key: s.text for s in made.sentences}


@pytest.mark.parametrize(
    ("query", "value"),
    [
        # What the source text says of its reform.
        ("plan.stages", "5"),
        ("posts.competed", "16"),
        ("posts.competed", "38"),
        ("marks.measures", "4"),
        ("bodies.after", "6"),
        ("bodies.kind", "3"),
        ("bodies.kind", "2"),
        ("bodies.kind", "1"),
        ("bodies.plates", "2"),
        ("headcount.approved", "30"),
        ("headcount.approved", "36"),
        ("headcount.reserve", "2"),
        ("headcount.leaders", "9"),
        ("services.lines", "8"),
        ("acts.day", "2006-09-11"),
        ("acts.day", "2006-10-30"),
        ("acts.day", "2006-11-02"),
        ("acts.period", "2006-11-13/2006-11-16"),
        ("acts.day", "2006-11-17"),
        # What it leaves out and the case knows.
        ("case.to_board", "67"),  # to 17 November: 19 + 31 + 17
        ("services.former", "7"),  # two of the eight lines came from one station
        ("case.elapsed", "109"),  # 11 September to 29 December: 19 + 31 + 30 + 29
        ("bodies.before", "16"),
        ("staff.before", "100"),
        ("headcount.total_before", "105"),  # 39 + 66
        ("headcount.fewer_share", "39/105"),
        ("persons.cleared", "20"),
        ("persons.retired", "11"),  # 3 + 2 + 2 + 4
        ("persons.waiting", "18"),
        ("placed.number", "48"),
        ("appointed.number", "11"),
        ("money.compensation", "77845"),
        ("services.base", "756400"),
        ("services.agreed", "758400"),
        ("laws.number", "10"),
    ],
)
def test_the_town_s_summary_states(query, value):
    assert (query, value) in figures(of_town())


def test_the_town_s_figures_rest_on_acts_documents_and_rows():
    (cleared,) = [s for s in of_town().sentences if s.key == "course.cleared"]
    day, many = cleared.stated
    assert (day.acts, day.documents) == (("A07",), ("望改〔2006〕5号",))
    assert (many.value, many.acts, many.unit) == ("20", ("A07",), "人")
    assert many.rows == tuple(f"exits:P{n}" for n in range(101, 121))


def test_what_the_town_cannot_back_is_listed_and_not_printed():
    made = of_town()
    text = summary_text(made)
    assert {u.key for u in made.unsupported} == {
        "word.complete",
        "word.goals",
        "word.vast_majority.placed",
        *(f"none.{claim}" for claim in ("risk", "terms", "survey", "attitude")),
        *(
            f"none.{claim}"
            for claim in ("fair", "approval", "talent", "efficient", "style", "motive", "experience")
        ),
    }
    assert [w for w in ("圆满", "公正公平", "满意", "认可", "预期", "作风", "精干高效") if w in text] == []
    (complete,) = [u for u in made.unsupported if u.key == "word.complete"]
    assert complete.reason == "还有18人落选待岗。"
    (placed,) = [u for u in made.unsupported if u.key == "word.vast_majority.placed"]
    assert placed.reason == "录取的只占上榜人员的80%，不到90%。"


def bare(made: Summary, folder: Folder) -> list[tuple[str, str]]:
    """Numbers printed that no figure and no document number of the case accounts for."""
    documents = {a.number for a in folder.case.acts if a.number} | {d.number for d in folder.case.plan.basis}
    left = []
    for sentence in made.sentences:
        text = sentence.text
        for known in sorted({*documents, *(s.shown for s in sentence.stated)}, key=len, reverse=True):
            text = text.replace(known, "")
        left += [(sentence.key, n) for n in re.findall(r"[0-9]+", text)]
    return left


def test_every_number_printed_is_in_the_ledger():
    assert bare(of_town(), town()) == []


def test_every_figure_printed_stands_in_its_sentence():
    missing = [
        (sentence.key, one.query)
        for sentence in of_town().sentences
        for one in sentence.stated
        if one.shown not in sentence.text and sentence.key not in RESTING
    ]
    assert missing == []


RESTING = {"word.smoothly", "plan.basis", "services.suppliers", "services.kept", "services.paid"}
RESTING |= {
    "structure.after",
    "word.complete",
    "applying.share",
    "placing.placed",
    "outcomes.all",
    "next.overlap",
    "duties.split",
    "talks.held",
}
"""Sentences that rest on figures they do not print: that nothing was corrected, that nothing fell short."""


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "draft"])
def test_the_check_up_of_our_own_summary_finds_nothing(closed):
    whole = town().case
    acts = whole.acts if closed else tuple(a for a in whole.acts if a.kind is not ActKind.CASE_CLOSED)
    made = made_of(bend(town(), case=bend(whole, acts=acts)))
    text = summary_text(made)
    assert ("草稿" in made.title) is not closed
    assert [(f.code, f.words.zh) for f in check_up(text_of(text)).findings] == []


def test_our_own_summary_differs_in_nothing_from_its_case():
    text = text_of(summary_text(of_town()))
    compared = compare(text, check_up(text).facts, town())
    assert [(f.code, f.words.zh) for f in compared.findings] == []
    assert len(compared.equal) > 20


def test_no_sentence_stands_twice_and_headings_are_numbered():
    made = of_town()
    texts = [s.text for s in made.sentences]
    assert len(texts) == len(set(texts))
    assert [s.number for s in made.sentences] == list(range(1, len(texts) + 1))
    assert headings(made) == (
        "",
        "一、基本情况",
        "二、主要做法",
        "（一）组织领导和改革方案",
        "（二）宣传发动和人员清退",
        "（三）竞争上岗",
        "（四）机构设置和政府购买服务",
        "三、改革结果",
        "（一）机构和编制得到精简",
        "（二）中层干部文化程度得到提高",
        "（三）竞争上岗和组织任命",
        "（四）人员去向",
        "四、下一步工作",
    )


def changed(before: Summary, after: Summary) -> set[str]:
    one, other = told(before), told(after)
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}


def with_plan(**changes: object) -> Folder:
    case = build.case()
    return build.folder(bend(case, plan=bend(case.plan, **changes)))


def with_quota(kind, **changes: object) -> Folder:
    headcount = build.plan().headcount
    return with_plan(headcount={**headcount, kind: bend(headcount[kind], **changes)})


def with_person(person: str, **changes: object) -> Folder:
    case = build.case()
    return build.folder(
        bend(case, people=tuple(bend(p, **changes) if p.id == person else p for p in case.people))
    )


def with_day(kind: ActKind, day: date) -> Folder:
    case = build.case()
    return build.folder(bend(case, acts=tuple(bend(a, day=day) if a.kind is kind else a for a in case.acts)))


def with_paid(amount: int) -> Folder:
    case = build.case()
    paid = tuple(bend(p, amount=D(amount)) for p in case.purchases.payments)
    return build.folder(bend(case, purchases=bend(case.purchases, payments=paid)))


@pytest.mark.parametrize(
    ("folder", "keys"),
    [
        (lambda: with_plan(before=Before(bodies=5, staff=10)), {"before.figures", "leaner.bodies"}),
        (lambda: with_plan(before=Before(bodies=4, staff=11)), {"before.figures"}),
        (lambda: with_quota(ADMIN, before=9), {"leaner.quota.administrative", "leaner.total"}),
        (lambda: with_quota(INST, proposed=5), {"leaner.quota.institution"}),
        (lambda: with_day(ActKind.MOBILISATION_HELD, date(2006, 11, 1)), {"course.rally"}),
        (
            lambda: with_day(ActKind.CASE_CLOSED, date(2006, 12, 31)),
            {"opening.period", "next.closed"},
        ),
        (lambda: with_paid(190), {"services.paid"}),
        (lambda: with_person("P03", confirmed=False), {"roster.confirmed", "opening.period"}),
    ],
    ids=["bodies", "staff", "headcount", "proposed", "rally", "closed", "paid", "confirmed"],
)
def test_one_number_changed_changes_its_sentences_and_no_others(folder, keys):
    before, after = made_of(build.folder()), made_of(folder())
    found = changed(before, after)
    if "roster.confirmed" in keys:  # the person's own confirmation must be explained: the case stays open
        assert "roster.confirmed" in found
        assert not after.title.endswith("总结")
    else:
        assert found == keys


def test_headings_claim_only_what_holds():
    grown = made_of(with_plan(before=Before(bodies=1, staff=10)))
    assert "heading.leaner" in {s.key for s in grown.sentences}
    assert told(grown)["heading.leaner"] == "机构和编制"
    assert "word.leaner" in {u.key for u in grown.unsupported}
    assert "明显" not in told(grown)["leaner.bodies"]


@pytest.mark.parametrize(("before", "word"), [(3, "明显减少"), (2, None)])
def test_clearly_needs_its_share(before, word):
    made = made_of(with_plan(before=Before(bodies=before, staff=10)))
    assert (word in told(made)["leaner.bodies"]) if word else ("减少" not in told(made)["leaner.bodies"])


@pytest.mark.parametrize(("least", "word"), [("33.3", True), ("33.4", False)])
def test_a_threshold_is_a_parameter_and_exact(least, word):
    """Three bodies become two: a third less, which is more than 33.3 and less than 33.4 per cent."""
    rules = msgspec.structs.replace(build.rules(), claims=ClaimRule(clear=D(least)))
    made = made_of(with_plan(before=Before(bodies=3, staff=10), rules=rules))
    assert ("明显" in told(made)["leaner.bodies"]) is word
    assert ("word.clear.bodies" in {u.key for u in made.unsupported}) is not word


def test_a_correction_takes_smoothly_away():
    case = build.case()
    rally = next(a for a in case.acts if a.kind is ActKind.MOBILISATION_HELD)
    again = Act(
        id="A91", kind=rally.kind, day=rally.day, by="镇党委", corrects=rally.id, reason="日期登记有误"
    )
    assert "word.smoothly" in told(of_town())
    made = made_of(build.folder(bend(case, acts=(*case.acts, again))))
    (refused,) = [u for u in made.unsupported if u.key == "word.smoothly"]
    assert "有1件行为后来作了更正" in refused.reason


def test_complete_is_a_closed_case_with_nobody_waiting():
    made = made_of(build.folder())
    assert "next.waiting" not in told(made)
    assert (
        told(made)["word.complete"]
        == "各个环节全部办结，没有人落选待岗，平衡表10项平衡关系全部成立，圆满完成了机构改革任务。"
    )


def test_education_of_the_middle_is_compared_by_one_definition():
    """大专及以上 on both sides: who rises in education rises in both readings, 本科 is no class of its own."""
    low = made_of(
        build.folder(
            bend(
                build.case(),
                people=tuple(bend(p, education=Education.SENIOR_MIDDLE) for p in build.case().people),
            )
        )
    )
    assert "中层干部文化程度得到提高" not in told(low).values()


def test_what_an_editor_adds_is_marked_and_placed():
    folder = bend(
        town(), additions=("【三.1】机关面貌一新。", "感谢全体干部职工的支持。", "【一.9】没有这一节。")
    )
    made = made_of(folder)
    added = [s for s in made.sentences if not s.backed]
    assert [(s.text, s.stated) for s in added] == [
        ("机关面貌一新（编者补充，无案卷依据）。", ()),
        ("感谢全体干部职工的支持（编者补充，无案卷依据）。", ()),
        ("没有这一节（编者补充，无案卷依据）。", ()),
    ]
    by_heading = dict(zip(headings(made), made.sections, strict=True))
    assert by_heading["（一）机构和编制得到精简"].paragraphs[-1][-1] == added[0]
    assert by_heading["四、下一步工作"].paragraphs[-1][-1] == added[1]
    assert by_heading["五、补充说明"].paragraphs == ((added[2],),)
    ledger = summary_ledger(made)[0]
    assert [row[4] for row in ledger.rows if row[0] == added[0].number] == ["编者补充，案卷无依据"]


def test_the_ledger_lists_every_figure_once():
    made = of_town()
    backing, unsupported, words, assumed = summary_ledger(made)
    assert len(backing.rows) == sum(len(s.stated) for s in made.sentences)
    assert next(row[2:] for row in backing.rows if row[5] == "persons.cleared") == (
        *("20人", "20人", "批准清退的临时和自用人员数（清退台账）", "persons.cleared"),
        *("A07", "望改〔2006〕5号", "exits:P101–P120"),
    )
    assert [row[0] for row in unsupported.rows] == [u.claim for u in made.unsupported]
    assert ("绝大多数", "占90%以上（含）") in words.rows
    assert len(assumed.rows) == 15


ALLOWED = {
    "绝大多数": {"roster.confirmed", "placing.placed", "structure.after", "talks.held"},
    "半数以上": {"structure.after"},
    "明显": {"leaner.bodies", "leaner.total"},
    "圆满": {"word.complete"},
    "顺利": {"word.smoothly"},
    "踊跃": {"applying.share"},
    "多次": {"leading.meetings"},
    "全部": {
        *("roster.confirmed", "course.cleared", "clearing.paid", "applying.share", "placing.placed"),
        *("services.suppliers", "structure.after", "outcomes.all", "outcomes.laws", "word.complete"),
        *("leading.group", "consulting.disposed", "mobilising.rally", "talks.held", "talks.worries"),
    },
    **{word: {"consulting.held"} for word in ("上下结合", "多方", "反复")},
    "许多": {"talks.worries"},
    "理顺": {"duties.leads"},
    "得到精简": {"heading.leaner"},
    "得到提高": {"heading.structure"},
}
"""Where a word of judgement may stand: in sentences that ask whether it holds."""
NEVER = (
    "普遍",
    "显著",
    "大幅",
    "极大",
    "高度",
    "深受",
    "好评",
    "一致",
    "积极",
    "有效",
    "成功",
    "良好",
    "扎实",
)


@pytest.mark.parametrize("made", [of_town, lambda: made_of(build.folder())], ids=["town", "small"])
def test_words_of_judgement_stand_only_where_they_are_asked_for(made):
    astray = [
        (word, s.key)
        for s in made().sentences
        for word, keys in ALLOWED.items()
        if word in s.text and s.key not in keys
    ]
    assert astray == []
    assert [
        (w, s.key) for s in made().sentences for w in NEVER if w in s.text and s.key != "leading.resolved"
    ] == []


def small() -> Told:
    told = told_of(build.folder(), run(build.folder()))
    assert told is not None
    return told


def broken(sheet: BalanceSheet) -> BalanceSheet:
    first, *others = sheet.laws
    lines = (bend(first.lines[0], holds=False), *first.lines[1:])
    return bend(sheet, laws=(bend(first, lines=lines), *others))


def unplaced(told: Told) -> Told:
    first, *others = told.placement.placed
    return bend(told, placement=bend(told.placement, placed=(bend(first, post=None, choice=None), *others)))


@pytest.mark.parametrize(
    ("key", "bent", "refused"),
    [
        (
            "course.cleared",
            lambda t: bend(t, clearances=(bend(t.clearances[0], granted=False),)),
            "word.all.cleared",
        ),
        (
            "clearing.paid",
            lambda t: bend(t, clearances=(bend(t.clearances[0], settled=False),)),
            "word.all.settled",
        ),
        ("outcomes.all", lambda t: bend(t, outcomes=t.outcomes[1:]), "word.all.outcomes"),
        ("outcomes.laws", lambda t: bend(t, sheet=broken(t.sheet)), "word.complete"),
        ("applying.share", lambda t: bend(t, case=bend(t.case, choices=t.case.choices[1:])), "word.keen"),
        ("placing.placed", unplaced, "word.vast_majority.placed"),
    ],
)
def test_all_is_said_only_of_all(key, bent, refused):
    """One left out of those of whom all was said: the word goes, and the claim is listed. 5 of 6 are 83.3 per cent."""
    told_ = small()
    before, after = summary(told_), summary(bent(told_))
    assert "全部" in told(before)[key]
    assert refused not in {u.key for u in before.unsupported}
    assert "全部" not in told(after)[key]
    assert refused in {u.key for u in after.unsupported}


def test_money_that_falls_short_is_not_said_to_be_kept():
    told_ = small()
    (line,) = told_.statements
    made = summary(bend(told_, statements=(bend(line, agreed_amount=D(990)),)))
    assert "services.kept" not in told(made)
    (refused,) = [u for u in made.unsupported if u.key == "word.kept"]
    assert refused.reason == "协议金额990元少于基年的1000元；有1项少于基年。"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("77845", "77845元"),
        ("756400", "75.64万元"),
        ("9900", "9900元"),
        ("15891278.68", "1589.13万元"),
        ("1000000", "100万元"),
    ],
)
def test_money_as_a_report_writes_it(amount, shown):
    assert yuan(D(amount)) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(119, 120, "99.2%"), (1, 2, "50%"), (4999, 5000, "99.9%以上"), (5, 5, "100%")],
)
def test_shares_as_a_report_writes_them(part, whole, shown):
    assert percent(part, whole) == shown


def test_every_sentence_with_figures_rests_on_an_act():
    """But for the order of the steps, which is that of all acts together."""
    without = [s.key for s in of_town().sentences if s.stated and not any(one.acts for one in s.stated)]
    assert without == ["opening.order"]


def test_what_was_counted_in_a_table_rests_on_the_act_that_made_it_official():
    by_query = {one.query: one for s in of_town().sentences for one in s.stated}
    assert by_query["bodies.before"].documents == ("南丘编〔2006〕12号",)
    assert by_query["persons.temporary"].acts == ("A05",)
    assert by_query["persons.outcome"].acts == ("A33",)
    assert by_query["laws.number"].acts == ("A34",)
