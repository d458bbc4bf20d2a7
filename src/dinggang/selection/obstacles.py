"""Why a post on a list could not be taken, whatever the mechanism, in words."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from dinggang.basis import Id, Words, joined, shown
from dinggang.basis import fraction as exact

Refused = Mapping[tuple[Id, Id], tuple[Words, ...]]


class Counting(Refused):
    """Refusals that know which posts ask for the same, so that they need not be asked pair by pair."""

    def alike(self, person: Id) -> Mapping[Id, Id] | None:
        """Post → the one whose answer to this person is its answer too; a post that is not in it stands for itself.
        None where every post must be asked alone. People of whom the same is true are handed the very same mapping.
        """
        del person
        return None

    def open_to(self, person: Id, posts: Iterable[Id]) -> int:
        """How many of these posts are not refused to the person."""
        return OpenPosts(posts).open_to(self, person)


class OpenPosts:
    """The posts that have openings, counted by what they ask for, while they fill up one after the other."""

    def __init__(self, posts: Iterable[Id]) -> None:
        self._posts = dict.fromkeys(posts)
        self._alike: Mapping[Id, Id] | None = None
        self._counts: Counter[Id] = Counter()

    def close(self, post: Id) -> None:
        """Takes out a post that has filled up. Raises KeyError for one that was not open."""
        del self._posts[post]
        if self._alike is not None:
            self._counts[self._alike.get(post, post)] -= 1

    def open_to(self, refused: Refused, person: Id) -> int:
        """How many of them are not refused to the person: one question for all posts that ask for the same."""
        alike = refused.alike(person) if isinstance(refused, Counting) else None
        if alike is None:
            return sum(not refused.get((person, post)) for post in self._posts)
        if alike is not self._alike:
            self._alike, self._counts = alike, Counter(alike.get(post, post) for post in self._posts)
        return sum(n for post, n in self._counts.items() if n and not refused.get((person, post)))


def open_to(refused: Refused, person: Id, posts: Iterable[Id]) -> int:
    """How many of these posts are not refused to the person."""
    return OpenPosts(posts).open_to(refused, person)


class Struck(Counting):
    """Refusals with those that a round adds; the others are not copied, for there may be millions."""

    def __init__(self, before: Refused) -> None:
        self._before = before
        self._added: dict[tuple[Id, Id], tuple[Words, ...]] = {}
        self._people: set[Id] = set()

    def alike(self, person: Id) -> Mapping[Id, Id] | None:
        """See `Counting`."""
        if person in self._people or not isinstance(self._before, Counting):
            return None
        return self._before.alike(person)

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


def full(openings: int, lowest: Decimal, own: Decimal, decided: Callable[[], Words]) -> Words:
    """The post is full: the lowest score admitted beside one's own, or what decided between equal ones, which is asked
    for only then.
    """
    zh, en = f"已满（{openings}个名额）", f"Full ({counted(openings, 'opening')})"
    if lowest == own:
        by = decided()
        return Words(
            zh=f"{zh}：最低录取成绩与本人相同，都是{own:f}分，{by.zh}，本人在后。",
            en=f"{en}: the lowest score admitted equals yours, {own:f}; {by.en} put you behind.",
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
