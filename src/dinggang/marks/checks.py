"""Checks of the sheets before they are sealed: whatever would make a mark wrong stops."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from dinggang.basis import Finding, Id, Level, Words, plain, shown, total
from dinggang.marks.assessment import adjustment_faults
from dinggang.marks.criteria import criteria_faults
from dinggang.marks.essays import essay_faults, settle
from dinggang.marks.evaluation import count_faults, merged, merges, turnout_reason
from dinggang.marks.exam import OPTIONS, sheet_faults
from dinggang.marks.outcome import MEASURE_WORDS, by_person
from dinggang.marks.speech import judge_faults, panel_reason
from dinggang.marks.values import EvaluationCount, JudgeSheet, Question, QuestionKind, Sheets
from dinggang.plan import EvaluationRule, ExamRule, Measure, Rules, SpeechRule

_CURES = {
    "M01": Words(zh="请核对发出和收回的票数。", en="Check the numbers issued and returned."),
    "M02": Words(
        zh="请按计票记录核对各等次票数和废票数。", en="Check the grades and void ballots against the tally."
    ),
    "M03": Words(
        zh="请改为方案规定的类别，或删去该行。", en="Enter a category of the plan, or delete the row."
    ),
    "M04": Words(zh="请补上这一类的票数。", en="Add this category's count."),
    "M05": Words(zh="请按原始评分表改正分数。", en="Correct the mark from the original sheet."),
    "M06": Words(
        zh="请按原始评分表补齐或删去该项。", en="Complete or delete the item from the original sheet."
    ),
    "M07": Words(zh="请核对原件，只保留一份。", en="Check the originals and keep one."),
    "M08": Words(
        zh="请改正各题分值或方案中的满分。", en="Correct the questions' values or the plan's full mark."
    ),
    "M09": Words(
        zh="请按答题卡改正；没有作答的留空。",
        en="Correct it from the answer sheet; leave it empty if unanswered.",
    ),
    "M10": Words(zh="请在题目表补上或改正标准答案。", en="Complete or correct the key among the questions."),
    "M11": Words(
        zh="如该人应参加竞岗，请核对报名；否则不必处理。",
        en="Check the application if this person should compete; otherwise leave it.",
    ),
    "M12": Words(
        zh="请补交；确未参加的，请记录说明。", en="Hand it in, or record why the person did not take part."
    ),
    "M13": Words(zh="请核对题号。", en="Check the question's id."),
    "M14": Words(
        zh="请核对考场记录：缺考的删去答案，到考的删去缺考标记。",
        en="Check the invigilator's record: delete the answers, or the absence.",
    ),
    "M15": Words(
        zh="请核对回避记录，删去分数或回避理由。", en="Check the recusal: delete the marks, or the reason."
    ),
    "M16": Words(
        zh="请补齐后再计分；不能补的，请记录说明。",
        en="Complete it before marking, or record why that cannot be.",
    ),
    "M17": Words(zh="请写明证书、文件等依据。", en="Name the certificate or document it rests on."),
    "M18": Words(
        zh="请核对阅卷记录，由另一人重评。", en="Check the marking record; let another person mark it."
    ),
    "M19": Words(zh="请补上这一评的分数。", en="Add the mark of that turn."),
    "M20": Words(
        zh="请核对作废题号，或在方案写明作废题的处理办法（void）。",
        en="Check the questions named, or let the plan state its rule (void).",
    ),
    "M21": Words(
        zh="请在评分表写明考场；考场太小的，按方案不分考场或合并考场。",
        en="Name the room on the sheets; do without rooms, or join them, where one is too small.",
    ),
}


def check_sheets(
    rules: Rules, sheets: Sheets, candidates: Sequence[Id], void: Collection[Id] = ()
) -> tuple[Finding, ...]:
    """Findings M01–M21, paper first, then measure by measure, by id. A measure of weight 0 is not looked at.

    Stops: whatever would make a mark wrong. To be explained: a candidate who will have no mark (M12 nothing handed
    in, M16 too few ballots or judges). A notice: sheets of people who are no candidates (M11).
    """
    needed = {measure for measure, weight in rules.composite.weights.items() if weight}
    pool = sorted(candidates)
    found: list[Finding] = []
    if Measure.EXAM in needed:
        found += _paper(rules.exam, sheets.questions) + _void(rules.exam, sheets.questions, void)
        found += _exam(rules.exam, sheets, pool, void)
    if Measure.EVALUATION in needed:
        found += _evaluation(rules.evaluation, sheets.evaluation, pool)
    if Measure.SPEECH in needed:
        found += _speech(rules.speech, sheets.speech, pool)
    if Measure.ASSESSMENT in needed:
        found += _assessment(rules, sheets, pool)
    return tuple(found)


def _finding(code: str, words: Words, *rows: str, level: Level = Level.STOPS) -> Finding:
    return Finding(code=code, level=level, words=words, cure=_CURES[code], rows=rows)


def _about(row: str, whom: str, faults: Iterable[tuple[str, Words]]) -> list[Finding]:
    """One finding per fault, its words opened with whom it is about."""
    return [
        _finding(code, Words(zh=f"{whom}：{words.zh}", en=f"{whom}: {words.en}"), row)
        for code, words in faults
    ]


def _presence(measure: Measure, handed_in: Iterable[Id], pool: Sequence[Id]) -> list[Finding]:
    """M12 candidates without a sheet, M11 sheets of others."""
    have, name = set(handed_in), MEASURE_WORDS[measure]
    found = [
        _finding(
            "M12",
            Words(
                zh=f"{person}没有{name.zh}的材料，将没有成绩。",
                en=f"{person} has no sheet of the {name.en} and will have no mark.",
            ),
            f"people:{person}",
            level=Level.EXPLAIN,
        )
        for person in pool
        if person not in have
    ]
    return found + [
        _finding(
            "M11",
            Words(
                zh=f"{person}不是竞岗人员，其{name.zh}材料不计分。",
                en=f"{person} does not compete; the sheet of the {name.en} is not marked.",
            ),
            f"{measure.value}:{person}",
            level=Level.NOTICE,
        )
        for person in sorted(have.difference(pool))
    ]


def _twice(measure: Measure, people: Iterable[Id], pool: Sequence[Id]) -> list[Finding]:
    """M07: more than one sheet where there is one."""
    name = MEASURE_WORDS[measure]
    competing = set(pool)
    return [
        _finding(
            "M07",
            Words(
                zh=f"{person}有{times}份{name.zh}材料。", en=f"{person} has {times} sheets of the {name.en}."
            ),
            f"{measure.value}:{person}",
        )
        for person, times in sorted(Counter(people).items())
        if times > 1 and person in competing
    ]


def _paper(rule: ExamRule, questions: Sequence[Question]) -> list[Finding]:
    """M07 two questions of one id; M08 the values' sum; M10 keys."""
    found = [
        _finding(
            "M07", Words(zh=f"题号{name}出现{times}次。", en=f"{name} stands {times} times."), f"exam:{name}"
        )
        for name, times in sorted(Counter(question.id for question in questions).items())
        if times > 1
    ]
    value = total(question.value for question in questions)
    if value != rule.full_mark:
        found.append(
            _finding(
                "M08",
                Words(
                    zh=f"{len(questions)}题分值合计{shown(value)}分，与满分{plain(rule.full_mark)}分不符。",
                    en=f"{len(questions)} questions are worth {shown(value)} together, not {plain(rule.full_mark)}.",
                ),
                *(f"exam:{question.id}" for question in questions),
            )
        )
    for question in sorted(questions, key=lambda item: item.id):
        words = _key_fault(question)
        if words is not None:
            found.append(_finding("M10", words, f"exam:{question.id}"))
    return found


