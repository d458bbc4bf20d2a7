"""报名表, 民主测评票, 测评结果汇总表, 成绩册: figures worked out by hand, and what may not be told from them."""

import io
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
import pdfplumber
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from dinggang.basis import Words
from dinggang.case import ActKind, Case
from dinggang.documents.official.applying import applications
from dinggang.documents.official.balloting import ballots, tally
from dinggang.documents.official.faces import find_faces
from dinggang.documents.official.pdf import set_pdf
from dinggang.documents.official.scoring import mark_book
from dinggang.documents.official.values import Document, Fields, Table, texts
from dinggang.documents.told import Told
from dinggang.marks import EvaluationCount, ExamSheet, QuestionKind
from dinggang.plan import GradePoints, Measure, RankingGroup, VoterCategory
from dinggang.procedure import run
from dinggang.procedure.papers import told_so_far
from dinggang.sheets import read_folder

TOWN = Path(__file__).parents[3] / "examples" / "town-2006"
D = Decimal
NAMES = {p: f"某{p}" for p in build.COMPETING}


@cache
def town() -> tuple[Told, dict[str, str]]:
    folder = read_folder(TOWN)
    return told_so_far(folder, run(folder)), dict(folder.names)


def told_of(case: Case) -> Told:
    folder = build.folder(case)
    return told_so_far(folder, run(folder))


def words(document: Document) -> str:
    return "\n".join(text for _, text in texts(document))


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def row_of(table: Table, person: str) -> dict[str, str]:
    (row,) = [r for r in table.rows if r[0] == person]
    return dict(zip((c.title.replace("\n", "") for c in table.columns), row, strict=True))


def votes(person: str, category: str, given: tuple[int, ...], void: int = 0) -> EvaluationCount:
    """All sheets came back."""
    names = ("excellent", "competent", "basic", "incompetent")
    assert len(given) == len(names)
    returned = sum(given) + void
    grades = dict(zip(names, given, strict=True))
    return EvaluationCount(
        person=person, category=category, issued=returned, returned=returned, void=void, **grades
    )


def voted(counts: tuple[EvaluationCount, ...], *categories: VoterCategory) -> Case:
    """The small case, these counts in place of those of the same people; with these classes of voters."""
    case = build.case()
    own = {(c.person, c.category) for c in counts}
    rest = tuple(c for c in case.sheets.evaluation if (c.person, c.category) not in own)
    rules = case.plan.rules
    if categories:
        evaluation = msgspec.structs.replace(rules.evaluation, categories=categories)
        rules = msgspec.structs.replace(rules, evaluation=evaluation)
    return build.bend(
        case,
        plan=msgspec.structs.replace(case.plan, rules=rules),
        sheets=msgspec.structs.replace(case.sheets, evaluation=(*rest, *counts)),
    )


def without_act(told: Told, kind: ActKind) -> Told:
    acts = tuple(a for a in told.case.acts if a.kind is not kind)
    return msgspec.structs.replace(told, case=build.bend(told.case, acts=acts))


# ── 报名表 ──


def forms() -> dict[str, Document]:
    return {d.about: d for d in applications(*town())}


def fields(document: Document) -> dict[str, str]:
    return {k: v for b in document.blocks if isinstance(b, Fields) for k, v in b.pairs}


def test_whoever_handed_in_choices_has_a_form_and_nobody_else() -> None:
    told, _ = town()
    # 66 of the pool; P100 handed in nothing.
    assert len(forms()) == 65
    assert set(forms()) == {c.person for c in told.case.choices}
    assert "P100" not in forms()


