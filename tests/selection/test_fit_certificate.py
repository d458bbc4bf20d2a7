"""A best fit under side conditions against all placements tried one by one, and its certificate against every tampering."""

import copy
import itertools
import json
import runpy
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dinggang.kernels.named import Group, NamedRules, Proportion, best_fit_by_name
from dinggang.selection.best_fit import Fitting
from dinggang.selection.fit_certificate import (
    FitRules,
    LeastRule,
    MostRule,
    ShareRule,
    Short,
    certify_tree,
)

CHECKER = Path(__file__).resolve().parents[2] / "verifier" / "check_fit.py"
main = runpy.run_path(str(CHECKER))["main"]
DEPARTMENTS = {"A": "D1", "B": "D1", "C": "D2", "D": ""}


def made(problem, rules, *, size_first=True, nodes=500):
    """The certificate as a stranger reads it."""
    named = NamedRules(
        departments=DEPARTMENTS,
        kin=rules.relatives,
        shares=[
            Proportion(name=s.name, members=s.members, numerator=s.numerator, denominator=s.denominator)
            for s in rules.shares
        ],
        ceilings=[Group(name=c.name, posts=c.posts, number=c.most) for c in rules.ceilings],
        quotas=[Group(name=q.name, posts=q.posts, number=q.least) for q in rules.quotas],
    )
    found = best_fit_by_name(
        problem.lists, problem.openings, problem.fit, problem.lots, named, nodes=nodes, size_first=size_first
    )
    assert found.proof is not None
    gave_way = [Short(name=g.name, short=g.short) for g in found.gave_way]
    certificate = certify_tree(
        problem, found.posts, DEPARTMENTS, rules, gave_way, found.proof, size_first=size_first
    )
    return json.loads(certificate.encoded())


def check(tmp_path, certificate):
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(certificate), encoding="utf-8")
    return main([str(path)])


def worth(problem, rules, posts, *, size_first):
    """The total of a placement, straight from the words of the rule; None when it breaks one."""
    placed = {p: q for p, q in posts.items() if q is not None}
    if any(list(placed.values()).count(q) > n for q, n in problem.openings.items()):
        return None
    for a, b in rules.relatives:
        if a in placed and b in placed and DEPARTMENTS[placed[a]] == DEPARTMENTS[placed[b]] != "":
            return None
    for share in rules.shares:
        held = sum(p in share.members for p in placed)
        if placed and Fraction(held, len(placed)) < Fraction(share.numerator, share.denominator):
            return None
    if any(sum(q in c.posts for q in placed.values()) > c.most for c in rules.ceilings):
        return None
    short = sum(max(q.least - sum(o in q.posts for o in placed.values()), 0) for q in rules.quotas)
    last = problem.last_choice()
    likes = {p: last - problem.lists[p].index(q) for p, q in placed.items()}
    turn = {p: len(problem.lots) - n for n, p in enumerate(problem.lots)}
    size = [len(placed)] if size_first else []
    fits = sum(problem.fit[pair] for pair in placed.items())
    return [-short, *size, fits, sum(likes.values()), sum(turn[p] * k for p, k in likes.items())]


def placements(problem):
    own = [
        [None, *(q for q in listed if (p, q) in problem.fit and problem.openings[q])]
        for p, listed in problem.lists.items()
    ]
    for posts in itertools.product(*own):
        yield dict(zip(problem.lists, posts, strict=True))


@st.composite
def cases(draw):
    people = [f"P{n}" for n in range(draw(st.integers(1, 5)))]
    lists = {p: draw(st.lists(st.sampled_from("ABCD"), unique=True, max_size=3)) for p in people}
    pairs = [(p, q) for p in people for q in lists[p] if draw(st.integers(0, 5))]
    problem = Fitting(
        lists=lists,
        openings={q: draw(st.integers(0, 2)) for q in "ABCD"},
        fit={pair: draw(st.integers(0, 3)) * 10 for pair in pairs},
        lots=tuple(draw(st.permutations(people))),
    )
    some_people, some_posts = st.sets(st.sampled_from(people)), st.sets(st.sampled_from("ABCD"), min_size=1)
    couples = sorted(itertools.combinations(people, 2))
    kin = draw(st.sets(st.sampled_from(couples), max_size=3)) if couples else set()
    bottom = draw(st.integers(1, 5))
    shares = [
        ShareRule(
            name=f"s{i}",
            members=tuple(sorted(draw(some_people))),
            numerator=draw(st.integers(0, bottom)),
            denominator=bottom,
        )
        for i in range(draw(st.integers(0, 2)))
    ]
    ceilings = [
        MostRule(name=f"c{i}", posts=tuple(sorted(draw(some_posts))), most=draw(st.integers(0, 3)))
        for i in range(draw(st.integers(0, 2)))
    ]
    quotas = [
        LeastRule(name=f"q{i}", posts=tuple(sorted(draw(some_posts))), least=draw(st.integers(0, 4)))
        for i in range(draw(st.integers(1, 2)))
    ]
    rules = FitRules(
        relatives=tuple(sorted(kin)), shares=tuple(shares), ceilings=tuple(ceilings), quotas=tuple(quotas)
    )
    return problem, rules, draw(st.booleans())


