#!/usr/bin/env python3
"""Checks the certificate of a best fit under side conditions. Standard library only; shares nothing with its maker.

    python check_fit.py certificate.json

Exit code 0: no placement that keeps the rules is better. 1: the claim is wrong or not proven. 2: no certificate.
用法与退出码：0 没有更好的定岗，1 不正确或未证明并说明理由，2 文件不是证书。

Best means, compared from the left: lower quotas short by fewest, people placed (if size goes first), fit,
preference (last eligible choice number plus 1 less the own), preference times the place of the lot from the last.
How it is proved: a tree splits a count of people into at most k, and more than k, so every placement is in some
leaf. A leaf has a price >= 0 for each rule "sum of c * x <= b". A placement there is worth at most the sum of
price * b plus, per person, the best of 0 and (value - sum of price * c) over the person's pairs (weak duality).
"""

# fmt: off
import json
import sys
from collections import Counter

FORMAT = "dinggang-fit-certificate-1"
# Numbers stay below LIMIT and people below 2**32, so a total read in base BASE compares as its levels do.
LIMIT, BASE = 2**96, 2**256

class Wrong(Exception): """The claim is wrong or not proven."""
class Malformed(Exception): """The file is no certificate."""
def wrong(zh, en):
    raise Wrong(f"{zh}\n{en}")
def need(condition, zh, en):
    if not condition:
        raise Malformed(f"{zh}\n{en}")

def no_float(text):
    need(False, f"数字不精确：{text}", f"not an exact number: {text}")
def unique_keys(pairs):
    need(len({k for k, _ in pairs}) == len(pairs), "同一键出现两次。", "a key stands twice in one object.")
    return dict(pairs)
def whole(value, least=0):
    need(type(value) is int and least <= value < LIMIT, f"整数有误：{value!r}", f"not a whole number in range: {value!r}")
    return value
def fields(value, *names):
    need(type(value) is dict and set(value) == set(names), f"字段应为{names}。", f"the fields must be {names}.")
    return [value[name] for name in names]
def listed(value, length=None):
    need(type(value) is list and length in (None, len(value)), f"列表有误：{value!r:.80}", f"not such a list: {value!r:.80}")
    return value
def names(value, known, *, all_if_none=False):
    if value is None and all_if_none:
        return None
    need(all(type(n) is str and n in known for n in listed(value)) and len(set(value)) == len(value), "名称有误。", "an unknown name, or one twice.")
    return frozenset(value)
def fold(vector, levels):
    number = 0
    for part in listed(vector, levels):
        number = number * BASE + whole(part, 1 - LIMIT)
    return number

class Case:
    """What is given: people, posts, rules as (name, coefficient of a pair, right side, may give way)."""

    def __init__(self, data):
        need(type(data) is dict and data.get("format") == FORMAT, "格式不符。", f"the format is not {FORMAT}.")
        _, size_first, self.openings, self.departments, people, lots, rules, self.gave_way, self.total, self.tree = fields(
            data, "format", "size_first", "openings", "departments", "people", "lots", "rules", "gave_way", "total", "tree")
        need(type(size_first) is bool and all(whole(n) >= 0 for n in self.openings.values()), "数据有误。", "malformed data.")
        need(all(type(d) is str for d in fields(self.departments, *self.openings)), "机构有误。", "a department is no name.")
        self.levels, self.result, eligible = 5 if size_first else 4, {}, {}
        for entry in listed(people):
            person, choices, post = fields(entry, "person", "choices", "post")
            need(type(person) is str and person not in self.result, f"{person!r}有误。", f"{person!r} is no name or stands twice.")
            need(post is None or type(post) is str, "岗位有误。", "a post is no name.")
            self.result[person] = post
            pairs = [fields(choice, "post", "fit") for choice in listed(choices)]
            need(all(type(q) is str for q, _ in pairs) and len({q for q, _ in pairs}) == len(pairs), "志愿有误。", "a list names a post twice.")
            eligible[person] = {q: (n, whole(f)) for n, (q, f) in enumerate(pairs, 1) if f is not None and q in self.openings}
        need(names(lots, self.result) == set(self.result) and len(self.result) < 2**32, "抽签次序不全。", "the lots do not name everybody once.")
        last = max((n for own in eligible.values() for n, _ in own.values()), default=0)
        turn = {person: len(lots) - n for n, person in enumerate(lots)}
        self.values = {}
        for p, own in eligible.items():
            likes = {q: (last + 1 - n, f) for q, (n, f) in own.items() if self.openings[q] > 0}
            self.values[p] = {q: fold([0, *([1] if size_first else []), f, k, turn[p] * k], self.levels) for q, (k, f) in likes.items()}
        self.rules(rules)

    def rules(self, rules):
        kin, shares, ceilings, quotas = fields(rules, "relatives", "shares", "ceilings", "quotas")
        self.kin = [names(listed(pair, 2), self.result) for pair in listed(kin)]
        self.rows = []
        for rule in listed(shares):
            name, members, top, bottom = fields(rule, "name", "members", "numerator", "denominator")
            need(whole(top) <= whole(bottom, 1), "比例有误。", "a share is above one.")
            self.add(name, names(members, self.result), None, top - bottom, top, 0, elastic=False)
        for rule in listed(ceilings):
            name, posts, most = fields(rule, "name", "posts", "most")
            self.add(name, None, names(posts, self.openings), 1, 0, whole(most), elastic=False)
        for rule in listed(quotas):
            name, posts, least = fields(rule, "name", "posts", "least")
            self.add(name, None, names(posts, self.openings), -1, 0, -whole(least), elastic=True)

    def add(self, name, people, posts, inside, outside, right, *, elastic):
        self.rows.append((str(name), (people, posts, inside, outside), right, elastic))