def _key_fault(question: Question) -> Words | None:
    key, name = question.key, question.id
    if question.kind is QuestionKind.ESSAY:
        return Words(zh=f"主观题{name}不应有标准答案。", en=f"Essay {name} has a key.") if key else None
    if not key:
        return Words(zh=f"{name}没有标准答案。", en=f"{name} has no key.")
    if not OPTIONS.issuperset(key) or (
        question.kind is QuestionKind.JUDGE and not {"A", "B"}.issuperset(key)
    ):
        return Words(zh=f"{name}的标准答案“{key}”不是可用的选项。", en=f"{name}: {key!r} is no possible key.")
    if question.kind is not QuestionKind.MULTIPLE and len(set(key)) > 1:
        return Words(
            zh=f"{name}不是多项选择题，标准答案却有{len(set(key))}项。",
            en=f"{name} is not multiple choice but has {len(set(key))} options as its key.",
        )
    return None


def _void(rule: ExamRule, questions: Sequence[Question], void: Collection[Id]) -> list[Finding]:
    """M20: a void question that is none, all of them void, or no rule for it in the plan."""
    known = {q.id for q in questions}
    found = [
        _finding("M20", Words(zh=f"作废的{name}不在试卷上。", en=f"The void {name} is no question."))
        for name in sorted(set(void) - known)
    ]
    if void and rule.void is None:
        words = Words(
            zh="有题目作废，方案却没有写作废题怎样计分。",
            en="Questions are void, and the plan does not say how they count.",
        )
        found.append(_finding("M20", words, "plan:rules.exam"))
    elif known and known <= set(void):
        found.append(_finding("M20", Words(zh="全部题目都作废了。", en="Every question is void.")))
    return found