def changed(certificate, posts):
    """The certificate with other posts."""
    bent = copy.deepcopy(certificate)
    for entry in bent["people"]:
        entry["post"] = posts[entry["person"]]
    return bent


def forged(certificate, problem, rules, posts, total):
    """The certificate with another placement, its own total and shortfalls, as a forger would write it."""
    bent = changed(certificate, posts)
    bent["total"] = total
    bent["gave_way"] = [
        {"name": q.name, "short": q.least - held}
        for q in rules.quotas
        if (held := sum(o in q.posts for o in posts.values())) < q.least
    ]
    return bent


@given(cases())
@settings(max_examples=150, deadline=None)
def test_the_total_is_the_best_of_all_placements_and_every_move_swap_and_drop_is_rejected(
    tmp_path_factory, case
):
    problem, rules, size_first = case
    tmp_path = tmp_path_factory.getbasetemp()

    certificate = made(problem, rules, size_first=size_first)

    totals = [worth(problem, rules, posts, size_first=size_first) for posts in placements(problem)]
    assert certificate["total"] == max(t for t in totals if t is not None)
    assert check(tmp_path, certificate) == 0
    own = {e["person"]: e["post"] for e in certificate["people"]}
    assert worth(problem, rules, own, size_first=size_first) == certificate["total"]
    moves = [{p: q} for p in own for q in [None, *"ABCD"] if q != own[p]]
    swaps = [{a: own[b], b: own[a]} for a, b in itertools.combinations(own, 2) if own[a] != own[b]]
    for move in (*moves, *swaps):
        posts = {**own, **move}
        assert check(tmp_path, changed(certificate, posts)) == 1
        if all(q is None or (p, q) in problem.fit for p, q in posts.items()):
            total = worth(problem, rules, posts, size_first=size_first)
            if total is not None:
                assert total < certificate["total"]
                assert check(tmp_path, forged(certificate, problem, rules, posts, total)) == 1


def fitting(lists, openings, fit, lots):
    return Fitting(lists=lists, openings=openings, fit=fit, lots=lots)


