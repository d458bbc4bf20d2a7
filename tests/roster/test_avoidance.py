"""Relatives, and the posts they may not hold together."""

import pytest

import build
from build import ADMIN, INST
from dinggang.plan import Avoidance, Stratum
from dinggang.roster import StaffKind, avoidance, kinship, must_be_apart

MID = build.post(1, ADMIN, stratum=Stratum.MID)
CLERK = build.post(2, ADMIN)
OTHER_CLERK = build.post(3, ADMIN)
ELSEWHERE = build.post(4, INST)
OF_THE_ORGAN = build.post(5, ADMIN, body="", stratum=Stratum.LEADER)
ALSO_OF_THE_ORGAN = build.post(6, ADMIN, body="", stratum=Stratum.LEADER)
ACCOUNTS = build.post(7, INST, sensitive=True)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (MID, CLERK, (False, True, True)),
        (CLERK, OTHER_CLERK, (False, True, False)),
        (MID, ELSEWHERE, (False, False, False)),
        (OF_THE_ORGAN, ALSO_OF_THE_ORGAN, (False, False, False)),
    ],
)
def test_which_posts_must_be_apart(one, other, apart):
    rules = (Avoidance.NONE, Avoidance.SAME_BODY, Avoidance.LED_BODY)

    assert tuple(must_be_apart(rule, one, other) for rule in rules) == apart
    assert tuple(must_be_apart(rule, other, one) for rule in rules) == apart


def person(number, *relatives, stratum=Stratum.GENERAL):
    return build.person(number, StaffKind.ADMINISTRATIVE, relatives=relatives, stratum=stratum)


def test_either_side_naming_the_other_makes_relatives():
    people = [person(1, "P02", "P01", "P77"), person(2), person(3, "P02"), person(4)]

    assert kinship(people) == {"P01": ("P02",), "P02": ("P01", "P03"), "P03": ("P02",)}


PEOPLE = {p.id: p for p in (person(1, "P03", stratum=Stratum.LEADER), person(2, "P03"), person(3))}


@pytest.mark.parametrize(
    ("rule", "post", "held", "reasons"),
    [
        (Avoidance.LED_BODY, CLERK, {"P02": MID}, ["亲属P02任同一机构的O01，应当回避"]),
        (Avoidance.LED_BODY, CLERK, {"P02": OTHER_CLERK}, []),
        (Avoidance.NONE, CLERK, {"P02": MID}, []),
        (
            Avoidance.LED_BODY,
            ACCOUNTS,
            {},
            ["亲属P01是本机关领导，不得任组织、人事、纪检、审计、财务岗位"],
        ),
        (Avoidance.NONE, ACCOUNTS, {}, []),
    ],
)
def test_what_relatives_close(rule, post, held, reasons):
    found = avoidance(rule, post, kinship(PEOPLE.values())["P03"], PEOPLE, held)

    assert [r.zh for r in found] == reasons


def test_a_leader_who_is_no_relative_closes_nothing():
    assert avoidance(Avoidance.LED_BODY, ACCOUNTS, (), PEOPLE, {}) == ()
