"""Essays marked twice (双评): two blind marks, a third where they differ too much, the chief examiner last."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

from dinggang.basis import Id, Value, Words, fraction, mean, plain, shown
from dinggang.marks.values import EssayMark, Question, QuestionKind, Turn
from dinggang.plan import Equidistant, EssayRule, ThirdRule

TURN_WORDS: Mapping[Turn, Words] = {
    Turn.FIRST: Words(zh="一评", en="first marker"),
    Turn.SECOND: Words(zh="二评", en="second marker"),
    Turn.THIRD: Words(zh="三评", en="third marker"),
    Turn.LEADER: Words(zh="组长", en="chief examiner"),
}


class Settled(Value, frozen=True, kw_only=True):
    """What becomes of the marks of one essay: the exact mark before rounding and how it came about, or what is wanting.

    `awaits` is the turn whose mark is still needed.
    """

    exact: Fraction | None
    words: Words
    awaits: Turn | None = None


def settle(rule: EssayRule, question: Question, marks: Sequence[EssayMark]) -> Settled:
    """One essay's mark by the rule. Raises nothing: a mark that is missing is awaited, with the reason.

    Threshold 15 per cent of 20 points = 3: marks 12 and 15 give 27/2 unless `strict`; 12 and 16 ask for a third.
    """
    given = {m.turn: fraction(m.mark) for m in marks}
    for turn in (Turn.FIRST, Turn.SECOND):
        if turn not in given:
            return _awaits(turn)
    one, two = given[Turn.FIRST], given[Turn.SECOND]
    limit = fraction(question.value) * fraction(rule.threshold_percent) / 100
    if _agree(rule, one, two, limit):
        words = Words(
            zh=f"两评{shown(one)}、{shown(two)}，相差{shown(abs(one - two))}，取平均",
            en=f"marks {shown(one)} and {shown(two)}, {shown(abs(one - two))} apart: the mean",
        )
        return Settled(exact=mean((one, two)), words=words)
    return _third(rule, given, limit)


def _agree(rule: EssayRule, one: Fraction, two: Fraction, limit: Fraction) -> bool:
    gap = abs(one - two)
    return gap < limit or (gap == limit and not rule.strict)


def _awaits(turn: Turn) -> Settled:
    words = TURN_WORDS[turn]
    return Settled(
        exact=None,
        words=Words(zh=f"缺{words.zh}的分数", en=f"the {words.en}'s mark is missing"),
        awaits=turn,
    )


def _third(rule: EssayRule, given: Mapping[Turn, Fraction], limit: Fraction) -> Settled:
    one, two = given[Turn.FIRST], given[Turn.SECOND]
    match rule.third:
        case ThirdRule.LEADER:
            return _leader(given)
        case ThirdRule.STANDS:
            if Turn.THIRD not in given:
                return _awaits(Turn.THIRD)
            three = given[Turn.THIRD]
            words = Words(
                zh=f"两评{shown(one)}、{shown(two)}相差过大，以三评{shown(three)}为准",
                en=f"marks {shown(one)} and {shown(two)} differ too much: the third, {shown(three)}, stands",
            )
            return Settled(exact=three, words=words)
        case ThirdRule.NEAREST:
            if Turn.THIRD not in given:
                return _awaits(Turn.THIRD)
            return _nearest(rule, given, limit)
        case _:
            assert_never(rule.third)


def _nearest(rule: EssayRule, given: Mapping[Turn, Fraction], limit: Fraction) -> Settled:
    low, high = sorted((given[Turn.FIRST], given[Turn.SECOND]))
    three = given[Turn.THIRD]
    near = min(abs(three - low), abs(three - high))
    if near > limit or (near == limit and rule.strict):
        return _leader(given)
    if abs(three - low) == abs(three - high):
        return _between(rule.equidistant, given, (low, high, three))
    other = low if abs(three - low) < abs(three - high) else high
    words = Words(
        zh=f"三评{shown(three)}与{shown(other)}较近，取两者平均",
        en=f"the third mark, {shown(three)}, is nearer to {shown(other)}: their mean",
    )
    return Settled(exact=mean((three, other)), words=words)


def _between(
    rule: Equidistant, given: Mapping[Turn, Fraction], marks: tuple[Fraction, Fraction, Fraction]
) -> Settled:
    low, high, three = marks
    middle = Words(
        zh=f"三评{shown(three)}与{shown(low)}、{shown(high)}等距",
        en=f"the third mark, {shown(three)}, lies midway between {shown(low)} and {shown(high)}",
    )
    match rule:
        case Equidistant.HIGHER:
            words = Words(zh=f"{middle.zh}，取与较高分的平均", en=f"{middle.en}: the mean with the higher")
            return Settled(exact=mean((three, high)), words=words)
        case Equidistant.MEAN:
            words = Words(zh=f"{middle.zh}，取三者平均", en=f"{middle.en}: the mean of all three")
            return Settled(exact=mean(marks), words=words)
        case Equidistant.LEADER:
            return _leader(given)
        case _:
            assert_never(rule)


def _leader(given: Mapping[Turn, Fraction]) -> Settled:
    if Turn.LEADER not in given:
        return _awaits(Turn.LEADER)
    mark = given[Turn.LEADER]
    words = Words(zh=f"由组长定为{shown(mark)}", en=f"the chief examiner gives {shown(mark)}")
    return Settled(exact=mark, words=words)


def essay_faults(
    questions: Sequence[Question], marks: Sequence[EssayMark]
) -> tuple[tuple[Id, str, Words], ...]:
    """What makes marks of essays unusable, each with the person and a code: M13 no essay of the paper, M05 above the
    question's value, M07 two marks of one turn, M18 one marker twice on one script.
    """
    values = {q.id: q.value for q in questions if q.kind is QuestionKind.ESSAY}
    found: list[tuple[Id, str, Words]] = []
    for m in marks:
        name = TURN_WORDS[m.turn]
        if m.question not in values:
            words = Words(
                zh=f"{m.question}不是试卷上的主观题。", en=f"{m.question} is no essay of the paper."
            )
            found.append((m.person, "M13", words))
        elif m.mark > values[m.question]:
            words = Words(
                zh=f"主观题{m.question}的{name.zh}给了{plain(m.mark)}分，超过该题{plain(values[m.question])}分。",
                en=f"Essay {m.question}, {name.en}: {plain(m.mark)} is above its value of "
                f"{plain(values[m.question])}.",
            )
            found.append((m.person, "M05", words))
    return (*found, *_twice(marks))


def _twice(marks: Sequence[EssayMark]) -> Iterable[tuple[Id, str, Words]]:
    turns = Counter((m.person, m.question, m.turn) for m in marks)
    for (person, question, turn), times in sorted(turns.items()):
        if times > 1:
            name = TURN_WORDS[turn]
            words = Words(
                zh=f"主观题{question}有{times}个{name.zh}分数。",
                en=f"Essay {question} has {times} marks of the {name.en}.",
            )
            yield person, "M07", words
    markers = Counter((m.person, m.question, m.marker) for m in marks)
    for (person, question, marker), times in sorted(markers.items()):
        if times > 1:
            words = Words(
                zh=f"主观题{question}由{marker}评了{times}次，应由不同的人评。",
                en=f"Essay {question} was marked {times} times by {marker}; each turn needs another person.",
            )
            yield person, "M18", words