def test_a_form_has_the_facts_the_choices_and_what_was_found() -> None:
    form = forms()["P060"]
    facts = fields(form)
    # Born on 1953-05-15: fifty-three on 2006-10-31, more than the fifty that O26 allows; two years before 2006 are asked for.
    assert facts["出生年月"] == "1953年5月（53岁）"
    assert facts["年度考核"] == "2004年称职；2005年优秀"
    (table,) = tables(form)
    assert [row[:3] for row in table.rows] == [
        ("1", "O26", "便民服务中心副主任"),
        ("2", "O29", "便民服务中心农业服务窗口"),
        ("3", "O36", "计划生育技术服务中心计生信息统计"),
    ]
    assert facts["资格审查意见"] == (
        "第1志愿（O26）不符合条件：学历低于岗位要求；截止日53周岁，超过50周岁。\n第2、3志愿符合条件。\n"
        "审查单位：望禾镇机构改革领导小组　2006年11月10日"
    )
    for said in ("本人对所填内容真实性负责。", "报名人签字", "审查人", "复核人"):
        assert said in words(form)


def test_who_may_not_compete_at_all_reads_why_and_no_post_is_called_fit() -> None:
    said = fields(forms()["P037"])["资格审查意见"]
    assert said.startswith("不具备竞争上岗资格（方案第九条）：受记过处分，2007年3月19日期满")
    assert "志愿" not in said


def test_the_day_of_birth_a_sanction_and_relatives_are_not_on_a_form() -> None:
    told, _ = town()
    for person, form in forms().items():
        birth = told.people[person].birth
        assert f"{birth.year}年{birth.month}月{birth.day}日" not in words(form)
        assert {"处分", "本单位亲属"}.isdisjoint(fields(form))


def test_a_year_without_appraisal_says_so() -> None:
    case = build.case()
    people = tuple(msgspec.structs.replace(p, appraisals=()) if p.id == "P03" else p for p in case.people)
    made = {d.about: d for d in applications(told_of(build.bend(case, people=people)), NAMES)}
    # The small case asks for one year before 2006.
    assert fields(made["P03"])["年度考核"] == "2005年没有结果"
    assert fields(made["P04"])["年度考核"] == "2005年称职"
    assert fields(made["P04"])["出生年月"] == "1970年1月（36岁）"


def test_before_the_closing_or_without_choices_there_are_no_forms() -> None:
    told, names = town()
    open_still = applications(without_act(told, ActKind.APPLICATIONS_CLOSED), names)
    assert isinstance(open_still, Words)
    assert "不印空表" in open_still.zh
    none = tuple(msgspec.structs.replace(a, posts=()) for a in told.applicants or ())
    assert isinstance(applications(msgspec.structs.replace(told, applicants=none), names), Words)


def test_a_form_is_one_page() -> None:
    some = tuple(forms()[p] for p in ("P011", "P036", "P037", "P060"))
    pages = pdfplumber.open(io.BytesIO(set_pdf(some, find_faces(), town()[1]))).pages
    assert len(pages) == len(some)


# ── 民主测评票 ──


def test_there_is_one_ballot_a_class_with_everybody_who_is_measured() -> None:
    told, names = town()
    made = ballots(told, names)
    assert [d.title for d in made] == [
        "民主测评票（领导班子成员）",
        "民主测评票（中层干部）",
        "民主测评票（一般工作人员）",
    ]
    competing = [a.person for a in told.applicants or () if a.competes]
    for one in made:
        (table,) = tables(one)
        assert [r[0] for r in table.rows] == competing
        assert len(competing) == 62
        assert [c.title for c in table.columns[3:]] == ["优秀", "称职", "基本称职", "不称职", "弃权"]
        assert {cell for r in table.rows for cell in r[3:]} == {""}
        assert row_of(table, "P011")["单位、岗位"] == "党政办公室秘书"


def test_a_ballot_says_how_to_vote_and_what_counts_by_the_plan() -> None:
    text = words(ballots(*town())[0])
    for said in (
        "不写填票人的姓名、编号和单位",
        "一行画了两个以上、一个也没画、看不清画在哪一格的，这一人的票作废",
        "优秀100分、称职80分、基本称职60分、不称职40分",
        "领导班子成员40%、中层干部30%、一般工作人员30%",
        "收回的票少于发出的80%的，不计分（方案第十一条）。",
    ):
        assert said in text


