"""What a change would do before it is decided: marks, ranks and placements again, beside those that stand."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

import msgspec

from dinggang.basis import Id, Problem, Refusal, Value, Where, Words
from dinggang.case import Act, ActKind, Case, Folder, effects, in_force
from dinggang.marks import Sheets
from dinggang.plan import Measure
from dinggang.procedure.deciding import measure, place_all, rank_all
from dinggang.procedure.run import survey
from dinggang.procedure.values import Results
from dinggang.selection import Ranking


class Standing(Value, frozen=True, kw_only=True):
    """Where one person stands: score, place on the board, post. None where there is none."""

    score: Decimal | None
    order: int | None
    post: Id | None


class Moved(Value, frozen=True, kw_only=True):
    """One person whose standing a change would alter."""

    person: Id
    before: Standing
    after: Standing

    @property
    def another_post(self) -> bool:
        return self.before.post != self.after.post


class Preview(Value, frozen=True, kw_only=True):
    """A change in words, and everyone it would move, those with another post first.

    `undrawn` are people whom the change would leave equal under every rule: a draw would have to decide, and placements
    are not foretold.
    """

    change: Words
    moved: tuple[Moved, ...]
    undrawn: tuple[tuple[Id, ...], ...] = ()


class Change(Value, frozen=True, kw_only=True):
    """A change to try: questions void, judges left out, marks set, weights set, two equal people the other way round."""

    void: tuple[Id, ...] = ()
    without_judges: tuple[Id, ...] = ()
    marks: dict[Measure, dict[str, Decimal]] = {}
    weights: dict[Measure, Decimal] = {}
    swapped: tuple[Id, ...] = ()

    @property
    def words(self) -> Words:
        zh, en = [], []
        if self.void:
            zh.append(f"题目{'、'.join(self.void)}作废")
            en.append(f"questions {', '.join(self.void)} void")
        if self.without_judges:
            zh.append(f"不计评委{'、'.join(self.without_judges)}")
            en.append(f"without judges {', '.join(self.without_judges)}")
        for measure_, given in self.marks.items():
            for person, mark in given.items():
                zh.append(f"{person}的{_MEASURES[measure_]}改为{mark:f}分")
                en.append(f"{person}'s {measure_.value} mark {mark:f}")
        if self.weights:
            zh.append("权重改为" + "、".join(f"{_MEASURES[m]}{w:f}" for m, w in self.weights.items()))
            en.append("weights " + ", ".join(f"{m.value} {w:f}" for m, w in self.weights.items()))
        if self.swapped:
            zh.append(f"同分的{'、'.join(self.swapped)}次序对调")
            en.append(f"{' and '.join(self.swapped)}, equal in score, the other way round")
        return Words(zh="，".join(zh) or "不作改动", en=", ".join(en) or "no change")


_MEASURES = {
    Measure.EXAM: "考试成绩",
    Measure.EVALUATION: "民主测评成绩",
    Measure.SPEECH: "演说成绩",
    Measure.ASSESSMENT: "考核成绩",
}


class Trial:
    """A case decided once, on which changes can be tried. Takes no act and changes nothing."""

    def __init__(self, folder: Folder) -> None:
        """Raises Refusal when the case is not far enough for a placement."""
        self.case = in_force(folder.case)
        self.missing = frozenset(folder.missing)
        self.results = survey(folder).results
        if self.results.placement is None:
            raise Refusal([_not_yet()])
        self.before = _standings(self.results)

    def preview(self, change: Change) -> Preview:
        """What the change would do. Raises Refusal for people, questions or judges that are none."""
        _known(self.case, self.results, change)
        results = self._changed(change)
        ranking = results.ranking
        undrawn = ranking.undrawn if ranking is not None else ()
        after = _standings(results)
        moved = [
            Moved(person=p, before=self.before[p], after=after.get(p, _NOWHERE))
            for p in sorted(self.before)
            if self.before[p] != after.get(p, _NOWHERE)
        ]
        moved.sort(key=lambda m: (not m.another_post, m.person))
        return Preview(change=change.words, moved=tuple(moved), undrawn=undrawn)

    def _changed(self, change: Change) -> Results:
        case = _with_weights(
            _without_judges(_with_void(self.case, change.void), change.without_judges), change
        )
        results = self.results
        if change.void or change.without_judges:
            results = measure(case, effects(case.acts), results, self.missing).results
        return self._decided(case, _with_marks(results, change.marks), change.swapped)

    def _decided(self, case: Case, results: Results, swapped: tuple[Id, ...] = ()) -> Results:
        """Ranked and placed again from these marks; no placement where a draw would have to decide."""
        counted = effects(case.acts)
        results = rank_all(case, counted, results, self.missing).results
        ranking = results.ranking
        if swapped and ranking is not None:
            results = msgspec.structs.replace(results, ranking=_swapped(ranking, swapped))
        if ranking is None or ranking.undrawn:
            return msgspec.structs.replace(results, placement=None)
        return place_all(case, counted, results, self.missing).results

    def placing(self, change: Change) -> dict[Id, Id | None] | Words:
        """Everyone's post after a change, or why there would be no result."""
        return _placing(self._changed(change))

    def placing_of(self, sheets: Sheets) -> dict[Id, Id | None] | Words:
        """Everyone's post with these sheets instead of those handed in."""
        case = msgspec.structs.replace(self.case, sheets=sheets)
        return _placing(
            self._decided(case, measure(case, effects(case.acts), self.results, self.missing).results)
        )


