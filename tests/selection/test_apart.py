"""Relatives apart as the rule reads: place everybody, refuse the first pair that clashes, place everybody anew."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from dinggang.basis import Words
from dinggang.plan import Avoidance, Mechanism, PlacementRule, Stratum
from dinggang.selection import Counting, Field, clash, first_refused, place_by_rule, place_rounds
from dinggang.selection.obstacles import OpenPosts, Struck
from dinggang.selection.values import Choices
from selection.test_placing import BAND, SIMPLE, board, post

# Two townships whose people list no post of the other's; O4 stands in no body.
POSTS = (
    post("O1", stratum=Stratum.MID),
    post("O2", 2),
    post("O3", body="B02"),
    post("O4", body=""),
    post("O5", body="B03", stratum=Stratum.MID),
    post("O6", 2, body="B03"),
    post("O7", body="B04"),
)
PEOPLE = [f"P{n}" for n in range(1, 11)]
NAMES = [p.id for p in POSTS]
HERE, THERE = NAMES[:4], NAMES[4:]


def placed_anew(made: Field):
    struck = Struck(made.refused)
    while True:
        placement = place_by_rule(
            made.rule, made.posts, made.ranking, made.choices, struck, made.post_scores or None
        )
        found = clash(made, placement)
        if found is None:
            return placement, dict(struck)
        struck.strike(*found)


@st.composite
def fields(draw):
    def listed(at: int) -> tuple[str, ...]:
        names = draw(st.sampled_from([(HERE, THERE)[at % 2], (HERE, THERE)[at % 2], NAMES]))
        return tuple(draw(st.permutations(names))[: draw(st.sampled_from([4, 3, 2, 1, 0]))])

    pairs = draw(
        st.sets(st.sampled_from([(a, b) for a in PEOPLE for b in PEOPLE if a < b]), min_size=3, max_size=12)
    )
    kin = {p: tuple(sorted({a if b == p else b for a, b in pairs if p in (a, b)})) for p in PEOPLE}
    mechanism = draw(st.sampled_from(SIMPLE))
    own = mechanism is not Mechanism.RANK_ORDER and draw(st.booleans())
    refused = draw(st.sets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(NAMES)), max_size=4))
    return Field(
        rule=PlacementRule(
            mechanism=mechanism,
            max_choices=3,
            band=BAND.get(mechanism),
            avoidance=draw(st.sampled_from([Avoidance.SAME_BODY, Avoidance.LED_BODY])),
        ),
        posts=tuple(msgspec.structs.replace(p, openings=draw(st.sampled_from([2, 1, 0]))) for p in POSTS),
        ranking=board(*range(90, 80, -1)),
        choices=tuple(Choices(person=p, posts=listed(at)) for at, p in enumerate(PEOPLE)),
        refused={pair: (Words(zh="不合", en="unfit"),) for pair in refused},
        post_scores={(p, q): Decimal(draw(st.integers(60, 63))) for p in PEOPLE for q in ("O2", "O6")}
        if own
        else {},
        kin={p: relatives for p, relatives in kin.items() if relatives},
    )


@given(fields())
def test_solved_part_by_part_or_in_one_pass_is_placing_everybody_anew(made):
    placement, refused = placed_anew(made)

    found, struck = place_rounds(made)

    assert found == placement
    assert dict(struck) == refused
    assert dict(first_refused(made)) == refused


class Classes(Counting):
    """Refusals of a post by its class, but for one person, who is asked alone."""

    def __init__(self, classes: Mapping[str, str], refused: set[tuple[str, str]]) -> None:
        self.classes = classes
        self.reasons = {
            (p, q): (Words(zh="不合", en="unfit"),)
            for p in PEOPLE
            for q in NAMES
            if (p, classes.get(q, q)) in refused
        }

    def alike(self, person):
        return None if person == "P1" else self.classes

    def __getitem__(self, pair):
        return self.reasons[pair]

    def __iter__(self):
        return iter(self.reasons)

    def __len__(self):
        return len(self.reasons)


@given(st.data())
def test_counted_class_by_class_while_posts_fill_up(data):
    # O7 is of no class: it stands for itself.
    classes = {q: data.draw(st.sampled_from(["O1", "O5"])) for q in NAMES[:-1]} | {"O1": "O1", "O5": "O5"}
    refused = Struck(
        Classes(
            classes,
            data.draw(st.sets(st.tuples(st.sampled_from(PEOPLE[:4]), st.sampled_from(["O1", "O5", "O7"])))),
        )
    )
    still = dict.fromkeys(NAMES)
    opened = OpenPosts(NAMES)
    for full in data.draw(st.permutations(NAMES)):
        if data.draw(st.booleans()):
            pair = (data.draw(st.sampled_from(PEOPLE[:4])), data.draw(st.sampled_from(NAMES)))
            refused.strike(pair, (Words(zh="亲属", en="kin"),))
        for person in PEOPLE[:4]:
            assert opened.open_to(refused, person) == sum(not refused.get((person, q)) for q in still)
        del still[full]
        opened.close(full)
    assert opened.open_to(refused, "P2") == 0
