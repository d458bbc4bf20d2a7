"""Everything printed of worries at once: what a reader who holds all of it can work out.

The reader holds 思想动态分析, 动员情况, the sentences of the summary with their ledger and its list of what is not supported,
U14 and the figures of a run; and knows by which rules they were written, but none of the talks. A table says of each
person talked to which kinds of worry they named, and of each kind whether it is gone. Two tables are **alike** when
every word printed of them is the same. A number is **worked out** when it is the same in all tables alike.

Held secret, while from 1 to 4: how many named a kind of worry, how many did not, of how many it is gone, of how many it is
not; the same of any worry. That it is nought may be told, and that it is 1 to 4. And secret, of however many: that
everybody talked to named a worry, since whom one talked to is known.

Allowed: what is true of a whole group of five or more, of whom nobody knows who they are: that all are rid of a worry,
that none of them is. It sets nobody beside a worry.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations, combinations_with_replacement, product
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build import bend
from dinggang.documents import summary_talks
from dinggang.documents.claims import DEFAULT, Stated, Teller
from dinggang.documents.official import moods
from dinggang.documents.official.meeting import mobilisation
from dinggang.documents.official.values import texts
from dinggang.documents.summary_talks import talked
from dinggang.groundwork import (
    FEW,
    Concern,
    Count,
    Talk,
    TalkForm,
    Worries,
    check_worries,
    held,
    talking,
    worries,
    worrying,
)
from dinggang.plan import ClaimRule
from documents.town_ground import of_town, with_ground

KINDS = tuple(Concern)
State = tuple[bool | None, ...]
"""Of one person, for each kind: not named, named and open (False), named and gone (True)."""
Table = tuple[State, ...]
"""Everybody talked to, in an order that says nothing."""
View = tuple[object, ...]

PEOPLE = sorted(p.id for p in of_town().case.people)


# -- what is printed ---------------------------------------------------------------------------------


def row(person: str, concern: Concern | None, *, settled: bool, day: date = date(2006, 11, 6)) -> Talk:
    return Talk(person=person, day=day, by="P004", form=TalkForm.ALONE, concern=concern, settled=settled)


def talks_of(table: Table) -> list[Talk]:
    """A talk with each; a row for each worry they named, one without a worry for those who named none."""
    rows = []
    for person, state in zip(PEOPLE, table, strict=False):
        named = [(k, gone) for k, gone in zip(KINDS, state, strict=False) if gone is not None]
        rows += [row(person, k, settled=gone) for k, gone in named] or [row(person, None, settled=False)]
    return rows


def read(stated: Iterable[Stated]) -> list[tuple[str, str, str]]:
    return [(one.query, one.value, one.shown) for one in stated]


def printed(talks: Sequence[Talk], claims: ClaimRule = DEFAULT) -> View:
    """All that is printed of talks, but for how many were held."""
    told = with_ground(talks=tuple(talks))
    analysis = moods.concerns(told, {})
    t = Teller(claims)
    talked(t, told)
    t.end()
    return (
        tuple(tuple(texts(d)) for d in analysis) if isinstance(analysis, tuple) else analysis,
        [(s.text, read(s.stated)) for part in t.sections for p in part.paragraphs for s in p],
        [(u.claim, u.reason, read(u.stated)) for u in t.unsupported],
        [f.words for f in check_worries(talks)],
    )


def coverage(talks: Sequence[Talk]) -> View:
    """How many talks were held and with how many people, on 动员情况 and among the figures of a run."""
    made = mobilisation(with_ground(talks=tuple(talks)), {})
    assert isinstance(made, tuple)
    return tuple(tuple(texts(d)) for d in made), held(talks)


def view(table: Table, claims: ClaimRule = DEFAULT) -> str:
    return repr(printed(talks_of(table), claims))


# -- what is secret ----------------------------------------------------------------------------------


def numbers(table: Table) -> dict[str, int]:
    """Every number that is secret while it is small."""
    found: dict[str, int] = {}
    heads = [("any", [[gone for gone in state if gone is not None] for state in table])]
    for at, kind in enumerate(KINDS[: len(table[0])]):
        heads += [(kind.value, [[gone] if (gone := state[at]) is not None else [] for state in table])]
    for name, said in heads:
        found[f"{name} named"] = sum(map(bool, said))
        found[f"{name} not named"] = sum(not those for those in said)
        found[f"{name} gone"] = sum(bool(those) and all(those) for those in said)
        found[f"{name} open"] = sum(not all(those) for those in said)
    for named, people in Counter(tuple(gone is not None for gone in state) for state in table).items():
        if any(named):
            found[f"the very kinds {named}"] = people
    for state, people in Counter(table).items():
        if any(gone is not None for gone in state):
            found[f"the very same {state}"] = people
    return found


def secret(name: str, value: int, people: int) -> bool:
    if name.endswith("not named"):
        return value < FEW and value < people  # Nobody named it: nothing ill of anybody.
    return 0 < value < FEW


# -- the attackers -----------------------------------------------------------------------------------


def worked_out(tables: Iterable[Table]) -> list[tuple[Table, str, int]]:
    """Of *all* tables there are: a table of each group that is alike, with the secret that its whole group shares."""
    groups: dict[str, tuple[Table, dict[str, int]]] = {}
    for table in tables:
        seen = view(table)
        mine = numbers(table)
        one, shared = groups.get(seen, (table, mine))
        groups[seen] = one, {name: v for name, v in shared.items() if mine.get(name, 0) == v}
    return [
        (one, n, v) for one, shared in groups.values() for n, v in shared.items() if secret(n, v, len(one))
    ]


def every_table(people: int, kinds: int) -> list[Table]:
    """One for each set of numbers that so many people can give."""
    states = list(product((None, False, True), repeat=kinds))
    found = {
        tuple(sorted(numbers(table).items())): table
        for table in combinations_with_replacement(states, people)
    }
    return list(found.values())


def moves(table: Table) -> Iterator[Table]:
    """Tables in which one person names nothing, or says otherwise of one kind of worry, or two change places in it."""
    states = list(dict.fromkeys(table))
    kinds = range(len(table[0]))
    for one in states:
        yield put(table, {one: (None,) * len(one)})
    for one, kind, gone in product(states, kinds, (None, False, True)):
        if gone is not one[kind]:
            yield put(table, {one: (*one[:kind], gone, *one[kind + 1 :])})
    for (one, two), kind in product(combinations(states, 2), kinds):
        if one[kind] is not two[kind]:
            first = (*one[:kind], two[kind], *one[kind + 1 :])
            yield put(table, {one: first, two: (*two[:kind], one[kind], *two[kind + 1 :])})


def put(table: Table, instead: Mapping[State, State]) -> Table:
    """With one person of each such state saying something else."""
    people = list(table)
    for state in instead:
        people.remove(state)
    return tuple(sorted((*people, *instead.values()), key=repr))


def not_opened(table: Table, claims: ClaimRule = DEFAULT, *, steps: int = 6) -> dict[str, int]:
    """Secrets for which no table alike with another value is found within some moves. None: no secret is worked out."""
    seen = view(table, claims)
    left = {name: value for name, value in numbers(table).items() if secret(name, value, len(table))}
    known, edge = {table}, [table]
    for _ in range(steps):
        reached = dict.fromkeys(t for near in edge for t in moves(near) if t not in known)
        known |= reached.keys()
        edge = []
        for other in reached:
            if not left:
                return {}
            if view(other, claims) == seen:
                edge.append(other)
                theirs = numbers(other)
                left = {name: value for name, value in left.items() if theirs.get(name, 0) == value}
        edge = edge[:40]
    return left


# -- the law -----------------------------------------------------------------------------------------


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Up to thirty people, one to three kinds of worry; people who say the same in groups, so that few and five occur."""
    kinds = draw(st.integers(1, 3))
    states = st.tuples(*[st.sampled_from((None, False, True))] * kinds)
    groups = draw(st.lists(st.tuples(states, st.integers(1, 9)), min_size=1, max_size=7))
    people = [state for state, many in groups for _ in range(many)]
    return tuple(sorted(people[:30], key=repr))


