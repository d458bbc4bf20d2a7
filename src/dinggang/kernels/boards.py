"""Boards post by post, and the ratio of candidates, in arrays over a `Market`.

The plain rules stand in `selection.ranking` and `procedure.pool`; property tests hold the two equal.
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from dinggang.basis import Fault
from dinggang.kernels.market import Int64, Ints, Market
from dinggang.kernels.ranks import competition_ranks, strict_order

Bools = npt.NDArray[np.bool_]


class Below(StrEnum):
    """What becomes of a post with too few candidates; the names are those of the plan."""

    OPEN = "open"
    REDUCE = "reduce"
    CANCEL = "cancel"


def post_boards(market: Market, scores: Int64, places: Int64, eligible: Bools) -> tuple[Int64, Int64]:
    """Rank (1, 2, 2, 4) and place (1, 2, 3 …) of each edge among those who listed the same post, both [edges].

    scores, places [n]: everybody's score and place on the whole board, places all different; eligible [edges]. An edge
    that is not eligible, or names a post named before on its list, has 0 and counts for nobody.
    """
    if scores.shape != (market.people,) or places.shape != scores.shape or eligible.shape != (market.edges,):
        raise Fault("scores and places are one a person, eligible one an edge")
    if np.unique(places).size != places.size:
        raise Fault("places must all be different")
    counts = _counting(market, eligible)
    owner = np.repeat(np.arange(market.people), np.diff(market.offsets))[counts]
    post = market.posts[counts].astype(np.int64)
    # Lots all different over edges: a person's edges stand together, in the order of the whole board.
    lots = np.empty(owner.size, np.int64)
    lots[np.lexsort((post, places[owner]))] = np.arange(owner.size)[::-1]
    ranks, order = np.zeros(market.edges, np.int64), np.zeros(market.edges, np.int64)
    ranks[counts] = competition_ranks(scores[owner], post)
    order[counts] = strict_order(scores[owner], lots, groups=post)
    return ranks, order


def candidates(market: Market, competes: Bools, eligible: Bools) -> Int64:
    """How many people who may compete listed each post that is open to them, [posts]; a post named twice counts once.

    competes [n], eligible [edges].
    """
    if competes.shape != (market.people,) or eligible.shape != (market.edges,):
        raise Fault("competes is one a person, eligible one an edge")
    counts = _counting(market, eligible) & np.repeat(competes, np.diff(market.offsets))
    return np.bincount(market.posts[counts], minlength=market.openings.size).astype(np.int64)


def after_ratio(openings: Int64, wanted: Int64, least: int, below: Below) -> tuple[Int64, Bools]:
    """The openings after the ratio of candidates, and which posts are short of it, both [posts].

    At least `least` candidates (`wanted` [posts]) for each opening. Three openings, least 2, four candidates:

    >>> [after_ratio(np.array([3]), np.array([4]), 2, below)[0].tolist() for below in Below]
    [[3], [2], [0]]
    """
    if openings.shape != wanted.shape or least < 1:
        raise Fault("one number of candidates a post, and a ratio of at least 1, are needed")
    short: Bools = (openings > 0) & (wanted // least < openings)
    match below:
        case Below.OPEN:
            left = openings
        case Below.REDUCE:
            left = np.where(short, wanted // least, openings)
        case Below.CANCEL:
            left = np.where(short, 0, openings)
    return left, short


def below_least_score(market: Market, scores: Int64, short: Bools, least: int) -> Bools:
    """Which edges are closed because the post was opened with too few candidates and the score is below `least`, [edges].

    scores [n] and `least` in one unit; short [posts] as `after_ratio` gives it.
    """
    if scores.shape != (market.people,) or short.shape != market.openings.shape:
        raise Fault("scores is one a person, short one a post")
    found: Bools = short[market.posts] & np.repeat(scores < least, np.diff(market.offsets))
    return found


def _counting(market: Market, eligible: Bools) -> Bools:
    counts = eligible.copy()
    repeated: Ints = market.repeated()
    counts[repeated] = False
    return counts
