#!/usr/bin/env python3
"""Checks a placement certificate. Standard library only; shares nothing with the program that made it.

    python check_placement.py certificate.json

Exit code 0: the placement is right. 1: it is wrong, with who and which post. 2: the file is no certificate.
What is checked is written above each function. 用法与退出码同上：0 正确，1 不正确并说明理由，2 文件不是证书。
"""

# fmt: off
import json
import sys
from fractions import Fraction
from itertools import count

FORMAT = "dinggang-placement-certificate-1"
MECHANISMS = ("rank_order", "deferred_acceptance", "immediate_acceptance", "banded", "best_fit")

class Wrong(Exception): """The placement is wrong."""

class Malformed(Exception): """The file is no certificate."""

def wrong(zh, en):
    raise Wrong(f"{zh}\n{en}")

def need(condition, zh, en):
    if not condition:
        raise Malformed(f"{zh}\n{en}")

def no_float(text):
    raise Malformed(f"数字不精确：{text}\nnot an exact number: {text}")

def unique_keys(pairs):
    need(len({k for k, _ in pairs}) == len(pairs), "同一键出现两次。", "a key stands twice in one object.")
    return dict(pairs)

def whole(value):
    need(type(value) is int, f"应为整数：{value!r}", f"a whole number is needed, not {value!r}")
    return value

def exact(key):
    """A key: whole numbers, or texts such as "86.45" or "260/3"; compared from the left, the larger goes first."""
    need(type(key) is list and key, f"排序依据有误：{key!r}", f"no key: {key!r}")
    return tuple(Fraction(part if type(part) is str else whole(part)) for part in key)

def vector(value):
    need(type(value) is list and len(value) == 3, f"应为三个整数：{value!r}", f"three whole numbers: {value!r}")
    return tuple(map(whole, value))

def read(path):
    with open(path, encoding="utf-8") as file:
        data = json.load(file, parse_float=no_float, parse_constant=no_float, object_pairs_hook=unique_keys)
    need(type(data) is dict and data.get("format") == FORMAT, "格式不符（附加条件下的总体最优用check_fit.py核对）。", f"the format is not {FORMAT}; check_fit.py reads a best fit under side conditions.")
    need(data["mechanism"] in MECHANISMS, "录取规则不明。", f"unknown mechanism {data['mechanism']!r}.")
    need(all(whole(n) >= 0 for n in data["openings"].values()), "名额为负。", "openings are negative.")
    lists, keys, fits, result = {}, {}, {}, {}
    for entry in data["people"]:
        person = entry["person"]
        need(person not in lists, f"{person}出现两次。", f"{person} stands twice.")
        lists[person], result[person] = [c["post"] for c in entry["choices"]], entry["post"]
        for choice in entry["choices"]:
            pair = (person, choice["post"])
            if pair in keys or pair in fits or pair[1] not in data["openings"]:
                continue  # named twice: the first naming counts
            for table, reader, given in ((keys, exact, choice["key"]), (fits, whole, choice["fit"])):
                if given is not None:
                    table[pair] = reader(given)
    return data, lists, keys, fits, result

def check_places(openings, lists, eligible, result):
    for person, post in result.items():
        if post is not None and (post not in lists[person] or (person, post) not in eligible):
            wrong(f"{person}定在{post}，不是其有效志愿。", f"{person} is placed in {post}, no valid choice of theirs.")
    for post, number in openings.items():
        held = sorted(p for p, q in result.items() if q == post)
        if len(held) > number:
            wrong(f"{post}有{number}个名额，却有{held}。", f"{post} has {number} openings but holds {held}.")

def replay(openings, lists, keys, size):
    """Lists in bands of `size`. In a band everybody applies down their list; a post keeps the best it has openings
    for and refuses the rest; what it holds when nobody applies any more is final."""
    left, result, cutoffs = dict(openings), dict.fromkeys(lists), {}
    for band in count(1):
        start = (band - 1) * size
        if start >= max(map(len, lists.values()), default=0):
            return result, cutoffs
        ahead = {p: [q for q in lists[p][start:start + size] if (p, q) in keys] for p in lists if result[p] is None}
        held = {q: [] for q in openings}
        waiting = sorted(ahead)
        while waiting:
            if ahead[person := waiting.pop()]:
                post = ahead[person].pop(0)
                held[post] = sorted([*held[post], person], key=lambda p: keys[p, post], reverse=True)  # noqa: B023
                waiting += held[post][left[post] :]
                del held[post][left[post] :]
        for post, people in held.items():
            left[post] -= len(people)
            result.update(dict.fromkeys(people, post))
            if people and left[post] == 0:
                cutoffs[post] = (people[-1], keys[people[-1], post], band)