def _exam(rule: ExamRule, sheets: Sheets, pool: Sequence[Id], void: Collection[Id]) -> list[Finding]:
    found = _presence(Measure.EXAM, (s.person for s in sheets.exam), pool)
    found += _twice(Measure.EXAM, (s.person for s in sheets.exam), pool)
    competing = set(pool)
    twice = rule.essays is not None
    sat = [s for s in sorted(sheets.exam, key=lambda item: item.person) if s.person in competing]
    for sheet in sat:
        faults = sheet_faults(sheets.questions, sheet, twice=twice)
        found += _about(f"exam:{sheet.person}", sheet.person, faults)
    if twice:
        found += _essays(rule, sheets, [s.person for s in sat if not s.absent], void)
    return found


def _essays(rule: ExamRule, sheets: Sheets, sat: Sequence[Id], void: Collection[Id]) -> list[Finding]:
    """M05, M07, M13, M18 of double marking, and M19: an essay that waits for a mark."""
    found: list[Finding] = []
    if rule.essays is None:
        return found
    marks = by_person(sheets.essays)
    essays = [q for q in sheets.questions if q.kind is QuestionKind.ESSAY and q.id not in void]
    for person in sat:
        mine = marks.get(person, ())
        row = f"essays:{person}"
        found += _about(row, person, [(code, w) for _, code, w in essay_faults(sheets.questions, mine)])
        for question in sorted(essays, key=lambda q: q.id):
            settled = settle(rule.essays, question, [m for m in mine if m.question == question.id])
            if settled.exact is None:
                words = Words(
                    zh=f"{person}的主观题{question.id}：{settled.words.zh}。",
                    en=f"{person}, essay {question.id}: {settled.words.en}.",
                )
                found.append(_finding("M19", words, row))
    return found


def _evaluation(rule: EvaluationRule, counts: Sequence[EvaluationCount], pool: Sequence[Id]) -> list[Finding]:
    """M01–M04, M07, M11, M12, M16 of the ballot."""
    found = _presence(Measure.EVALUATION, (c.person for c in counts), pool)
    given = by_person(counts)
    found += [f for p in pool for f in _merged_faults(rule, p, given.get(p, ()))]
    rule, counts = merged(rule, counts, merges(rule, counts))
    counted = by_person(counts)
    for person in pool:
        mine = sorted(counted.get(person, ()), key=lambda count: count.category)
        found += _about(f"evaluation:{person}", person, _ballot(rule, mine))
        found += [
            _finding(
                "M16",
                Words(zh=f"{person}：{words.zh}", en=f"{person}: {words.en}"),
                f"evaluation:{person}",
                level=Level.EXPLAIN,
            )
            for count in mine
            if not count_faults(count) and (words := turnout_reason(rule, count))
        ]
    return found


def _merged_faults(rule: EvaluationRule, person: Id, counts: Sequence[EvaluationCount]) -> list[Finding]:
    """M01, M02 of categories that are merged away: added up, two wrong counts could make a right one."""
    mergeable = {c.id for c in rule.categories if c.merge_into is not None}
    faults = [f for c in counts if c.category in mergeable for f in count_faults(c)]
    return _about(f"evaluation:{person}", person, faults)