def number(sum_of, person, post):
    people, posts, inside, outside = sum_of
    return inside if (people is None or person in people) and (posts is None or post in posts) else outside

def check_placement(case):
    """Openings, lists and rules are kept, what gave way is named, and the total is as stated. Returns it folded."""
    placed, short, total = {p: q for p, q in case.result.items() if q is not None}, Counter(), 0
    for person, post in placed.items():
        if post not in case.values[person]:
            wrong(f"{person}定在{post}，不是其有效志愿。", f"{person} is placed in {post}, no valid choice of theirs.")
        total += case.values[person][post]
    for post, held in Counter(placed.values()).items():
        if held > (most := case.openings[post]):
            wrong(f"{post}有{most}个名额，却定了{held}人。", f"{post} has {most} openings but holds {held}.")
    for pair in case.kin:
        where = [case.departments[placed[p]] for p in pair if p in placed]
        if len(pair) == len(where) == 2 and where[0] == where[1] != "":
            wrong(f"亲属{sorted(pair)}在同一机构。", f"relatives {sorted(pair)} are in one department.")
    for name, sum_of, right, elastic in case.rows:
        over = sum(number(sum_of, p, q) for p, q in placed.items()) - right
        if over > 0:
            if not elastic:
                wrong(f"没有遵守“{name}”。", f"{name} is not kept.")
            short[name] += over
    stated = [fields(g, "name", "short") for g in listed(case.gave_way)]
    if len(stated) != len(short) or {n: whole(s) for n, s in stated} != short:
        wrong(f"没有达到的条件应为{short}。", f"what gave way is {short}.")
    total -= sum(short.values()) * BASE ** (case.levels - 1)
    if fold(case.total, case.levels) != total:
        wrong("合计不符。", "the total is not what the placement adds up to.")
    return total

def check_leaf(case, leaf, path, total, at):
    unit, openings, relatives, rules, splits = fields(leaf, "unit", "openings", "relatives", "rules", "splits")
    bound, posts, kin, sums = 0 * whole(unit, 1), {}, {}, []
    def price(vector):
        if (y := fold(vector, case.levels)) < 0:
            wrong(f"第{at}个节点有负价格。", f"node {at} has a price below nothing.")
        return y
    need(type(openings) is dict and set(openings) <= set(case.openings), "岗位不明。", "an unknown post.")
    posts.update((post, price(vector)) for post, vector in openings.items())
    bound += sum(y * case.openings[post] for post, y in posts.items())
    for entry in relatives:
        pair, department, vector = listed(entry, 3)
        need(whole(pair) < len(case.kin) and type(department) is str and department, "亲属不明。", "unknown relatives.")
        bound += (y := price(vector))
        for person in case.kin[pair]:
            kin[person, department] = kin.get((person, department), 0) + y
    for entry, known in [(e, case.rows) for e in listed(rules)] + [(e, path) for e in listed(splits)]:
        which, vector = listed(entry, 2)
        need(whole(which) < len(known), "条件不明。", "an unknown rule or split.")
        _, sum_of, right, elastic = known[which]
        y = price(vector)
        if elastic and (y > unit * BASE ** (case.levels - 1) or any(which == w for w, *_ in sums)):
            wrong(f"第{at}个节点对最低人数的价格过高。", f"node {at} charges a lower quota too much.")
        bound += y * right
        sums.append((which if elastic else None, sum_of, y))
    for person, own in case.values.items():
        best = 0
        for post, value in own.items():
            rest = value * unit - posts.get(post, 0) - kin.get((person, case.departments[post]), 0)
            best = max(best, rest - sum(y * number(sum_of, person, post) for _, sum_of, y in sums))
        bound += best
    if bound // unit > total:
        wrong(f"第{at}个节点的价格没有证明没有更好的。", f"the prices of node {at} do not prove that nothing is better.")

def check_tree(case, total):
    """Nodes in pre-order: a split, then all under "at most", then all under "more than"."""
    paths = [[]]
    for at, node in enumerate(listed(case.tree)):
        need(paths, "多出节点。", "idle nodes.")
        path = paths.pop()
        if type(node) is not dict or "most" not in node:
            check_leaf(case, node, path, total, at)
        else:
            people, posts, most = fields(node, "people", "posts", "most")
            people, posts = names(people, case.result, all_if_none=True), names(posts, case.openings, all_if_none=True)
            paths.append([*path, ("", (people, posts, -1, 0), -whole(most) - 1, False)])
            paths.append([*path, ("", (people, posts, 1, 0), most, False)])
    return paths and wrong("证明不全。", "the tree does not cover every placement.")

def main(arguments):
    try:
        need(len(arguments) == 1, "请给出一个证书文件。", "name one certificate file.")
        with open(arguments[0], encoding="utf-8") as file:
            case = Case(json.load(file, parse_float=no_float, parse_constant=no_float, object_pairs_hook=unique_keys))
        check_tree(case, check_placement(case))
    except Wrong as error:
        return print(f"不通过 REJECTED\n{error}") or 1
    except (Malformed, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return print(f"不是证书 NOT A CERTIFICATE\n{type(error).__name__}: {error}") or 2
    print(f"通过 ACCEPTED：best_fit，{len(case.result)}人 people，{len(case.openings)}个岗位 posts，{len(case.tree)}个节点 nodes")
    return 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