def test_nothing_on_a_ballot_tells_who_filled_it_in() -> None:
    """No room for a name, no number of the sheet; ballots of one class are one and the same; and no id of anybody who
    only votes.
    """
    told, names = town()
    measured = {a.person for a in told.applicants or () if a.competes}
    for one in ballots(told, names):
        assert not any(type(b).__name__ in {"Signing", "Fields"} for b in one.blocks)
        assert (one.number, one.about, one.signature) == ("", "", None)
        assert set(re.findall(r"[PJ]\d+", words(one))) == measured
        assert not any(names[p.id] in words(one) for p in told.case.people if p.id not in measured)


def test_every_page_of_a_long_ballot_has_the_grades_above_and_says_which_ballot_it_is() -> None:
    told, names = town()
    one = ballots(told, names)[0]
    pages = pdfplumber.open(io.BytesIO(set_pdf([one], find_faces(), names))).pages
    assert len(pages) > 2
    for page in pages:
        text = page.extract_text()
        assert "不称职 弃权" in text
        assert "民主测评票（领导班子成员）" in text


MERGING = (
    VoterCategory(id="A", name="领导", weight=D(40), merge_below=5, merge_into="B"),
    VoterCategory(id="B", name="一般", weight=D(60)),
)


def test_a_class_that_may_be_merged_is_told_so_on_its_ballot_and_on_the_other() -> None:
    first, second = ballots(told_of(voted((), *MERGING)), NAMES)
    assert "本类发出的票少于5张时，并入“一般”一类一起计票，不单独列出。" in words(first)
    assert "“领导”一类发出的票少于5张时，并入本类一起计票，不单独列出。" in words(second)


def test_the_only_class_is_not_named() -> None:
    all_of_them = VoterCategory(id="A", name="全体职工", weight=D(100))
    (one,) = ballots(told_of(voted((), all_of_them)), NAMES)
    assert one.title == "民主测评票"
    assert "全体职工" not in words(one)
    assert "类" not in words(one)


def test_ballots_are_printed_before_the_tally_and_not_before_it_is_known_who_is_measured() -> None:
    told, names = town()
    assert len(ballots(without_act(told, ActKind.TALLY_PROVED), names)) == 3
    assert isinstance(ballots(without_act(told, ActKind.APPLICATIONS_CLOSED), names), Words)
    nobody = msgspec.structs.replace(told, applicants=())
    assert isinstance(ballots(nobody, names), Words)


def test_a_plan_that_does_not_count_the_evaluation_has_no_ballots() -> None:
    told = told_of(build.case())
    weights = {Measure.EXAM: D(100)}
    rules = told.case.plan.rules
    composite = msgspec.structs.replace(rules.composite, weights=weights)
    plan = msgspec.structs.replace(told.case.plan, rules=msgspec.structs.replace(rules, composite=composite))
    other = msgspec.structs.replace(told, case=build.bend(told.case, plan=plan))
    assert isinstance(ballots(other, NAMES), Words)


# ── 民主测评结果汇总表 ──


def test_the_tally_has_what_was_counted_and_the_marks_of_the_working_out() -> None:
    """P014: (3 × 80 + 4 × 60 + 40) ÷ 8 = 65; (600 + 560 + 120 + 40) ÷ 16 = 82.5; (2000 + 2800 + 480 + 200) ÷ 68 = 80.588…
    65 × 0.4 + 82.5 × 0.3 + 80.588… × 0.3 = 74.926….
    """
    (one,) = tally(*town())
    each, sums = tables(one)
    assert [r[2:] for r in each.rows if r[0] == "P014"] == [
        ("领导班子成员", "9", "8", "8", "0", "3", "4", "1", "0", "65.00", "74.93", ""),
        ("中层干部", "16", "16", "16", "6", "7", "2", "1", "0", "82.50", "", ""),
        ("一般工作人员", "74", "70", "68", "20", "35", "8", "5", "2", "80.59", "", ""),
    ]
    assert len(each.rows) == 62 * 3
    # 62 people, nine sheets each; ten of them got eight back: 548.
    assert sums.rows[0][:6] == ("领导班子成员", "40", "62", "558", "548", "548")
    assert {"计票人", "监票人"} < set(words(one).split("\n"))


