"""Composite scores, rankings and placements."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

import msgspec

from dinggang.basis import Id, Value, Words
from dinggang.plan import HeadcountKind, TieBreak


class Choices(Value, frozen=True, kw_only=True):
    """One person's ordered list of posts (志愿), the most wanted first."""

    person: Id
    posts: tuple[Id, ...]


class Applicant(Value, frozen=True, kw_only=True):
    """A person of the pool at the close of applications: may compete, or all reasons why not; posts refused with reasons."""

    person: Id
    posts: tuple[Id, ...]
    reasons: tuple[Words, ...] = ()
    refused: dict[str, tuple[Words, ...]] = {}

    @property
    def competes(self) -> bool:
        return not self.reasons


class Scale(Value, frozen=True, kw_only=True):
    """The scale of a measure: the mark nobody can exceed, and the pass mark, if the rules state one."""

    full: Decimal = Decimal(100)
    pass_mark: Decimal | None = None


class Composite(Value, frozen=True, kw_only=True):
    """One person's composite score: exact, rounded by the plan's rule, and the parts it was added up from.

    `score` is None for a person without a full set of marks or below a pass mark; `reason` says why.
    `parts` holds per measure (mark, weight in per cent, exact contribution).
    """

    person: Id
    exact: Fraction | None
    score: Decimal | None
    parts: dict[str, tuple[Decimal, Decimal, Fraction]]
    reason: Words | None = None


class Ranked(Value, frozen=True, kw_only=True):
    """A place on the board: competition rank (1, 2, 2, 4) by score, and the strict order in which people choose.

    `decided_by` names the tie rule that separated this person from the one just above, when the score did not.
    """

    person: Id
    group: HeadcountKind | None
    rank: Annotated[int, msgspec.Meta(ge=1)]
    order: Annotated[int, msgspec.Meta(ge=1)]
    score: Decimal
    decided_by: TieBreak | None = None


class Unranked(Value, frozen=True, kw_only=True):
    """A person without a rank, and why."""

    person: Id
    reason: Words


class Ranking(Value, frozen=True, kw_only=True):
    """The board. `undrawn` are groups of people whom every declared rule leaves equal and no recorded draw separates.

    Their `order` is provisional (by id) and must not place anybody. `ties` are the tie rules in the order they
    were applied, the draw last.
    """

    ranked: tuple[Ranked, ...]
    unranked: tuple[Unranked, ...]
    undrawn: tuple[tuple[Id, ...], ...] = ()
    ties: tuple[TieBreak, ...] = ()


class Draw(Value, frozen=True, kw_only=True):
    """A draw on record: the people in the order the lots fell."""

    order: tuple[Id, ...]


class Why(Value, frozen=True, kw_only=True):
    """One sentence for one post on a person's list."""

    post: Id
    words: Words


class Round(StrEnum):
    """In which round somebody was placed: the first, as next in line (递补) for a post given up, by a second list (补报)."""

    FIRST = "first"
    NEXT_IN_LINE = "next_in_line"
    SECOND = "second"


class Placed(Value, frozen=True, kw_only=True):
    """Where a person ends in the placement: a post and which choice it was, or none; with a sentence per post listed.

    `reason` sums up for a person without a post. `whys` are those of the round that placed them, or of the last in which
    they took part.
    """

    person: Id
    post: Id | None
    choice: int | None
    whys: tuple[Why, ...]
    reason: Words | None = None
    placed_in: Round = Round.FIRST


class Placement(Value, frozen=True, kw_only=True):
    """The placement of everyone ranked, in choosing order, and the openings left per post."""

    placed: tuple[Placed, ...]
    openings_left: dict[str, int]
