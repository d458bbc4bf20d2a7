from decimal import Decimal

import msgspec
import pytest

import build
from dinggang.basis import Level
from dinggang.marks import (
    AssessmentForm,
    ExamSheet,
    JudgeSheet,
    Question,
    QuestionKind,
    Sheets,
    check_sheets,
    full_mark,
)
from dinggang.plan import Criterion, Measure

D = Decimal
RULES = build.rules()
SHEETS = build.sheets()
POOL = build.COMPETING
STOPS, EXPLAIN, NOTICE = Level.STOPS, Level.EXPLAIN, Level.NOTICE
replace = msgspec.structs.replace


def found(sheets, rules=RULES, pool=POOL):
    findings = check_sheets(rules, sheets, pool)
    assert all(f.cure.zh and f.cure.en for f in findings)
    return [(f.code, f.level, f.words.zh, f.rows) for f in findings]


def test_sound_sheets_have_no_findings():
    assert found(SHEETS) == []


def exam(**changes):
    return replace(SHEETS, exam=(replace(SHEETS.exam[0], **changes), *SHEETS.exam[1:]))


def evaluation(*counts):
    return replace(SHEETS, evaluation=(*counts, *SHEETS.evaluation[2:]))


def speech(*sheets):
    return replace(SHEETS, speech=(*sheets, *SHEETS.speech[3:]))


BALLOT_A, BALLOT_B = SHEETS.evaluation[:2]
JUDGE_1, JUDGE_2, JUDGE_3 = SHEETS.speech[:3]
FORM = SHEETS.assessment[0]


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (
            evaluation(replace(BALLOT_A, issued=9), BALLOT_B),
            ("M01", STOPS, "P03：A类收回10张，多于发出的9张。", ("evaluation:P03",)),
        ),
        (
            evaluation(replace(BALLOT_A, void=1), BALLOT_B),
            (
                "M02",
                STOPS,
                "P03：A类四个等次10票加废票1张，不等于收回的10张。",
                ("evaluation:P03",),
            ),
        ),
        (
            evaluation(BALLOT_A, BALLOT_B, replace(BALLOT_A, category="Z")),
            ("M03", STOPS, "P03：方案中没有Z类投票人。", ("evaluation:P03",)),
        ),
        (evaluation(BALLOT_B), ("M04", STOPS, "P03：缺A类（领导）的票数。", ("evaluation:P03",))),
        (
            evaluation(BALLOT_A, BALLOT_A, BALLOT_B),
            ("M07", STOPS, "P03：A类有2行票数。", ("evaluation:P03",)),
        ),
        (
            evaluation(replace(BALLOT_A, returned=4, excellent=4), BALLOT_B),
            ("M16", EXPLAIN, "P03：A类发出10张，收回4张，收回率低于规定的50%。", ("evaluation:P03",)),
        ),
        (
            speech(replace(JUDGE_1, marks={"speech": D(101)}), JUDGE_2, JUDGE_3),
            ("M05", STOPS, "P03/J1：“演说”给了101分，超过该项满分100分。", ("speech:P03",)),
        ),
        (
            speech(replace(JUDGE_1, marks={}), JUDGE_2, JUDGE_3),
            ("M06", STOPS, "P03/J1：缺“演说”一项的分数。", ("speech:P03",)),
        ),
        (
            speech(JUDGE_1, JUDGE_1, JUDGE_2, JUDGE_3),
            ("M07", STOPS, "评委J1给P03有2份评分表。", ("speech:P03",)),
        ),
        (
            speech(JUDGE_1, JUDGE_2, JUDGE_3, JudgeSheet(judge="J4", person="P03", marks={"speech": D(1)}, recused="亲属")),
            ("M15", STOPS, "P03/J4：已回避，却打了分。", ("speech:P03",)),
        ),
        (
            speech(JUDGE_1, JUDGE_2),
            ("M16", EXPLAIN, "P03：打分的评委2名，少于规定的3名。", ("speech:P03",)),
        ),
        (
            replace(SHEETS, assessment=(FORM, *SHEETS.assessment)),
            ("M07", STOPS, "P03有2份组织考核材料。", ("assessment:P03",)),
        ),
        (
            replace(SHEETS, assessment=(replace(FORM, marks={"work": D("100.5")}), *SHEETS.assessment[1:])),
            ("M05", STOPS, "P03：“实绩”给了100.5分，超过该项满分100分。", ("assessment:P03",)),
        ),
        (
            exam(answers={"Q01": "AI"}),
            ("M09", STOPS, "P03：Q01的答案“AI”不是A–H的选项。", ("exam:P03",)),
        ),
        (
            exam(answers={"Q11": "A"}),
            ("M13", STOPS, "P03：Q11不是试卷上的这类题目，却有答案或分数。", ("exam:P03",)),
        ),
        (exam(absent=True), ("M14", STOPS, "P03：登记为缺考，却有答案。", ("exam:P03",))),
        (
            replace(SHEETS, exam=(SHEETS.exam[0], *SHEETS.exam)),
            ("M07", STOPS, "P03有2份理论素质考试材料。", ("exam:P03",)),
        ),
    ],
)  # fmt: skip
def test_one_thing_bent_is_one_finding(sheets, expected):
    assert found(sheets) == [expected]