def test_classes_that_are_merged_are_told_as_one() -> None:
    """Three and seven sheets: (5 × 100 + 4 × 80 + 40) ÷ 10 = 86, with the weight of both."""
    counts = tuple(
        one for p in build.COMPETING for one in (votes(p, "A", (1, 1, 0, 1)), votes(p, "B", (4, 3, 0, 0)))
    )
    (one,) = tally(told_of(voted(counts, *MERGING)), NAMES)
    each, sums = tables(one)
    assert [r[2:12] for r in each.rows if r[0] == "P03"] == [
        ("领导、一般", "10", "10", "10", "5", "4", "0", "1", "0", "86.00")
    ]
    assert row_of(each, "P03")["得分"] == "86.00"
    assert sums.rows == (("领导、一般", "100", "6", "60", "60", "60", "30", "24", "0", "6", "0"),)
    assert "“领导”一类发出的票少于方案规定的张数，并入“一般”一类计票，不单独列出。" in words(one)


def test_of_a_class_with_fewer_than_five_valid_ballots_the_mark_alone_is_told() -> None:
    """P03: four of ten are void but for four; (400 + 0) ÷ 4 = 100 and 80: 40 + 48 = 88. The sums are of the other five."""
    small = votes("P03", "A", (4, 0, 0, 0), void=6)
    (one,) = tally(told_of(voted((small, votes("P03", "B", (0, 10, 0, 0))))), NAMES)
    each, sums = tables(one)
    assert row_of(each, "P03") == {
        **{c.title: "" for c in each.columns},
        "编号": "P03",
        "姓名": "某P03",
        "得分": "88.00",
        "备注": "不列分类票数",
    }
    assert [r[:5] for r in sums.rows] == [("领导", "40", "5", "50", "50"), ("一般", "60", "5", "50", "50")]
    assert "有一类有效票不足5张的1人" in words(one)
    assert sums.notes == ("不列分类票数的1人不在合计之内。",)
    # Five are enough.
    (other,) = tally(told_of(voted((votes("P03", "A", (5, 0, 0, 0), void=5),))), NAMES)
    assert len([r for r in tables(other)[0].rows if r[0] == "P03"]) == 2


FOUR = st.lists(st.integers(0, 3), min_size=4, max_size=4).map(
    lambda cast: tuple(cast.count(grade) for grade in range(4))
)
"""Four ballots, as counts of the four grades."""
TEN = st.permutations((5, 3, 1, 1)).map(tuple)


def all_but_the_mark(small: tuple[int, ...], large: tuple[int, ...]) -> tuple[object, ...]:
    """What the tally tells when P03 got these votes of the two classes, P03's mark taken out."""
    (one,) = tally(told_of(voted((votes("P03", "A", small), votes("P03", "B", large)))), NAMES)
    each, sums = tables(one)
    place = [c.title for c in each.columns].index("得分")
    (mine,) = [r for r in each.rows if r[0] == "P03"]
    rows = tuple(r if r is not mine else (*r[:place], *r[place + 1 :]) for r in each.rows)
    return rows, sums, tuple(b for b in one.blocks if not isinstance(b, Table))


@settings(max_examples=20, deadline=None)
@given(FOUR, TEN)
def test_however_a_small_class_voted_the_tally_tells_no_more_than_the_mark(a, b) -> None:
    """Neither its counts nor those of the class beside it, from which they could be worked out."""
    assert all_but_the_mark(a, b) == all_but_the_mark((4, 0, 0, 0), (5, 3, 1, 1))


@settings(max_examples=20, deadline=None)
@given(FOUR, FOUR)
def test_whoever_of_two_merged_classes_cast_a_vote_the_tally_is_the_same(one, other) -> None:
    """P03 gets the same ballots, once the first four from the small class and once the others."""

    def papers(small, large):
        counts = (votes("P03", "A", small), votes("P03", "B", large))
        told = told_of(voted(counts, *MERGING))
        return tally(told, NAMES), ballots(told, NAMES)

    assert papers(one, other) == papers(other, one)


