"""U11: one head, nobody twice, and the leadership in the group. P01 and P02 are the leadership."""

import pytest

import build
from dinggang.basis import Finding, Level, Words
from dinggang.groundwork import GroupRole, Member, check_group
from dinggang.plan import Stratum

HEAD, DEPUTY, MEMBER = GroupRole.HEAD, GroupRole.DEPUTY, GroupRole.MEMBER


def group(*places: tuple[str, GroupRole]) -> tuple[Member, ...]:
    return tuple(Member(person=p, role=role) for p, role in places)


@pytest.mark.parametrize(
    "places",
    [
        (),
        (("P01", HEAD), ("P02", DEPUTY)),
        (("P01", HEAD), ("P02", MEMBER), ("P03", MEMBER)),
        (("P01", HEAD), ("P02", DEPUTY), ("P02", GroupRole.OFFICE_HEAD)),  # the office is another place
        (("P01", HEAD), ("P01", HEAD), ("P02", MEMBER)),  # one row copied is not two places
    ],
)
def test_a_sound_group(places):
    assert check_group(group(*places), build.people()) == ()


def test_no_head():
    assert check_group(group(("P01", DEPUTY), ("P02", MEMBER)), build.people()) == (
        Finding(
            code="U11",
            level=Level.EXPLAIN,
            words=Words(zh="领导小组没有组长。", en="The leading group has no head."),
            cure=Words(
                zh="请在groundwork表“领导小组”补填组长一行。",
                en="Add the row of the head to the sheet 领导小组 of groundwork.",
            ),
            rows=("groundwork:",),
        ),
    )


def test_two_heads():
    (found,) = check_group(group(("P02", HEAD), ("P01", HEAD)), build.people())

    assert (found.code, found.level) == ("U11", Level.EXPLAIN)
    assert found.words == Words(
        zh="领导小组有2名组长：P01、P02。", en="The leading group has 2 heads: P01, P02."
    )
    assert found.cure == Words(
        zh="组长只填一人，请在groundwork表“领导小组”更正；确有几名组长的，请说明。",
        en="There is one head: correct the sheet 领导小组 of groundwork, or explain why there are several.",
    )
    assert found.rows == ("members:P01/head", "members:P02/head")


def test_somebody_has_two_places():
    (found,) = check_group(group(("P01", HEAD), ("P01", MEMBER), ("P02", MEMBER)), build.people())

    assert (found.code, found.level) == ("U11", Level.EXPLAIN)
    assert found.words == Words(
        zh="1人在领导小组里有两种职务：P01。", en="1 people have two places in the leading group: P01."
    )
    assert found.rows == ("members:P01/head", "members:P01/member")


@pytest.mark.parametrize("role", [None, GroupRole.OFFICE_HEAD])
def test_a_leader_outside_the_group_is_noticed(role):
    others = [] if role is None else [("P02", role)]
    (found,) = check_group(group(("P01", HEAD), *others), build.people())

    assert (found.code, found.level, found.rows) == ("U11", Level.NOTICE, ("people:P02",))
    assert found.words == Words(
        zh="班子成员中有1人不在领导小组：P02。", en="1 of the leadership are not in the leading group: P02."
    )


def test_a_leader_of_an_institution_outside_need_not_be_in_it():
    people = [build.bend(p, outside=True) if p.id == "P02" else p for p in build.people()]
    assert check_group(group(("P01", HEAD)), people) == ()


@pytest.mark.parametrize(("leaders", "missing"), [(15, 14), (16, 0)])
def test_leaders_of_several_organs_are_not_asked_for(leaders, missing):
    kind = build.people()[0].kind
    people = [build.person(n, kind, stratum=Stratum.LEADER) for n in range(1, leaders + 1)]
    found = check_group(group(("P01", HEAD)), people)

    assert sum(len(f.rows) for f in found) == missing
    assert [f.words.zh.endswith("、P11等。") for f in found] == [True] * len(found)  # ten of them are named
