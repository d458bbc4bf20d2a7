"""The order of acts in a record, whatever their days say."""

from collections.abc import Sequence

from dinggang.case import ActKind
from dinggang.procedure import ACT_WORDS, STEPS
from dinggang.publication.naming import act_words
from dinggang.publication.replay import Kept
from dinggang.publication.report import Line, fails

_MARKS = frozenset({ActKind.SHEETS_SEALED, ActKind.TALLY_PROVED})
_PLANS = frozenset({ActKind.PLAN_ADOPTED, ActKind.PLAN_APPROVED})


def order_of_acts(kept: Sequence[Kept]) -> list[Line]:
    """Where the record breaks the order of the procedure, whatever the days say.

    An id twice; a correction of nothing before it; an act before those of the steps that its own needs; rules that change
    after marks were sealed, or were not there before.
    """
    found: list[Line] = []
    seen: dict[str, ActKind] = {}
    kinds: set[ActKind] = set()
    plans: list[bytes] = []
    sealed = False
    for each in kept:
        act, where = each.act, act_words(each.entry)
        if act.id in seen:
            found.append(fails("编号重复。", "The id stands twice.", where))
        if act.corrects is not None and seen.get(act.corrects) is not act.kind:
            found.append(fails("更正的行为不在它之前。", "What it corrects does not stand before it.", where))
        lacking = [k for k in _before(act.kind) if k not in kinds]
        if lacking:
            names = "、".join(ACT_WORDS[k].zh for k in lacking)
            found.append(
                fails(
                    f"在“{names}”之前就入了记录。",
                    f"Entered before {', '.join(k.value for k in lacking)}.",
                    where,
                )
            )
        if act.kind in _PLANS and "plan" in each.files:
            if sealed and each.files["plan"] != plans[-1]:
                found.append(
                    fails("规则在成绩封存之后改动。", "The rules changed after marks were sealed.", where)
                )
            plans.append(each.files["plan"])
        if act.kind in _MARKS:
            sealed = True
            if not plans:
                found.append(
                    fails("成绩先于规则入记录。", "Marks entered the record before the rules.", where)
                )
        seen[act.id] = act.kind
        kinds.add(act.kind)
    return found


def _before(kind: ActKind) -> list[ActKind]:
    """The acts that must be on record before the first of this kind."""
    step = next((s for s in STEPS if kind in s.acts), None)
    if step is None:
        return []
    return [k for s in STEPS if s.id in step.needs for k in s.acts]
