"""Why a post on a list could not be taken, whatever the mechanism, in words."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from dinggang.basis import Id, Words, joined, shown
from dinggang.basis import fraction as exact

Refused = Mapping[tuple[Id, Id], tuple[Words, ...]]


class Counting(Refused):
    """Refusals that know without asking pair by pair how many posts are open to a person."""

    def open_to(self, person: Id, posts: tuple[Id, ...]) -> int:
        """How many of these posts are not refused to the person."""
        return sum(not self.get((person, post)) for post in posts)


def open_to(refused: Refused, person: Id, posts: tuple[Id, ...]) -> int:
    """How many of these posts are not refused to the person."""
    if isinstance(refused, Counting):
        return refused.open_to(person, posts)
    return sum(not refused.get((person, post)) for post in posts)


class Struck(Counting):
    """Refusals with those that a round adds; the others are not copied, for there may be millions."""

    def __init__(self, before: Refused) -> None:
        self._before = before
        self._added: dict[tuple[Id, Id], tuple[Words, ...]] = {}
        self._people: set[Id] = set()

    def open_to(self, person: Id, posts: tuple[Id, ...]) -> int:
        """See `Counting`."""
        if person in self._people:
            return super().open_to(person, posts)
        return open_to(self._before, person, posts)

    def strike(self, pair: tuple[Id, Id], reasons: tuple[Words, ...]) -> None:
        """Adds reasons to what is known of a pair."""
        self._added[pair] = (*self.get(pair, ()), *reasons)
        self._people.add(pair[0])

    def __getitem__(self, pair: tuple[Id, Id]) -> tuple[Words, ...]:
        return self._added[pair] if pair in self._added else self._before[pair]

    def get(self, pair: tuple[Id, Id], default: Any = None) -> Any:
        return self._added[pair] if pair in self._added else self._before.get(pair, default)

    def __iter__(self) -> Iterator[tuple[Id, Id]]:
        yield from self._before
        yield from (pair for pair in self._added if pair not in self._before)

    def __len__(self) -> int:
        return len(self._before) + sum(pair not in self._before for pair in self._added)


def not_considered(
    person: Id,
    listed: Sequence[Id],
    number: int,
    taken: int | None,
    most: int,
    openings: Mapping[Id, int],
    refused: Refused,
) -> Words | None:
    """Why the choice of this number is not even looked at; None when it competes."""
    post = listed[number - 1]
    if taken is not None and number > taken:
        return Words(
            zh=f"前面的第{taken}志愿已经选中，不再考虑。", en=f"Choice {taken}, named before it, was taken."
        )
    if number > most:
        return Words(
            zh=f"每人最多填报{most}个志愿，这是第{number}个，不计。",
            en=f"At most {most} choices count; this is number {number}.",
        )
    if post in listed[: number - 1]:
        return Words(zh="与前面的志愿重复，不再考虑。", en="Named before on the same list.")
    if post not in openings:
        return Words(zh="该岗位不参加竞争。", en="The post is not open to competition.")
    if reasons := refused.get((person, post)):
        why = joined(reasons)
        return Words(zh=f"不符合条件：{why.zh}", en=f"Not eligible: {why.en}")
    return None


def full(openings: int, lowest: Decimal, own: Decimal, decided: Words) -> Words:
    """The post is full: the lowest score admitted beside one's own, or what decided between equal ones."""
    zh, en = f"已满（{openings}个名额）", f"Full ({counted(openings, 'opening')})"
    if lowest == own:
        return Words(
            zh=f"{zh}：最低录取成绩与本人相同，都是{own:f}分，{decided.zh}，本人在后。",
            en=f"{en}: the lowest score admitted equals yours, {own:f}; {decided.en} put you behind.",
        )
    gap = shown(exact(lowest) - exact(own))
    return Words(
        zh=f"{zh}：最低录取成绩{lowest:f}，本人成绩{own:f}，差{gap}分。",
        en=f"{en}: the lowest score admitted is {lowest:f}, yours is {own:f}, {gap} short.",
    )


def no_list(lists: int) -> Words:
    if lists > 1:
        return Words(
            zh=f"交了{lists}份志愿，不能确定以哪份为准。", en=f"{lists} lists of choices were handed in."
        )
    return Words(zh="没有填报志愿。", en="No choices were handed in.")


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
