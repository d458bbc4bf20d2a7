"""The order of acts in a record, whatever their days say."""

from collections.abc import Sequence

from dinggang.basis import Words
from dinggang.case import Act, ActKind
from dinggang.procedure import ACT_WORDS, STEPS
from dinggang.publication.naming import act_words
from dinggang.publication.replay import Kept
from dinggang.publication.report import Line, fails

_MARKS = frozenset({ActKind.SHEETS_SEALED, ActKind.TALLY_PROVED})


def order_of_acts(kept: Sequence[Kept]) -> list[Line]:
    """Where the record breaks the order of the procedure, as lines of a report."""
    return [
        fails(words.zh, words.en, act_words(kept[number].entry))
        for number, words in disorder([(k.act, k.files.get("plan")) for k in kept])
    ]


def disorder(acts: Sequence[tuple[Act, bytes | None]]) -> list[tuple[int, Words]]:
    """Where acts, each with the plan it seals if it does, break the order of the procedure, whatever the days say.

    An id twice; a correction of nothing before it; a draw before its announcement; an act before those of the steps that its own needs; rules that change
    after marks were sealed, or were not there before.
    """
    found: list[tuple[int, Words]] = []
    seen: dict[str, ActKind] = {}
    kinds: set[ActKind] = set()
    plan: bytes | None = None
    sealed = False
    for number, (act, rules) in enumerate(acts):
        wrong: list[Words] = []
        if act.id in seen:
            wrong.append(Words(zh="编号重复。", en="The id stands twice."))
        if act.corrects is not None and seen.get(act.corrects) is not act.kind:
            wrong.append(_CORRECTS_NOTHING)
        if act.follows is not None and seen.get(act.follows) is not ActKind.DRAW_COMMITTED:
            wrong.append(_UNANNOUNCED)
        lacking = [k for k in _before(act.kind) if k not in kinds]
        if lacking:
            names = "、".join(ACT_WORDS[k].zh for k in lacking)
            english = ", ".join(k.value for k in lacking)
            wrong.append(Words(zh=f"在“{names}”之前就入了记录。", en=f"Entered before {english}."))
        if rules is not None:
            if sealed and rules != plan:
                wrong.append(_CHANGED)
            plan = rules
        if act.kind in _MARKS:
            sealed = True
            if plan is None:
                wrong.append(_NO_RULES)
        found.extend((number, words) for words in wrong)
        seen[act.id] = act.kind
        kinds.add(act.kind)
    return found


_CORRECTS_NOTHING = Words(zh="更正的行为不在它之前。", en="What it corrects does not stand before it.")
_UNANNOUNCED = Words(
    zh="所依据的抽签公告不在它之前。", en="The announcement it follows does not stand before it."
)
_CHANGED = Words(zh="规则在成绩封存之后改动。", en="The rules changed after marks were sealed.")
_NO_RULES = Words(zh="成绩先于规则入记录。", en="Marks entered the record before the rules.")


def _before(kind: ActKind) -> list[ActKind]:
    """The acts that must be on record before the first of this kind."""
    step = next((s for s in STEPS if kind in s.acts), None)
    if step is None:
        return []
    return [k for s in STEPS if s.id in step.needs for k in s.acts]
