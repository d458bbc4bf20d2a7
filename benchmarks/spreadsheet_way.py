"""What an office would do without Dinggang: read the same workbooks with openpyxl, multiply, round, sort, pick.

Floats and Python's round, no reasons, no gates, no ledgers: the marks, the board and the picks only. Prints JSON.
"""

import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl


def rows(case: Path, name: str, sheet: str) -> list[dict[str, Any]]:
    table = [
        list(r)
        for r in openpyxl.load_workbook(case / f"{name}.xlsx", data_only=True)[sheet].iter_rows(
            values_only=True
        )
    ]
    start = next(i for i, r in enumerate(table) if sum(c is not None for c in r) > 2)
    return [dict(zip(table[start], r, strict=False)) for r in table[start + 1 :] if r[0] is not None]


def earned(question: dict[str, Any], given: Any, policy: str) -> float:
    """What an answer earns: all or nothing, or half for an incomplete one where the plan says so."""
    right = question["标准答案"]
    if right is None:
        return float(given or 0)
    if {"对": "A", "错": "B"}.get(given, given) == right:
        return float(question["分值"])
    if policy == "partial" and given and set(given) < set(right):
        return float(question["分值"]) / 2
    return 0.0


def measures(case: Path, rules: dict[str, Any]) -> dict[str, dict[str, float]]:
    marks: dict[str, dict[str, float]] = defaultdict(dict)
    key = rows(case, "exam", "标准答案")
    for sheet in rows(case, "exam", "答题"):
        total = 0.0
        for question in key:
            total += earned(question, sheet.get(question["题号"]), rules["exam"]["multiple_choice"])
        marks[sheet["人员编号"]]["exam"] = round(total, 2)
    grades = rules["evaluation"]["grades"]
    weights = {c["id"]: float(c["weight"]) for c in rules["evaluation"]["categories"]}
    for count in rows(case, "evaluation", "民主测评"):
        points = sum(
            float(count[zh] or 0) * float(grades[en])
            for zh, en in (
                ("优秀", "excellent"),
                ("称职", "competent"),
                ("基本称职", "basic"),
                ("不称职", "incompetent"),
            )
        )
        valid = float(count["收回票数"]) - float(count["废票"] or 0)
        person = marks[count["人员编号"]]
        person["evaluation"] = (
            person.get("evaluation", 0.0) + points / valid * weights[count["投票人类别"]] / 100
        )
    for name, sheet in (("speech", "演说评分"), ("assessment", "组织考核")):
        totals: dict[str, list[float]] = defaultdict(list)
        names = [c["name"] for c in rules[name]["criteria"]]
        for form in rows(case, name, sheet):
            if all(form.get(n) is not None for n in names):
                totals[form["人员编号"]].append(sum(float(form[n]) for n in names))
        for person, found in totals.items():
            kept = sorted(found)[1:-1] if name == "speech" else found
            marks[person][name] = round(sum(kept) / len(kept), 2)
    return marks


def main() -> None:
    case = Path(sys.argv[1])
    rules = tomllib.loads((case / "plan.toml").read_text(encoding="utf-8"))["rules"]
    weights = {m: float(w) for m, w in rules["composite"]["weights"].items()}
    marks = measures(case, rules)
    scores = {
        p: round(sum(found[m] * w / 100 for m, w in weights.items()), 2)
        for p, found in marks.items()
        if set(weights) <= set(found)
    }
    openings = {
        r["岗位编号"]: int(r["岗位数"] or 1)
        for r in rows(case, "posts", "岗位")
        if r["产生方式"] == "竞争上岗"
    }
    wishes = {
        r["人员编号"]: [v for k, v in r.items() if str(k).startswith("志愿") and v]
        for r in rows(case, "choices", "志愿")
    }
    picked = {}
    for person in sorted(scores, key=lambda p: -scores[p]):
        for post in wishes.get(person, []):
            if openings.get(post, 0) > 0:
                openings[post] -= 1
                picked[person] = post
                break
    print(json.dumps({"scores": scores, "picked": picked}, ensure_ascii=False))


if __name__ == "__main__":
    main()
