"""A plan with flaws → a plan that can be looked at: what cannot be read is replaced, and not believed.

So a clerk hears of weights that do not total 100 in the same run as of a date without a day.
"""

import copy
import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from dinggang.plan import Plan
from dinggang.sheets.plan_words import KEYS
from dinggang.sheets.shapes import BAD, Flaw, Path, decode, hints, shape_of


class Seen(NamedTuple):
    """As much of a plan as can be read. What stands under the paths in `doubts` is made up."""

    plan: Plan | None = None
    doubts: frozenset[Path] = frozenset()

    def sure(self, *path: str) -> bool:
        """Whether everything under the path is as the plan says."""
        return self.plan is not None and not any(_touch(path, doubt) for doubt in self.doubts)

    def stands(self, path: Path) -> bool:
        """Whether a breach at the path is the plan's own, and not owed to what was made up."""
        head = str(path[0]) if path else ""
        section = tuple(str(part) for part in path[:2]) if head == "rules" else (head,)
        needs = {"bodies": ("headcount",), "posts": ("bodies", "headcount")}.get(head, ())
        return self.sure(*section) and all(self.sure(other) for other in needs)


def _touch(one: Path, other: Path) -> bool:
    return all(a == b for a, b in zip(one, other, strict=False))


def mended(raw: object, flaws: Iterable[Flaw]) -> Seen:
    """The plan with every flaw's part replaced by something that fits."""
    raw = copy.deepcopy(raw)
    doubts: set[Path] = set()
    left = list(flaws)
    for round_ in range(_ROUNDS):
        doubts.update(flaw.path for flaw in left)
        for flaw in left:
            _mend(raw, flaw.path, f"ZZZZ{90_000_000 + len(doubts) + 1000 * round_}")
        left = []
        plan = decode(Plan, raw, left)
        if plan is not BAD and not left:
            return Seen(plan, frozenset(doubts))
    return Seen()


_ROUNDS = 5


def _mend(raw: Any, path: Path, unused: str) -> None:
    """Puts something that fits at the path, or takes away what is not known there."""
    hint: Any = Plan
    place: Any = None
    for depth, part in enumerate(path):
        place = raw if depth == 0 else place[path[depth - 1]]
        bare = shape_of(hint).bare
        if isinstance(part, int):
            hint = get_args(bare)[0]
        elif get_origin(bare) is dict:
            key, hint = get_args(bare)
            if decode(key, part, []) is BAD:
                del place[part]
                return
        elif part not in hints(bare):
            place.pop(part, None)
            return
        else:
            holder, hint = bare, hints(bare)[part][0]
            place.setdefault(part, None)
    name = path[-1]
    example = KEYS.get(holder, {}).get(str(name)) if not isinstance(name, int) else None
    place[name] = _fitting(hint, unused, example.example if example else "")


def _fitting(hint: Any, unused: str, example: str) -> Any:
    """Plain data that a type hint takes."""
    shape = shape_of(hint)
    bare = shape.bare
    if get_origin(bare) is tuple:
        return []
    if get_origin(bare) is dict:
        return {}
    if issubclass(bare, msgspec.Struct):
        return {
            name: _fitting(one, unused, KEYS[bare][name].example if name in KEYS.get(bare, {}) else "")
            for name, (one, required) in hints(bare).items()
            if required
        }
    if issubclass(bare, Enum):
        return next(iter(bare)).value
    if bare is str:
        # An id of its own, so that it is not found twice; another pattern has an example that fits.
        return unused if decode(hint, unused, []) is not BAD else tomllib.loads(f"x = {example}")["x"]
    least = next((meta.ge for meta in shape.metas if meta.ge is not None), 0)
    return {int: int(least), Decimal: Decimal(int(least)), bool: False, date: date(2000, 1, 1)}[bare]
