"""Who named which worry in talks, and which numbers of them may be told: one rule for every paper that tells any.

Papers are read side by side. So whether a number may be told is settled here, and none of them tells more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from dinggang.basis import Id, Value
from dinggang.groundwork.values import Concern, Talk

FEW = 5
"""Fewer people than these are not counted out: somebody could be recognised."""


class Count(Value, frozen=True, kw_only=True):
    """By how many people a worry was named, and of how many of them it is gone."""

    named: int
    settled: int

    @property
    def left(self) -> int:
        return self.named - self.settled

    def named_told(self, talked: int) -> bool:
        """Whether it may be told how many named it: neither they nor the others talked to are few."""
        return FEW <= self.named <= talked - FEW

    def parts_told(self, talked: int) -> bool:
        """Whether it may be told of how many it is gone: with the sum told, either part gives away the other."""
        return self.named_told(talked) and self.settled >= FEW and self.left >= FEW


class Worries(Value, frozen=True, kw_only=True):
    """How many people were talked to, who of them named which worry, and whether it is gone; each person once."""

    talked: int
    by_kind: Mapping[Concern, Mapping[Id, bool]]

    @property
    def people(self) -> Mapping[Id, bool]:
        """Everybody who named one, and whether all that they named are gone."""
        return {person: all(said.values()) for person, said in self._said.items()}

    @property
    def enough(self) -> bool:
        """Whether so many were talked to that some can be told apart and some are left: else no number is told."""
        return self.talked >= 2 * FEW

    @property
    def people_told(self) -> bool:
        """Whether it may be told how many named any worry. Beside the kinds it tells how many named several: so neither
        those who named the very same kinds may be few, nor those who named none.
        """
        same = Counter(frozenset(said) for said in self._said.values())
        return self.talked - len(self._said) >= FEW and all(n >= FEW for n in same.values())

    @property
    def rid_told(self) -> bool:
        """Whether it may be told how many of those who named any are rid of all they named: beside what is told of each
        kind it tells more; so nobody is one of few of whom the very same is true.
        """
        same = Counter(frozenset(said.items()) for said in self._said.values())
        kinds = map(self.count, self.by_kind)
        rid = sum(self.people.values())
        return (
            self.people_told
            and all(n.parts_told(self.talked) for n in kinds)
            and FEW <= rid <= len(self._said) - FEW
            and all(n >= FEW for n in same.values())
        )

    @property
    def _said(self) -> Mapping[Id, Mapping[Concern, bool]]:
        found: dict[Id, dict[Concern, bool]] = {}
        for kind, those in self.by_kind.items():
            for person, gone in those.items():
                found.setdefault(person, {})[kind] = gone
        return found

    def count(self, kind: Concern) -> Count:
        those = self.by_kind.get(kind, {})
        return Count(named=len(those), settled=sum(those.values()))


def worries(talks: Iterable[Talk]) -> Worries:
    """By the last talk in which a person named a worry, or one of that day that settled it."""
    rows = sorted(talks, key=lambda t: (t.day, t.settled))
    by_kind: dict[Concern, dict[Id, bool]] = {}
    for one in rows:
        if one.concern is not None:
            by_kind.setdefault(one.concern, {})[one.person] = one.settled
    return Worries(talked=len({one.person for one in rows}), by_kind=by_kind)
