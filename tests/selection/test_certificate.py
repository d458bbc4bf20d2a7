import copy
import itertools
import json
import runpy
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from dinggang.basis import Fault
from dinggang.selection.best_fit import Fitting, best_fit
from dinggang.selection.certificate import certify_fit, certify_outcome
from dinggang.selection.mechanisms import (
    Problem,
    banded,
    deferred_acceptance,
    immediate_acceptance,
    one_common_key,
    rank_order,
)

CHECKER = Path(__file__).resolve().parents[2] / "verifier" / "check_placement.py"
main = runpy.run_path(str(CHECKER))["main"]

D = Decimal
LISTS = {
    "P1": ["A1", "A2", "A3"],
    "P2": ["A1", "A2"],
    "P3": ["A2", "A1", "A4"],
    "P4": ["A1", "A3", "A2"],
    "P5": ["A2", "A3"],
    "P6": [],
}
OPENINGS = {"A1": 1, "A2": 2, "A3": 1, "A4": 1}
# Two people share 86.45 and three share 80: the second number is the lot.
COMMON = {
    "P1": (D("80.00"), 4),
    "P2": (D("86.45"), 2),
    "P3": (D("86.45"), 5),
    "P4": (D("80.00"), 6),
    "P5": (D("80.00"), 1),
    "P6": (D("90.00"), 3),
}
COMMON_KEYS = {
    pair: key
    for pair, key in one_common_key(COMMON, OPENINGS).items()
    if pair not in {("P4", "A3"), ("P1", "A2")}
}
OWN_KEYS = {
    (person, post): (D(60 + (7 * int(person[1]) * int(post[1])) % 5), int(person[1]))
    for person in LISTS
    for post in OPENINGS
    if (person, post) != ("P3", "A1")
}
# Both stable ways to marry: the second is best for the posts, and no result of deferred acceptance.
CROSS = Problem(
    lists={"P1": ["A1", "A2"], "P2": ["A2", "A1"], "P3": ["A1"]},
    openings={"A1": 1, "A2": 1},
    keys={("P1", "A1"): (2,), ("P2", "A1"): (3,), ("P3", "A1"): (1,), ("P1", "A2"): (2,), ("P2", "A2"): (1,)},
)
SAME = Problem(lists=LISTS, openings=OPENINGS, keys=COMMON_KEYS)
APART = Problem(lists=LISTS, openings=OPENINGS, keys=OWN_KEYS)


def fitting(fit, lots=("P4", "P2", "P6", "P1", "P5", "P3"), openings=OPENINGS):
    return Fitting(
        lists=LISTS,
        openings=openings,
        lots=lots,
        fit={(p, q): fit(int(p[1]), int(q[1])) for p in LISTS for q in openings if (p, q) != ("P3", "A1")},
    )


FITS = {
    "differing": fitting(lambda p, q: (p * q * 7) % 10),
    "all alike": fitting(lambda _p, _q: 5),
    "worth nothing": fitting(lambda _p, _q: 0, lots=("P1", "P2", "P3", "P4", "P5", "P6")),
    "nothing open": fitting(lambda p, q: p + q, openings={"A1": 0, "A2": 0, "A3": 0, "A4": 0}),
    "much open": fitting(lambda p, q: p + q, openings={"A1": 3, "A2": 3, "A3": 3, "A4": 3}),
}
GENUINE = {
    "rank order": certify_outcome("rank_order", SAME, rank_order(SAME)),
    **{
        f"{name} {which}": certify_outcome(name, problem, rule(problem))
        for name, rule in (
            ("deferred_acceptance", deferred_acceptance),
            ("immediate_acceptance", immediate_acceptance),
        )
        for which, problem in (("same", SAME), ("apart", APART), ("cross", CROSS))
    },
    **{
        f"bands of {size} {which}": certify_outcome("banded", problem, banded(problem, size), size)
        for size in (1, 2, 3)
        for which, problem in (("same", SAME), ("apart", APART))
    },
    **{f"best fit {name}": certify_fit(problem, best_fit(problem)) for name, problem in FITS.items()},
}


def check(tmp_path, value):
    path = tmp_path / "certificate.json"
    path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    return main([str(path)])


def plain(name):
    return json.loads(GENUINE[name].encoded())


def changed(certificate, **posts):
    """The certificate with other posts for some people."""
    other = copy.deepcopy(certificate)
    for entry in other["people"]:
        entry["post"] = posts.get(entry["person"], entry["post"])
    return other


@pytest.mark.parametrize("name", GENUINE)
def test_a_genuine_result_is_accepted(tmp_path, capsys, name):
    assert check(tmp_path, GENUINE[name].encoded()) == 0
    assert "ACCEPTED" in capsys.readouterr().out


@pytest.mark.parametrize("name", GENUINE)
def test_every_swap_every_move_and_every_drop_is_rejected(tmp_path, name):
    certificate = plain(name)
    posts = {entry["person"]: entry["post"] for entry in certificate["people"]}
    swaps = [
        {one: posts[other], other: posts[one]}
        for one, other in itertools.combinations(posts, 2)
        if posts[one] != posts[other]
    ]
    moves = [{p: q} for p in posts for q in (*certificate["openings"], None) if q != posts[p]]

    accepted = [
        tampered for tampered in (*swaps, *moves) if check(tmp_path, changed(certificate, **tampered)) != 1
    ]

    assert len(moves) >= len(posts)
    assert accepted == []


