"""Refusals worked out when asked for: the same as pair by pair, and counted as they are asked one by one."""

from pathlib import Path

import pytest

from dinggang.basis import Words
from dinggang.case import effects, in_order
from dinggang.procedure.pool import Refusals, refusals
from dinggang.selection.obstacles import Struck, open_to
from dinggang.sheets import read_folder

TOWN = Path(__file__).parents[2] / "examples" / "town-2006"
REASON = (Words(zh="另有理由", en="another reason"),)


@pytest.fixture(scope="module")
def town():
    return in_order(read_folder(TOWN).case)


@pytest.fixture
def refused(town) -> Refusals:
    return refusals(town, effects(town.acts), town.posts, [p.id for p in town.people])


def test_what_is_counted_is_what_is_asked_pair_by_pair(town, refused):
    posts = tuple(p.id for p in town.posts)
    people = [p.id for p in town.people]

    counted = [refused.open_to(person, posts) for person in people]

    assert counted == [sum(not refused.get((person, post)) for post in posts) for person in people]
    assert len(set(counted)) > 2
    assert open_to(dict(refused), people[0], posts) == counted[0]


def test_who_is_not_of_the_pool_is_refused_nothing(town, refused):
    assert refused.open_to("P999", ("O01", "O02")) == 2
    assert ("P999", "O01") not in refused


def test_pairs_are_those_with_a_reason(town, refused):
    pairs = list(refused)

    assert len(refused) == len(pairs) == len(set(pairs)) > 0
    assert all(refused[pair] for pair in pairs)
    with pytest.raises(KeyError):
        refused[next((p.id, q.id) for p in town.people for q in town.posts if not refused.get((p.id, q.id)))]


def test_added_reasons_count_where_they_were_added_alone(town, refused):
    posts = tuple(p.id for p in town.posts)
    first, second = [p.id for p in town.people if refused.open_to(p.id, posts) > 1][:2]
    free = next(post for post in posts if not refused.get((first, post)))
    before = {person: refused.open_to(person, posts) for person in (first, second)}

    refused.add({(first, free): REASON})

    assert refused[first, free] == REASON
    assert refused.open_to(first, posts) == before[first] - 1
    assert refused.open_to(second, posts) == before[second]


def test_what_is_struck_out_is_no_longer_open(town, refused):
    posts = tuple(p.id for p in town.posts)
    person = next(p.id for p in town.people if refused.open_to(p.id, posts) > 1)
    other = next(p.id for p in town.people if p.id != person)
    free = next(post for post in posts if not refused.get((person, post)))
    struck = Struck(refused)

    struck.strike((person, free), REASON)

    assert struck.open_to(person, posts) == refused.open_to(person, posts) - 1
    assert struck.open_to(other, posts) == refused.open_to(other, posts)