def _ballot(rule: EvaluationRule, counts: Sequence[EvaluationCount]) -> list[tuple[str, Words]]:
    known = {category.id for category in rule.categories}
    times = Counter(count.category for count in counts)
    faults = [fault for count in counts for fault in count_faults(count)]
    for name, number in times.items():
        if name not in known:
            faults.append(
                ("M03", Words(zh=f"方案中没有{name}类投票人。", en=f"The plan has no category {name}."))
            )
        elif number > 1:
            faults.append(
                ("M07", Words(zh=f"{name}类有{number}行票数。", en=f"{number} counts of category {name}."))
            )
    missing = [c for c in rule.categories if c.weight and c.id not in times] if counts else []
    faults += [
        ("M04", Words(zh=f"缺{c.id}类（{c.name}）的票数。", en=f"No count of category {c.id}."))
        for c in missing
    ]
    return faults


def _speech(rule: SpeechRule, sheets: Sequence[JudgeSheet], pool: Sequence[Id]) -> list[Finding]:
    """M05–M07, M11, M12, M15, M16 of the panel."""
    found = _presence(Measure.SPEECH, (s.person for s in sheets), pool)
    handed_in = by_person(sheets)
    for person in pool:
        panel = sorted(handed_in.get(person, ()), key=lambda sheet: sheet.judge)
        row = f"speech:{person}"
        for judge, times in Counter(sheet.judge for sheet in panel).items():
            if times > 1:
                words = Words(
                    zh=f"评委{judge}给{person}有{times}份评分表。",
                    en=f"Judge {judge} has {times} sheets for {person}.",
                )
                found.append(_finding("M07", words, row))
        for sheet in panel:
            found += _about(row, f"{person}/{sheet.judge}", judge_faults(rule, sheet))
        few = panel_reason(rule, sum(not sheet.recused for sheet in panel)) if panel else None
        if few:
            words = Words(zh=f"{person}：{few.zh}", en=f"{person}: {few.en}")
            found.append(_finding("M16", words, row, level=Level.EXPLAIN))
    return found + _room_faults(rule, sheets, pool)


def _room_faults(rule: SpeechRule, sheets: Sequence[JudgeSheet], pool: Sequence[Id]) -> list[Finding]:
    """M21: a person whose sheets do not name one room, a room too small for a coefficient."""
    if rule.rooms is None:
        return []
    found = []
    people: defaultdict[str, set[Id]] = defaultdict(set)
    competing = set(pool)
    for person, panel in sorted(by_person(s for s in sheets if s.person in competing).items()):
        rooms = sorted({s.room for s in panel})
        for room in rooms:
            people[room].add(person)
        if len(rooms) != 1 or "" in rooms:
            named = "、".join(r or "空" for r in rooms)
            words = Words(
                zh=f"{person}的评分表写了{len(rooms)}个考场（{named}），应写明同一个。",
                en=f"The sheets of {person} name {len(rooms)} rooms ({', '.join(r or 'none' for r in rooms)}).",
            )
            found.append(_finding("M21", words, f"speech:{person}"))
    for room, members in sorted(people.items()):
        if room and len(members) < rule.rooms.min_room:
            words = Words(
                zh=f"考场{room}只有{len(members)}人，少于方案规定的{rule.rooms.min_room}人。",
                en=f"Room {room} has {len(members)} people, fewer than the {rule.rooms.min_room} asked for.",
            )
            found.append(_finding("M21", words, *(f"speech:{p}" for p in sorted(members))))
    return found


def _assessment(rules: Rules, sheets: Sheets, pool: Sequence[Id]) -> list[Finding]:
    forms = sheets.assessment
    found = _presence(Measure.ASSESSMENT, (f.person for f in forms), pool)
    found += _twice(Measure.ASSESSMENT, (f.person for f in forms), pool)
    competing = set(pool)
    for form in sorted(forms, key=lambda item: item.person):
        if form.person in competing:
            faults = criteria_faults(rules.assessment.criteria, form.marks)
            found += _about(f"assessment:{form.person}", form.person, faults)
    given = by_person(sheets.adjusted)
    for person in pool:
        found += _about(
            f"adjusted:{person}", person, adjustment_faults(rules.assessment, given.get(person, ()))
        )
    return found