@pytest.mark.parametrize("name", [name for name, c in GENUINE.items() if c.cutoffs])
def test_every_changed_cut_off_is_rejected(tmp_path, name):
    certificate = plain(name)
    for post, cutoff in certificate["cutoffs"].items():
        others = [
            None,
            {**cutoff, "person": "P9"},
            {**cutoff, "band": cutoff["band"] + 1},
            *({**cutoff, "key": [*cutoff["key"][:-1], cutoff["key"][-1] + by]} for by in (-1, 1)),
        ]
        for other in others:
            tampered = copy.deepcopy(certificate)
            tampered["cutoffs"][post] = other
            if other is None:
                del tampered["cutoffs"][post]
            assert check(tmp_path, tampered) == 1, (post, other)


@pytest.mark.parametrize("name", [name for name, c in GENUINE.items() if c.person_prices])
@pytest.mark.parametrize("which", ["person_prices", "post_prices"])
def test_every_changed_price_that_no_longer_proves_is_rejected(tmp_path, name, which):
    certificate = plain(name)
    for holder, level, by in itertools.product(certificate[which], range(3), (-1, 1)):
        openings = 1 if which == "person_prices" else certificate["openings"][holder]
        tampered = copy.deepcopy(certificate)
        tampered[which][holder][level] += by
        # A dearer post that nobody can hold proves as much as before.
        expected = 0 if openings == 0 and tampered[which][holder] > [0, 0, 0] else 1
        assert check(tmp_path, tampered) == expected, (holder, level, by)


@pytest.mark.parametrize("level", range(3))
def test_a_changed_total_is_rejected(tmp_path, level):
    certificate = plain("best fit differing")
    certificate["total"][level] += 1

    assert check(tmp_path, certificate) == 1


def test_the_reason_says_who_and_which_post_in_both_languages(tmp_path, capsys):
    assert check(tmp_path, changed(plain("deferred_acceptance same"), P2="A4")) == 1
    out = capsys.readouterr().out

    assert "P2定在A4，不是其有效志愿。" in out
    assert "P2 is placed in A4, no valid choice of theirs." in out


def test_a_stable_result_that_is_not_best_for_people_is_rejected(tmp_path, capsys):
    assert check(tmp_path, changed(plain("deferred_acceptance cross"), P1="A2", P2="A1")) == 1
    assert "by the rule P1 gets A1, not A2." in capsys.readouterr().out


def test_equal_keys_without_a_lot_are_rejected(tmp_path, capsys):
    certificate = plain("rank order")
    for entry in certificate["people"]:
        for choice in entry["choices"]:
            choice["key"] = choice["key"] and choice["key"][:1]

    assert check(tmp_path, certificate) == 1
    assert "tied" in capsys.readouterr().out


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c.pop("openings"),
        lambda c: c.pop("people"),
        lambda c: c.update(format="other"),
        lambda c: c.update(mechanism="by_taste"),
        lambda c: c["openings"].update(A1=-1),
        lambda c: c["openings"].update(A1=1.5),
        lambda c: c["openings"].update(A1="1"),
        lambda c: c["people"].append(c["people"][0]),
        lambda c: c["people"][0].pop("post"),
        lambda c: c["people"][0]["choices"][0].update(key=["eighty"]),
        lambda c: c["people"][0]["choices"][0].update(key=["1/0"]),
        lambda c: c["people"][0]["choices"][0].update(key=[]),
        lambda c: c.update(people=3),
        lambda c: c.update(openings=[]),
    ],
)
def test_what_is_no_certificate_is_told_apart(tmp_path, capsys, spoil):
    certificate = plain("rank order")
    spoil(certificate)

    assert check(tmp_path, certificate) == 2
    assert "NOT A CERTIFICATE" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{", b"\xff", b'{"format": 1, "format": 1}', b"[1e999]", b"null"]
)
def test_what_is_no_json_is_told_apart(tmp_path, text):
    assert check(tmp_path, text) == 2


def test_it_runs_by_itself_and_imports_nothing_of_ours(tmp_path):
    path = tmp_path / "certificate.json"
    path.write_bytes(GENUINE["best fit differing"].encoded())

    done = subprocess.run(
        [sys.executable, "-I", "-S", str(CHECKER), str(path)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "ACCEPTED" in done.stdout
    assert main([]) == main([str(tmp_path / "none.json")]) == 2
    source = CHECKER.read_text(encoding="utf-8")
    assert "import dinggang" not in source
    assert source.count("\n") < 200


def test_the_bytes_do_not_depend_on_the_order_of_people():
    turned = Problem(
        lists=dict(reversed(LISTS.items())), openings=dict(reversed(OPENINGS.items())), keys=COMMON_KEYS
    )

    assert (
        certify_outcome("rank_order", turned, rank_order(turned)).encoded() == GENUINE["rank order"].encoded()
    )


@pytest.mark.parametrize(("mechanism", "band"), [("banded", None), ("rank_order", 2), ("best_fit", None)])
def test_a_mechanism_without_such_a_certificate_is_a_fault(mechanism, band):
    with pytest.raises(Fault):
        certify_outcome(mechanism, SAME, rank_order(SAME), band)