THREE = fitting(
    {"P0": ["A", "C"], "P1": ["A", "B"], "P2": ["B", "C"]},
    {"A": 1, "B": 1, "C": 1, "D": 0},
    {("P0", "A"): 9, ("P0", "C"): 2, ("P1", "A"): 8, ("P1", "B"): 3, ("P2", "B"): 7, ("P2", "C"): 1},
    ("P2", "P0", "P1"),
)
# Half of those placed must be P0: with P0 and one more the share is just kept; 2 of 3 would break it.
HALF = FitRules(shares=(ShareRule(name="half", members=("P0",), numerator=1, denominator=2),))
# Two fifths: of three placed 1.2, so the linear program places two and a half.
FIFTHS = FitRules(shares=(ShareRule(name="2/5", members=("P0",), numerator=2, denominator=5),))
RULES = {
    "share": (HALF, [0, 2, 16, 4, 10]),
    "a broken root": (FIFTHS, [0, 2, 16, 4, 10]),
    # A and B are in D1: P0 in A keeps P1 out of both, so P0 goes to C and P1 to A.
    "relatives": (FitRules(relatives=(("P0", "P1"),)), [0, 3, 17, 5, 10]),
    # C holds nobody: A and B remain.
    "ceiling": (FitRules(ceilings=(MostRule(name="no C", posts=("C",), most=0),)), [0, 2, 16, 4, 10]),
    # D is not open and nobody lists it: the quota is short of one, the rest is as without it.
    "a quota that gives way": (
        FitRules(quotas=(LeastRule(name="D", posts=("D",), least=1),)),
        [-1, 3, 17, 5, 10],
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_by_hand(name, tmp_path):
    rules, total = RULES[name]
    certificate = made(THREE, rules)

    assert certificate["total"] == total
    assert check(tmp_path, certificate) == 0


def bent_trees(tree):
    """Each price up and down on each level, each unit doubled, each node left out or doubled, each split moved."""
    for at, node in enumerate(tree):
        yield [*tree[:at], *tree[at + 1 :]]
        yield [*tree[: at + 1], *tree[at:]]
        if "most" in node:
            for by in (-1, 1):
                yield [*tree[:at], {**node, "most": node["most"] + by}, *tree[at + 1 :]]
            continue
        yield [*tree[:at], {**node, "unit": node["unit"] * 2}, *tree[at + 1 :]]
        vectors = [(("openings", q), v) for q, v in node["openings"].items()]
        vectors += [((k, i), e[-1]) for k in ("relatives", "rules", "splits") for i, e in enumerate(node[k])]
        for (kind, which), vector in vectors:
            for level, by in itertools.product(range(len(vector)), (-(2**60), -1, 1)):
                other = copy.deepcopy(node)
                place = other[kind][which]
                (place if kind == "openings" else place[-1])[level] += by
                yield [*tree[:at], other, *tree[at + 1 :]]


@pytest.mark.parametrize("name", RULES)
def test_no_bent_tree_proves_a_worse_placement(name, tmp_path):
    rules, total = RULES[name]
    certificate = made(THREE, rules)
    worse = [
        forged(certificate, THREE, rules, posts, found)
        for posts in placements(THREE)
        if (found := worth(THREE, rules, posts, size_first=True)) is not None and found < total
    ]
    worse.sort(key=lambda c: c["total"], reverse=True)
    trees = [certificate["tree"], *bent_trees(certificate["tree"])]
    assert len(trees) > 5
    for tree in trees:
        assert check(tmp_path, {**worse[0], "tree": tree}) in (1, 2)


@pytest.mark.parametrize("name", RULES)
def test_a_changed_case_is_rejected_or_the_claim_is_true_of_it(name, tmp_path):
    rules, _ = RULES[name]
    certificate = made(THREE, rules)
    for post, by in itertools.product("ABC", (-1, 1)):
        other = Fitting(
            lists=THREE.lists,
            openings={**THREE.openings, post: 1 + by},
            fit=THREE.fit,
            lots=THREE.lots,
        )
        if check(tmp_path, {**certificate, "openings": dict(other.openings)}) == 0:
            totals = [worth(other, rules, posts, size_first=True) for posts in placements(other)]
            assert certificate["total"] == max(t for t in totals if t is not None)
    for kind, key in (("shares", "numerator"), ("ceilings", "most"), ("quotas", "least")):
        for at, rule in enumerate(certificate["rules"][kind]):
            bent = copy.deepcopy(certificate)
            bent["rules"][kind][at][key] = rule[key] + 1
            changed_rules = {k: list(getattr(rules, k)) for k in ("shares", "ceilings", "quotas")}
            old = changed_rules[kind][at]
            changed_rules[kind][at] = type(old)(
                **{f: getattr(old, f) for f in old.__struct_fields__} | {key: rule[key] + 1}
            )
            if check(tmp_path, bent) == 0:
                new = FitRules(relatives=rules.relatives, **{k: tuple(v) for k, v in changed_rules.items()})
                totals = [worth(THREE, new, posts, size_first=True) for posts in placements(THREE)]
                assert certificate["total"] == max(t for t in totals if t is not None)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c.pop("tree"),
        lambda c: c.update(more=1),
        lambda c: c.update(format="other"),
        lambda c: c.update(size_first=1),
        lambda c: c["openings"].update(A=-1),
        lambda c: c["openings"].update(A=1.5),
        lambda c: c["openings"].update(A=2**96),
        lambda c: c["openings"].update(E=1),
        lambda c: c["people"].append(c["people"][0]),
        lambda c: c["people"][0].update(post=[]),
        lambda c: c["people"][0]["choices"][0].update(fit=-1),
        lambda c: c["people"][0]["choices"][0].update(fit=True),
        lambda c: c["lots"].pop(),
        lambda c: c["rules"].update(other=[]),
        lambda c: c["rules"]["shares"][0].update(denominator=0),
        lambda c: c["rules"]["shares"][0].update(members=["nobody"]),
        lambda c: c["tree"][-1].update(unit=0),
        lambda c: c["tree"][-1].update(rules=[[7, [0, 0, 0, 0, 0]]]),
        lambda c: c["tree"][-1].update(openings={"A": [0, 0]}),
        lambda c: c["tree"].append(3),
    ],
)
def test_what_is_no_certificate_is_told_apart(tmp_path, spoil):
    certificate = made(THREE, FIFTHS)
    spoil(certificate)

    assert check(tmp_path, certificate) == 2


def test_deep_nesting_is_refused_and_the_checker_runs_by_itself(tmp_path):
    path = tmp_path / "deep.json"
    path.write_text("[" * 10**6, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(CHECKER), str(path)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (2, "")
    source = CHECKER.read_text(encoding="utf-8")
    assert "import dinggang" not in source
    assert source.count("\n") < 200