def of(*groups: tuple[int, State]) -> Table:
    return tuple(state for many, state in groups for _ in range(many))


NO, OPEN, GONE = (None,), (False,), (True,)


@example(of((5, OPEN), (4, GONE), (6, NO)))  # The analysis tells nine; U14 told five.
@example(of((1, OPEN), (5, GONE), (9, NO)))  # "Many" are five at least, and not all of six: one was left.
@example(of((5, OPEN)))  # U14 told five, of five who were talked to.
@example(of((1, OPEN)))
@example(of((12, OPEN), (4, NO)))
@example(of((4, (True, None)), (1, (True, False)), (4, (None, False)), (9, (None, None))))
@example(of((5, (True, None)), (7, (False, None)), (4, (None, True)), (1, (None, False)), (9, (None, None))))
@example(
    of((8, (True, True)), (1, (None, False)), (5, (None, None)))
)  # 14 are nine and five: nobody named only one.
@given(tables())
@settings(max_examples=100)
def test_nothing_that_is_secret_can_be_worked_out(table: Table) -> None:
    assert not_opened(table) == {}


@given(tables(), st.sampled_from([(10, 100), (30, 35), (60, 61), (75, 80)]))
@settings(max_examples=40)
def test_nor_where_a_plan_has_its_own_half_and_most(table: Table, least: tuple[int, int]) -> None:
    half, most = map(Decimal, least)
    assert not_opened(table, ClaimRule(half=half, vast_majority=most)) == {}