def _placing(results: Results) -> dict[Id, Id | None] | Words:
    if results.placement is None:
        groups = results.ranking.undrawn if results.ranking is not None else ()
        named = "；".join("、".join(g) for g in groups)
        return Words(zh=f"须抽签才能定岗：{named}", en=f"a draw would have to decide: {named}")
    return {p.person: p.post for p in results.placement.placed}


def equal_neighbours(ranking: Ranking) -> tuple[tuple[Id, Id], ...]:
    """Every two people next to each other on one board with the same score: the ties that a rule or a draw decided."""
    board = sorted(ranking.ranked, key=lambda r: (r.group or "", r.order))
    return tuple(
        (one.person, other.person)
        for one, other in pairwise(board)
        if one.group is other.group and one.score == other.score
    )


_NOWHERE = Standing(score=None, order=None, post=None)


def _standings(results: Results) -> dict[Id, Standing]:
    scores = {c.person: c.score for c in results.composites or ()}
    orders = {r.person: r.order for r in (results.ranking.ranked if results.ranking else ())}
    posts = {p.person: p.post for p in (results.placement.placed if results.placement else ())}
    return {p: Standing(score=scores[p], order=orders.get(p), post=posts.get(p)) for p in scores}


def _with_void(case: Case, void: tuple[Id, ...]) -> Case:
    if not void:
        return case
    trial = Act(id="V0", kind=ActKind.QUESTION_VOIDED, day=date.min, by="", questions=void)
    return msgspec.structs.replace(case, acts=(*case.acts, trial))


def _without_judges(case: Case, judges: tuple[Id, ...]) -> Case:
    kept = tuple(s for s in case.sheets.speech if s.judge not in judges)
    return msgspec.structs.replace(case, sheets=msgspec.structs.replace(case.sheets, speech=kept))


def _with_weights(case: Case, change: Change) -> Case:
    if not change.weights:
        return case
    composite = msgspec.structs.replace(case.plan.rules.composite, weights=change.weights)
    rules = msgspec.structs.replace(case.plan.rules, composite=composite)
    return msgspec.structs.replace(case, plan=msgspec.structs.replace(case.plan, rules=rules))


def _with_marks(results: Results, marks: Mapping[Measure, Mapping[str, Decimal]]) -> Results:
    if not marks or results.marks is None:
        return results
    changed = {
        m: tuple(
            msgspec.structs.replace(s, mark=marks[m][s.person], reason=None, passed=True)
            if s.person in marks.get(m, {})
            else s
            for s in scored
        )
        for m, scored in results.marks.items()
    }
    return msgspec.structs.replace(results, marks=changed)


def _swapped(ranking: Ranking, pair: tuple[Id, ...]) -> Ranking:
    orders = {r.person: r.order for r in ranking.ranked if r.person in pair}
    other = dict(zip(pair, reversed(pair), strict=True))
    ranked = tuple(
        msgspec.structs.replace(r, order=orders[other[r.person]]) if r.person in other else r
        for r in ranking.ranked
    )
    return msgspec.structs.replace(ranking, ranked=ranked)


def _known(case: Case, results: Results, change: Change) -> None:
    """Raises Refusal naming everything in a change that is not in the case."""
    ranking = results.ranking
    ties = {frozenset(p) for p in equal_neighbours(ranking)} if ranking is not None else set()
    wrong = [
        *_strangers(change.void, {q.id for q in case.sheets.questions}, "题目", "question"),
        *_strangers(change.without_judges, {s.judge for s in case.sheets.speech}, "评委", "judge"),
        *_strangers(
            (p for given in change.marks.values() for p in given),
            {c.person for c in results.composites or ()},
            "竞岗人员",
            "competing person",
        ),
    ]
    if change.void and case.plan.rules.exam.void is None:
        wrong.append(
            _problem(
                "plan.toml",
                "方案没有写作废题怎样计分，无法试算。",
                "The plan has no rule for void questions.",
                "请在[rules.exam]写明void。",
                "State void under [rules.exam].",
            )
        )
    if change.swapped and frozenset(change.swapped) not in ties:
        wrong.append(
            _problem(
                "--swap",
                f"{'、'.join(change.swapped)}不是榜上相邻的同分者。",
                f"{', '.join(change.swapped)} are no neighbours of equal score.",
                "请写榜上相邻、同分的两人。",
                "Name two neighbours of equal score.",
            )
        )
    if change.weights and sum(change.weights.values(), Decimal(0)) != 100:
        wrong.append(
            _problem(
                "--weights",
                "权重合计不是100。",
                "The weights do not total 100.",
                "请更正，使合计为100。",
                "Correct them.",
            )
        )
    if wrong:
        raise Refusal(wrong)


def _strangers(named: Iterable[Id], known: set[Id], zh: str, en: str) -> list[Problem]:
    return [
        _problem(
            name,
            f"没有编号为{name}的{zh}。",
            f"There is no {en} {name}.",
            "请核对编号。",
            "Check the id.",
        )
        for name in named
        if name not in known
    ]


def _problem(where: str, zh: str, en: str, cure_zh: str, cure_en: str) -> Problem:
    return Problem(where=Where(file=where), words=Words(zh=zh, en=en), cure=Words(zh=cure_zh, en=cure_en))


def _not_yet() -> Problem:
    return _problem(
        "案卷",
        "案卷还没有走到定岗，没有结果可供试算。",
        "The case has no placement yet to try changes on.",
        "请先补齐测评材料和志愿，运行 dinggang check 查看还缺什么。",
        "Complete the sheets and choices first; dinggang check says what is missing.",
    )
