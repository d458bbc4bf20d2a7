"""What a placement is made from."""

from collections.abc import Mapping

from dinggang.basis import Id, Value
from dinggang.plan import PlacementRule, Post
from dinggang.roster import Kin
from dinggang.selection.obstacles import Refused
from dinggang.selection.placing import PostScores
from dinggang.selection.values import Choices, Ranking


class Field(Value, frozen=True, kw_only=True):
    """What a placement is made from. `refused` holds the reasons of every pair that is not eligible.

    `gave_up` maps a person who refused the post to the act that records it; `second` are the lists handed in for the
    second round.
    """

    rule: PlacementRule
    posts: tuple[Post, ...]
    ranking: Ranking
    choices: tuple[Choices, ...]
    refused: Refused
    post_scores: PostScores = {}
    kin: Kin = {}
    gave_up: Mapping[Id, Id] = {}
    second: tuple[Choices, ...] = ()
