"""The routes that are open to one person of a case, side by side: what `dinggang retire --case` prints."""

import argparse
from collections.abc import Sequence
from decimal import Decimal

from dinggang.basis import Where, canonical
from dinggang.cli.alone import refuse_if
from dinggang.cli.arguments import read_case
from dinggang.cli.show import say, wrap
from dinggang.exits import ROUTE_WORDS, Way, ways
from dinggang.exits.values import CLEARED
from dinggang.plan.law import article, short
from dinggang.sheets.troubles import Problems, problem


def side_by_side(args: argparse.Namespace) -> int:
    """Every route of the plan for one person: on the day, half a year and a year later."""
    problems = Problems()
    if args.on is None:
        problems.append(
            problem(
                Where(file="--on"),
                "没有写问的是哪一天。",
                "The day asked about is missing.",
                "请写 --on 日期：这里不看时钟。",
                "Add --on DATE: no clock is asked.",
            )
        )
    folder = read_case(args.case)
    people = [p for p in folder.case.people if p.id == args.person]
    if not people:
        problems.append(
            problem(
                Where(file="--person"),
                f"花名册上没有“{args.person}”。",
                f"{args.person!r} is not on the roster.",
                "请写花名册上的人员编号。",
                "Name an id of the roster.",
            )
        )
    refuse_if(problems)
    (person,) = people
    found = ways(folder.case.plan.rules.exits, person, args.on)
    if args.json:
        print(canonical(found).decode())
        return 0
    zh = args.lang == "zh"
    print(f"{person.id} {folder.names.get(person.id, '')}".rstrip())
    print("材料按齐全计。" if zh else "Papers are taken to be complete.")
    for route in dict.fromkeys(w.route for w in found):
        _show([w for w in found if w.route is route], args.lang, explain=args.explain)
    return 0


def _show(found: Sequence[Way], language: str, *, explain: bool) -> None:
    zh = language == "zh"
    first, route = found[0].first, found[0].route
    since = "" if route in CLEARED else "不能走" if zh else "never open"
    if first is not None:
        since = f"{first}{'起' if zh else ' on'}"
    print(f"\n{say(ROUTE_WORDS[route], language)}  {since}".rstrip())
    for way in found:
        print(wrap(_line(way, language), "  "))
        if explain:
            for due in way.dues:
                print(wrap(due.formula if zh else due.formula_en, "      "))
    signs = ("、" if zh else ", ").join(say(s, language) for s in found[0].signs)
    cites = "、".join(short(article(id_)) for id_ in found[0].cites)
    for word, text in (("须签字：" if zh else "to sign: ", signs), ("依据：" if zh else "law: ", cites)):
        if text:
            print(wrap(word + text, "  "))


def _line(way: Way, language: str) -> str:
    zh = language == "zh"
    parts = [f"{way.day}", ("可走" if zh else "open") if way.open else ("不可" if zh else "closed")]
    if way.dues:
        parts.append(f"{sum((d.amount for d in way.dues), Decimal(0))}{'元' if zh else ' yuan'}")
    if way.monthly is not None:
        parts.append(say(way.monthly.formula, language))
    if way.reasons:
        parts.append("；".join(say(r, language) for r in way.reasons))
    return " ".join(parts)
