"""dinggang mark MEASURE FILE: the marks of one measure, from its sheets and its rule alone."""

import argparse
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dinggang.basis import Rounding, Where, total
from dinggang.cli.alone import (
    add_common,
    as_file,
    refusals_of,
    refuse_if,
    refuse_out,
    show_notices,
    write_files,
)
from dinggang.cli.show import pad, say, wrap
from dinggang.documents import working
from dinggang.documents.alone import mark_sheet
from dinggang.marks import (
    MEASURE_WORDS,
    Scored,
    Sheets,
    check_sheets,
    exam_points,
    mark_assessment,
    mark_evaluation,
    mark_exam,
    mark_speech,
)
from dinggang.plan import Measure, Rules
from dinggang.sheets import Sheet
from dinggang.sheets.alone import Reading
from dinggang.sheets.alone_rules import read_rules
from dinggang.sheets.troubles import Problems, problem

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "mark",
        help="只办一项测评的计分 marks of one measure alone",
        description="只给一项测评计分：考试、民主测评、演说或考核。表上的每个人都计分。",
    )
    parser.add_argument(
        "measure",
        choices=[m.value for m in Measure],
        help="exam考试、evaluation民主测评、speech演说、assessment考核 which measure",
    )
    parser.add_argument("file", type=Path, help="案卷中的那张表，如exam.xlsx the sheets, as in a case folder")
    add_common(parser)
    parser.add_argument(
        "--void", default="", help="作废的题号，用逗号隔开，如Q05,Q07 questions found void after the exam"
    )
    parser.add_argument(
        "--statistics",
        action="store_true",
        help="考试、演说另加统计表（只供组织者，须写成xlsx） statistics for organisers, in .xlsx only",
    )
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    measure, zh = Measure(args.measure), args.lang == "zh"
    problems = Problems()
    refuse_out([args.out], [args.file, args.rules], (".xlsx", ".csv"), problems)
    ruled = read_rules(args.rules, measure.value, problems)
    reading = Reading(ruled, problems, {measure.value: args.file})
    sheets = reading.sheets_of(measure)
    if args.statistics:
        _refuse_statistics(measure, args.out, problems)
    refuse_if(problems)
    people = sorted(reading.people)
    void = frozenset(part.strip() for part in args.void.replace("，", ",").split(",") if part.strip())
    rules = _only(ruled.rules, measure)
    findings = check_sheets(rules, sheets, people, void)
    problems.extend(refusals_of(findings, reading.places, args.file.name))
    refuse_if(problems)
    scored = marks_of(rules, measure, sheets, people, void)
    title = say(MEASURE_WORDS[measure], args.lang)
    print(f"{title}：{args.file.name}\n" if zh else f"{title}: {args.file.name}\n")
    if args.explain:
        for one in scored:
            _show(one, reading.names, args.lang)
        print()
    show_notices(findings, reading.places, args.lang)
    first = mark_sheet(measure, scored, reading.names, rounding_of(rules, measure).words)
    more = [working(measure, scored, reading.names)] if args.explain else []
    if args.statistics:
        more += _statistics(rules, measure, sheets, people, void)
    write_files({args.out: as_file(args.out, [first, *more])})
    _tell(scored, args.out, zh=zh)
    return 0


def _refuse_statistics(measure: Measure, out: Path, problems: Problems) -> None:
    if measure not in {Measure.EXAM, Measure.SPEECH} or out.suffix.lower() == ".csv":
        problems.append(
            problem(
                Where(file=str(out)),
                "统计表（--statistics）只有考试和演说有，并且只写在xlsx里。",
                "Statistics (--statistics) are of exam and speech only, and written into an .xlsx.",
                "请去掉--statistics，或把结果写成xlsx。",
                "Leave --statistics out, or write an .xlsx.",
            )
        )


def _statistics(
    rules: Rules, measure: Measure, sheets: Sheets, people: Sequence[str], void: frozenset[str]
) -> tuple[Sheet, ...]:
    from dinggang.documents.statistics import (  # noqa: PLC0415 - only who asks for statistics loads them
        exam_statistics,
        speech_statistics,
    )

    if measure is Measure.EXAM:
        points = exam_points(rules.exam, sheets.questions, sheets.exam, people, sheets.essays, void)
        return exam_statistics([q for q in sheets.questions if q.id not in void], points)
    totals: dict[str, dict[str, Fraction]] = {}
    for sheet in sheets.speech:
        if not sheet.recused:
            totals.setdefault(sheet.judge, {})[sheet.person] = total(sheet.marks.values())
    return speech_statistics(totals, rules.speech.trim_high, rules.speech.trim_low)


def _only(rules: Rules, measure: Measure) -> Rules:
    """The rules with nothing but this measure counting: the checks look at no other."""
    composite = msgspec.structs.replace(rules.composite, weights={measure: Decimal(100)})
    return msgspec.structs.replace(rules, composite=composite)


def marks_of(
    rules: Rules, measure: Measure, sheets: Sheets, people: Sequence[str], void: frozenset[str]
) -> tuple[Scored, ...]:
    match measure:
        case Measure.EXAM:
            return mark_exam(rules.exam, sheets.questions, sheets.exam, people, sheets.essays, void)
        case Measure.EVALUATION:
            return mark_evaluation(rules.evaluation, sheets.evaluation, people)
        case Measure.SPEECH:
            return mark_speech(rules.speech, sheets.speech, people)
        case Measure.ASSESSMENT:
            return mark_assessment(rules.assessment, sheets.assessment, people, sheets.adjusted)


def rounding_of(rules: Rules, measure: Measure) -> Rounding:
    by = {
        Measure.EXAM: rules.exam.rounding,
        Measure.EVALUATION: rules.evaluation.rounding,
        Measure.SPEECH: rules.speech.rounding,
        Measure.ASSESSMENT: rules.assessment.rounding,
    }
    return by[measure]


def _show(one: Scored, names: dict[str, str], language: str) -> None:
    """A person's working-out, line by line; the last line says how it was rounded."""
    mark = f"{one.mark:f}" if one.mark is not None else ("没有成绩" if language == "zh" else "no mark")
    failed = one.mark is not None and not one.passed
    note = ("（不合格）" if language == "zh" else " (not passed)") if failed else ""
    who = f"{one.person} {names.get(one.person, '')}".rstrip()
    print(f"{pad(who, 20)}{mark}{note}")
    colon = "：" if language == "zh" else ": "
    for step in one.steps:
        print(wrap(f"{say(step.label, language)}{colon}{step.formula}", "     "))
    if one.reason is not None:
        print(wrap(say(one.reason, language), "     "))


def _tell(scored: Sequence[Scored], out: Path, *, zh: bool) -> None:
    with_mark = [s for s in scored if s.mark is not None]
    failed = sum(not s.passed for s in with_mark)
    without = len(scored) - len(with_mark)
    if zh:
        print(f"计分{len(with_mark)}人，没有成绩{without}人，不合格{failed}人。")
        print(f"写出：{out}")
    else:
        print(f"{len(with_mark)} marked, {without} without a mark, {failed} not passed.")
        print(f"Written: {out}")