def test_before_the_counting_is_proved_there_is_no_tally() -> None:
    told, names = town()
    assert isinstance(tally(without_act(told, ActKind.TALLY_PROVED), names), Words)
    assert isinstance(tally(msgspec.structs.replace(told, marks=None), names), Words)


def test_who_has_no_mark_reads_why() -> None:
    """Four of ten came back to B, less than half: no mark. Those of A stand with their counts, unless they are few."""
    low = EvaluationCount(
        person="P03", category="B", issued=20, returned=8, excellent=8, competent=0, basic=0, incompetent=0
    )
    (one,) = tally(told_of(voted((low,))), NAMES)
    first, second = [r for r in tables(one)[0].rows if r[0] == "P03"]
    assert first[-3:] == ("100.00", "无", "B类发出20张，收回8张，收回率低于规定的50%。")
    assert second[2:4] == ("一般", "20")
    assert second[-3:] == ("", "", "")


# ── 成绩册 ──


def book_of(case: Case) -> tuple[Document, list[Table]]:
    (one,) = mark_book(told_of(case), NAMES)
    return one, tables(one)


def test_everybody_stands_in_the_book_with_marks_parts_and_rank() -> None:
    """P04: 90 × 0.4 + 100 × 0.3 + 80 × 0.2 + 90 × 0.1 = 36 + 30 + 16 + 9 = 91, second of three in administration."""
    one, (everybody, figures) = book_of(build.case())
    assert [r[0] for r in everybody.rows] == list(build.COMPETING)
    assert everybody.rows[1] == (
        *("P04", "某P04", "行政", "90.00", "36", "100.00", "30", "80.00", "16", "90.00", "9"),
        *("91.00", "2", ""),
    )
    # P08, exam 50: 20 + 30 + 16 + 9.
    assert everybody.rows[-1][-3:] == ("75.00", "3", "")
    # Exams 100, 90 … 50; composites 95, 91 … 75.
    assert figures.rows == (
        ("理论素质考试", "100", "40%", "6", "100.00", "50.00", "75.00", "0"),
        ("民主测评", "100", "30%", "6", "100.00", "100.00", "100.00", "0"),
        ("竞岗演说", "100", "20%", "6", "80.00", "80.00", "80.00", "0"),
        ("组织考核", "100", "10%", "6", "90.00", "90.00", "90.00", "0"),
        ("综合成绩（有名次的）", "100", "", "6", "95.00", "75.00", "85.00", "0"),
    )
    assert {"登分人", "复核人", "监督人"} < set(words(one).split("\n"))


def test_who_was_absent_has_no_rank_and_the_mean_is_of_the_others() -> None:
    """(100 + 90 + 70 + 60 + 50) ÷ 5 = 74."""
    case = build.case()
    exam = tuple(ExamSheet(person="P05", absent=True) if s.person == "P05" else s for s in case.sheets.exam)
    bent = build.bend(case, sheets=msgspec.structs.replace(case.sheets, exam=exam))
    _, (everybody, figures) = book_of(bent)
    absent = row_of(everybody, "P05")
    assert (absent["考试"], absent["考试折算"], absent["测评折算"]) == ("缺考", "", "30")
    assert (absent["综合成绩"], absent["名次"]) == ("", "")
    assert absent["备注"] == "理论素质考试没有成绩：缺考。"
    assert figures.rows[0][3:] == ("5", "100.00", "50.00", "74.00", "1")
    assert figures.rows[-1][-1] == "1"