@pytest.mark.parametrize(
    ("measure", "zh"),
    [
        ("exam", "P03没有理论素质考试的材料，将没有成绩。"),
        ("evaluation", "P03没有民主测评的材料，将没有成绩。"),
        ("speech", "P03没有竞岗演说的材料，将没有成绩。"),
        ("assessment", "P03没有组织考核的材料，将没有成绩。"),
    ],
)
def test_a_candidate_without_a_sheet_is_to_be_explained_and_a_stranger_noticed(measure, zh):
    without = replace(SHEETS, **{measure: tuple(s for s in getattr(SHEETS, measure) if s.person != "P03")})

    assert found(without) == [("M12", EXPLAIN, zh, ("people:P03",))]
    assert [(code, level, rows) for code, level, _, rows in found(SHEETS, pool=POOL[1:])] == [
        ("M11", NOTICE, (f"{m}:P03",)) for m in ("exam", "evaluation", "speech", "assessment")
    ]


def test_a_strangers_faulty_sheets_are_only_noticed():
    sheets = Sheets(
        questions=SHEETS.questions,
        exam=(*SHEETS.exam, *[ExamSheet(person="P99", answers={"Q01": "?"})] * 2),
        evaluation=(*SHEETS.evaluation, replace(BALLOT_A, person="P99", returned=11)),
        speech=(*SHEETS.speech, JudgeSheet(judge="J1", person="P99")),
        assessment=(*SHEETS.assessment, AssessmentForm(person="P99")),
    )

    assert [(code, level) for code, level, _, _ in found(sheets)] == [("M11", NOTICE)] * 4


def paper(*questions):
    """The last questions replaced by these."""
    return replace(SHEETS, questions=(*SHEETS.questions[: 10 - len(questions)], *questions))


def question(number, kind=QuestionKind.SINGLE, key="A", value=10):
    return Question(id=f"Q{number:02}", kind=kind, key=key, value=D(value))


@pytest.mark.parametrize(
    ("sheets", "code", "zh", "rows"),
    [
        (
            paper(question(10, value="9.5")),
            "M08",
            "10题分值合计99.5分，与满分100分不符。",
            tuple(f"exam:Q{n:02}" for n in range(1, 11)),
        ),
        (paper(question(10, key="")), "M10", "Q10没有标准答案。", ("exam:Q10",)),
        (paper(question(10, key="K")), "M10", "Q10的标准答案“K”不是可用的选项。", ("exam:Q10",)),
        (
            paper(question(10, QuestionKind.JUDGE, "C")),
            "M10",
            "Q10的标准答案“C”不是可用的选项。",
            ("exam:Q10",),
        ),
        (
            paper(question(10, key="AC")),
            "M10",
            "Q10不是多项选择题，标准答案却有2项。",
            ("exam:Q10",),
        ),
    ],
)
def test_a_paper_that_cannot_be_marked(sheets, code, zh, rows):
    assert found(sheets) == [(code, STOPS, zh, rows)]


def test_a_question_twice():
    sheets = paper(question(9), question(9))
    without_q10 = tuple(
        replace(s, answers={q: a for q, a in s.answers.items() if q != "Q10"}) for s in sheets.exam
    )

    assert found(replace(sheets, exam=without_q10)) == [("M07", STOPS, "题号Q09出现2次。", ("exam:Q09",))]


def test_keys_of_every_kind_that_are_sound():
    sheets = paper(
        question(8, QuestionKind.JUDGE, "B"), question(9, QuestionKind.MULTIPLE, "ACH"), question(10)
    )

    assert found(sheets) == []


def test_essays():
    essay = question(10, QuestionKind.ESSAY, "")
    answers = {q: "A" for q in SHEETS.exam[0].answers if q != "Q10"}
    sheets = replace(
        paper(essay),
        exam=tuple(
            ExamSheet(person=p, answers=answers, essays={} if p == "P03" else {"Q10": D(n)})
            for n, p in enumerate(POOL, start=6)
        ),
    )

    assert found(sheets) == [
        ("M06", STOPS, "P03：主观题Q10没有分数。", ("exam:P03",)),
        ("M05", STOPS, "P08：主观题Q10给了11分，超过该题10分。", ("exam:P08",)),
    ]
    keyed = replace(sheets, questions=(*sheets.questions[:9], question(10, QuestionKind.ESSAY, "A")))
    assert found(keyed)[0] == ("M10", STOPS, "主观题Q10不应有标准答案。", ("exam:Q10",))


def test_a_measure_without_weight_is_not_looked_at():
    composite = replace(RULES.composite, weights={Measure.EXAM: D(100), Measure.SPEECH: D(0)})

    assert (
        found(Sheets(questions=SHEETS.questions, exam=SHEETS.exam), replace(RULES, composite=composite)) == []
    )
    evaluated = replace(RULES.composite, weights={Measure.EVALUATION: D(100)})
    assert found(Sheets(evaluation=SHEETS.evaluation), replace(RULES, composite=evaluated)) == []


def test_findings_do_not_depend_on_row_order():
    bent = evaluation(replace(BALLOT_A, issued=9), replace(BALLOT_B, void=2))
    backwards = Sheets(**{name: getattr(bent, name)[::-1] for name in Sheets.__struct_fields__})

    assert found(backwards, pool=POOL[::-1]) == found(bent) != []


def test_full_marks():
    criteria = (
        Criterion(id="content", name="内容", maximum=D("60.5")),
        Criterion(id="manner", name="仪态", maximum=D(40)),
    )
    rules = replace(
        RULES,
        exam=replace(RULES.exam, full_mark=D(120)),
        evaluation=replace(RULES.evaluation, grades=replace(RULES.evaluation.grades, excellent=D(95))),
        speech=replace(RULES.speech, criteria=criteria),
        assessment=replace(RULES.assessment, criteria=criteria[1:]),
    )

    assert [full_mark(rules, measure) for measure in Measure] == [D(120), D(95), D("100.5"), D(40)]