def check_keys(data, lists, keys, result):
    openings, mechanism = data["openings"], data["mechanism"]
    longest = max(map(len, lists.values()), default=0) or 1
    size = {"immediate_acceptance": 1, "banded": data["band"]}.get(mechanism, longest)
    need(type(size) is int and size >= 1, "每段志愿数有误。", "no band size.")
    claimed = {q: (c["person"], exact(c["key"]), whole(c["band"])) for q, c in data["cutoffs"].items()}
    seen, common = {}, {}
    for (person, post), key in keys.items():
        if other := seen.get((post, key)):
            wrong(f"{person}与{other}在{post}并列，未抽签。", f"{person} and {other} are tied at {post}; no lot.")
        if mechanism == "rank_order" and common.setdefault(person, key) != key:
            wrong(f"{person}在各岗位名次不一。", f"{person} ranks differently at different posts.")
        seen[post, key] = person
    if size >= longest:  # nobody may be passed over: read from the result alone
        for person, post in result.items():
            for wanted in lists[person][: lists[person].index(post) if post else None]:
                holders = [p for p, q in result.items() if q == wanted]
                worse = [p for p in holders if (person, wanted) in keys and keys[p, wanted] < keys[person, wanted]]
                if worse:
                    wrong(f"{person}更愿去{wanted}，而排在其后的{worse[0]}占了。", f"{person} prefers {wanted}, which {worse[0]} holds from behind.")
                if (person, wanted) in keys and len(holders) < openings[wanted]:
                    wrong(f"{person}更愿去{wanted}，那里还有名额。", f"{person} prefers {wanted}, which has openings left.")
    found, cutoffs = replay(openings, lists, keys, size)
    for person in lists:
        if found[person] != result[person]:
            wrong(f"按规则{person}应定{found[person]}，而不是{result[person]}。", f"by the rule {person} gets {found[person]}, not {result[person]}.")
    for post in {**cutoffs, **claimed}:
        if cutoffs.get(post) != claimed.get(post):
            wrong(f"{post}的录取线有误。", f"the cut-off of {post} is not right.")

def add(*vectors):
    return tuple(map(sum, zip((0, 0, 0), *vectors)))

def check_fit(data, lists, fits, result):
    """Price of person + price of post ≥ value on every pair, no price below nothing, and all prices (a post's once
    per opening) add up to the total of the placement: then no placement is worth more. Values are (1, fit,
    preference), compared from the left; preference is the last eligible choice number plus 1 less the own number."""
    openings, lots = data["openings"], data["lots"]
    u = {p: vector(data["person_prices"][p]) for p in lists}
    v = {q: vector(data["post_prices"][q]) for q in openings}
    need(len(data["person_prices"]) == len(u) and len(data["post_prices"]) == len(v), "多出价格。", "idle prices.")
    need(sorted(lots) == sorted(lists), "抽签次序不全。", "the lots do not name everybody once.")
    need(all(fit >= 0 for fit in fits.values()), "适合度为负。", "a fit is negative.")
    last = max((lists[p].index(q) + 1 for p, q in fits), default=0)
    value = {(p, q): (1, fit, last - lists[p].index(q)) for (p, q), fit in fits.items() if openings[q]}
    total = add(*(value[p, q] for p, q in result.items() if q is not None))
    if total != vector(data["total"]):
        wrong(f"合计应为{total}。", f"the placement adds up to {total}.")
    if negative := [name for name, price in (*u.items(), *v.items()) if price < (0, 0, 0)]:
        wrong(f"{negative}的价格为负。", f"the prices of {negative} are negative.")
    for (p, q), worth in value.items():
        if add(u[p], v[q]) < worth:
            wrong(f"{p}与{q}的价格之和低于其价值{worth}。", f"the prices of {p} and {q} are below their value {worth}.")
    paid = add(*u.values(), *(v[q] for q, number in openings.items() for _ in range(number)))
    if paid != total:
        wrong(f"价格合计{paid}，不等于总值{total}。", f"the prices add up to {paid}, the placement to {total}.")
    check_lots(lists, openings, result, u, v, {pair for pair in value if add(u[pair[0]], v[pair[1]]) == value[pair]}, lots)

def check_lots(lists, openings, result, u, v, equal, lots):
    """In the order of the lots: nobody can have a better choice of theirs by moves that cost nothing, while those
    before stay. A person may move onto a pair at its price; without a post if their price is nothing; a spare
    opening (None moves) may be filled, and a post whose price is nothing may lose somebody."""
    nothing, waiting = (0, 0, 0), set(lots)
    spare = {q for q, number in openings.items() if list(result.values()).count(q) < number}
    for person in lots:
        waiting.discard(person)
        here = result[person]
        for better in lists[person][: lists[person].index(here) if here else None]:
            reached, ways = {better}, [better] if (person, better) in equal else []
            while ways:
                place = ways.pop()
                steps = {q for p in waiting if result[p] == place for q in lists[p] if (p, q) in equal}
                if place in spare or any(result[p] == place and u[p] == nothing for p in waiting):
                    steps.add(None)
                if place is None:
                    steps |= {q for q in openings if v[q] == nothing}
                ways += steps - reached
                reached |= steps
            if here in reached:
                wrong(f"{person}按抽签次序应定{better}，而不是{here}。", f"by the lots {person} gets {better}, not {here}.")

def main(arguments):
    try:
        need(len(arguments) == 1, "请给出一个证书文件。", "name one certificate file.")
        data, lists, keys, fits, result = read(arguments[0])
        best_fit = data["mechanism"] == "best_fit"
        check_places(data["openings"], lists, fits if best_fit else keys, result)
        check_fit(data, lists, fits, result) if best_fit else check_keys(data, lists, keys, result)
    except Wrong as error:
        return print(f"不通过 REJECTED\n{error}") or 1
    except (Malformed, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ZeroDivisionError) as error:
        return print(f"不是证书 NOT A CERTIFICATE\n{type(error).__name__}: {error}") or 2
    print(f"通过 ACCEPTED：{data['mechanism']}，{len(lists)}人 people，{len(data['openings'])}个岗位 posts")
    return 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