def test_of_one_kind_of_worry_nothing_is_worked_out_from_any_table() -> None:
    """All of them, to twenty-one people."""
    for people in range(1, 22):
        assert worked_out(every_table(people, 1)) == []


def test_of_two_kinds_of_worry_nothing_is_worked_out_where_three_are_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All of them, to seven people: with a smaller few, as much is told of seven as of eleven."""
    few_are_less_than(3, monkeypatch)
    for people in range(1, 8):
        assert worked_out(every_table(people, 2)) == []


def few_are_less_than(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (worrying, talking, moods, summary_talks, sys.modules[__name__]):
        monkeypatch.setattr(room, "FEW", number)


people_ = st.sampled_from(PEOPLE[:12])
days = st.dates(date(2006, 11, 1), date(2006, 11, 4))
rows = st.builds(
    Talk,
    person=people_,
    day=days,
    by=st.sampled_from(["P004", "P006"]),
    form=st.just(TalkForm.ALONE),
    concern=st.none() | st.sampled_from(KINDS[:3]),
    settled=st.booleans(),
)


@given(st.lists(rows, min_size=1, max_size=40), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_only_the_last_word_on_each_worry_is_printed(talks: list[Talk], chance: Random) -> None:
    """So a table is all there is to know of talks, however many were held; and in any order of rows."""
    last = {(t.person, t.concern): t for t in sorted(talks, key=lambda t: (t.day, t.settled)) if t.concern}
    silent = [bend(t, concern=None, settled=False) for t in talks]
    said = [*silent, *last.values()]
    chance.shuffle(said)
    assert printed(said) == printed(talks)
    assert coverage(silent) == coverage(talks)


def test_the_town_itself_gives_nothing_away() -> None:
    """Seven kinds, 46 people: none of its small numbers, and it does have some."""
    found = worries(of_town().case.groundwork.talks)
    everybody = {t.person for t in of_town().case.groundwork.talks}
    table = tuple(
        sorted((tuple(found.by_kind.get(k, {}).get(p) for k in KINDS) for p in everybody), key=repr)
    )
    assert numbers(table)["hardship named"] == 1
    assert not_opened(table, steps=1) == {}


# -- the attacker finds what is there ----------------------------------------------------------------


def sums_always(counts: Sequence[Count], talked: int) -> tuple[tuple[str, str, str], ...]:
    rows_ = [moods.told_row(c, talked) for c in counts]
    return (*rows_, (str(sum(c.named for c in counts)), "不列", "不列"))


def every_many(kinds: Mapping[Concern, Count], _: int) -> tuple[str, str]:
    said = "，".join(f"{k}{n.left}" if n.left >= FEW else f"{k}少于5人" for k, n in kinds.items())
    return said, said


def true_share(found: Worries, least: Decimal, **_: object) -> bool:
    rid = sum(found.people.values())
    return rid >= FEW and rid * 100 >= least * len(found.people)


def of_many(found: Worries) -> bool:
    return all(len(those) >= FEW for those in found.by_kind.values())


def and_none(found: Worries) -> bool:
    return of_many(found) and found.talked - len(found.people) >= FEW


SPOILED = {
    "the sum always": (moods, "told_table", sums_always, of((3, OPEN), (9, NO)), {"post named": 3}),
    "U14 by itself": (talking, "_heads", every_many, of((9, OPEN), (1, GONE), (6, NO)), {"post gone": 1}),
    "however few": (Worries, "enough", property(bool), of((5, OPEN)), {"post not named": 0}),
    "whoever is left": (
        Count,
        "named_told",
        lambda self, _: self.named >= FEW,
        of((8, OPEN), (3, NO)),
        {"post not named": 3},
    ),
    "the true share": (
        summary_talks,
        "_reached",
        true_share,
        of((5, GONE), (1, OPEN), (9, NO)),
        {"post open": 1},
    ),
    "who named none": (
        Worries,
        "people_told",
        property(of_many),
        of((9, GONE), (2, NO)),
        {"any not named": 2},
    ),
    "who is rid": (
        Worries,
        "rid_told",
        property(and_none),
        of((9, GONE), (2, OPEN), (5, NO)),
        {"post open": 2},
    ),
    "how many named two": (
        Worries,
        "people_told",
        property(and_none),
        of((4, (True, None)), (1, (True, False)), (4, (None, False)), (9, (None, None))),
        {"the very kinds (True, True)": 1, "any gone": 4},
    ),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_rule_left_out_is_found(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, instead, table, known = SPOILED[how]
    assert not_opened(table) == {}
    monkeypatch.setattr(where, name, instead)
    assert known.items() <= not_opened(table).items()
    if len(table[0]) == 1:  # So few tables that it is certain: all of them.
        alike = [(n, v) for one, n, v in worked_out(every_table(len(table), 1)) if view(one) == view(table)]
        assert known.items() <= dict(alike).items()