def test_a_paper_of_several_kinds_has_each_kinds_points() -> None:
    """Q10 made a question of true or false: P03 has nine singles and it, P08 five singles."""
    case = build.case()
    questions = tuple(
        msgspec.structs.replace(q, kind=QuestionKind.JUDGE) if q.id == "Q10" else q
        for q in case.sheets.questions
    )
    one, (_, _, sections) = book_of(
        build.bend(case, sheets=msgspec.structs.replace(case.sheets, questions=questions))
    )
    assert [c.title for c in sections.columns] == [
        "编号",
        "姓名",
        "单选（90分）",
        "判断（10分）",
        "考试成绩",
    ]
    assert sections.rows[0] == ("P03", "某P03", "90", "10", "100.00")
    assert sections.rows[-1] == ("P08", "某P08", "50", "0", "50.00")
    assert "三、考试各类题得分" in words(one)


def test_the_town_has_its_four_kinds_and_those_without_a_rank() -> None:
    (one,) = mark_book(*town())
    everybody, _, sections = tables(one)
    # 11 + 13 + 14 + 34, as the working-out of the exam has it.
    assert row_of(sections, "P011") == {
        "编号": "P011",
        "姓名": town()[1]["P011"],
        "单选（20分）": "11",
        "多选（20分）": "13",
        "判断（20分）": "14",
        "主观（40分）": "34",
        "考试成绩": "72.00",
    }
    assert row_of(sections, "P072")["考试成绩"] == "缺考"
    assert row_of(everybody, "P021")["演说"] == "无"
    assert row_of(everybody, "P021")["备注"] == "竞岗演说没有成绩：没有演说评分表。"
    # 72 × 0.3 + 83.12 × 0.3 + 77.8 × 0.2 + 85.5 × 0.2 = 21.6 + 24.936 + 15.56 + 17.1 = 79.196.
    first = row_of(everybody, "P011")
    assert [first[k] for k in ("考试折算", "测评折算", "演说折算", "考核折算", "综合成绩")] == [
        *("21.6", "24.936", "15.56", "17.1", "79.20"),
    ]


def test_a_part_that_no_decimal_holds_is_told_with_four_places() -> None:
    """The best grade counts 90: 80 of 90 are 88.888…, of which 30 per cent are 26.666…."""
    case = build.case()
    rules = case.plan.rules
    points = GradePoints(excellent=D(90), competent=D(80), basic=D(60), incompetent=D(40))
    evaluation = msgspec.structs.replace(rules.evaluation, grades=points)
    counts = tuple(votes("P03", c, (0, 10, 0, 0)) for c in "AB")
    rest = tuple(c for c in case.sheets.evaluation if c.person != "P03")
    bent = build.bend(
        case,
        plan=msgspec.structs.replace(case.plan, rules=msgspec.structs.replace(rules, evaluation=evaluation)),
        sheets=msgspec.structs.replace(case.sheets, evaluation=(*rest, *counts)),
    )
    _, (everybody, _) = book_of(bent)
    assert row_of(everybody, "P03")["测评折算"] == "26.6667"
    assert row_of(everybody, "P04")["测评折算"] == "30"
    assert "四位小数" in everybody.notes[0]


def test_who_is_ranked_on_one_board_has_no_group() -> None:
    case = build.case()
    rules = case.plan.rules
    composite = msgspec.structs.replace(rules.composite, group=RankingGroup.ALL)
    plan = msgspec.structs.replace(case.plan, rules=msgspec.structs.replace(rules, composite=composite))
    _, (everybody, _) = book_of(build.bend(case, plan=plan))
    assert "组别" not in [c.title for c in everybody.columns]
    assert row_of(everybody, "P08")["名次"] == "6"


def test_there_is_no_book_before_the_board_or_with_lots_undrawn() -> None:
    told, names = town()
    assert told.ranking is not None
    undrawn = msgspec.structs.replace(told.ranking, undrawn=(("P011", "P012"),))
    assert isinstance(mark_book(msgspec.structs.replace(told, ranking=undrawn), names), Words)
    assert isinstance(mark_book(without_act(told, ActKind.SCOREBOARD_PUBLISHED), names), Words)
    assert isinstance(mark_book(msgspec.structs.replace(told, ranking=None), names), Words)
