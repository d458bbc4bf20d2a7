"""dinggang law [CASE]: the register of law, by day and by word; and which of it a case used."""

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dinggang.basis import Words, canonical
from dinggang.cli.arguments import add_day, add_language, read_case
from dinggang.cli.show import say, wrap
from dinggang.exits import ROUTE_WORDS
from dinggang.exits.monthly import clause_of
from dinggang.plan import ExitRoute
from dinggang.plan.law import (
    APPLIES_WORDS,
    ARTICLES,
    CERTAINTY_WORDS,
    MATTER_WORDS,
    Article,
    article,
    cited,
    matching,
    regulation,
)
from dinggang.procedure import Run, survey

if TYPE_CHECKING:
    from dinggang.cli.arguments import Commands


def add_parser(commands: "Commands") -> None:
    parser = commands.add_parser(
        "law",
        help="用到的法规条文、何时有效 the register of law, dated",
        description="列出软件用到的每一条法规：全称、文号、条次、有效期、适用对象、把握程度。给出案卷时，列出案卷用到了哪几条、用在哪里。",
    )
    parser.add_argument("case", type=Path, nargs="?", help="案卷文件夹，可不写 a case folder, optional")
    add_day(parser, "--on", "只列这一天有效的 only what holds on this day")
    parser.add_argument("--word", default="", help="只列含这个词的 only what mentions this word")
    parser.add_argument("--json", action="store_true", help="以JSON输出 print as JSON")
    add_language(parser)
    parser.set_defaults(call=call)


def call(args: argparse.Namespace) -> int:
    uses: dict[str, list[Words]] = {}
    local: list[tuple[ExitRoute, str]] = []
    if args.case is not None:
        folder = read_case(args.case)
        uses = uses_of(survey(folder))
        local = [(rule.route, clause_of(rule)) for rule in folder.case.plan.rules.exits if clause_of(rule)]
    chosen = _chosen(args.word, args.on, set(uses) if args.case is not None else None)
    if args.json:
        told = [
            {"article": one, "regulation": regulation(one), "used": uses.get(one.id, [])} for one in chosen
        ]
        print(canonical({"articles": told, "local": local}).decode())
        return 0
    for one in chosen:
        _show(one, uses.get(one.id, ()), args.lang)
    zh = args.lang == "zh"
    print(f"共{len(chosen)}条。" if zh else f"{len(chosen)} articles.")
    if local:
        print("\n方案和当地文件的规定" if zh else "\nTerms of the plan and of local documents")
    for route, clause in local:
        print(wrap(f"{say(ROUTE_WORDS[route], args.lang)}：{clause}", "  "))
    return 0


def _chosen(word: str, on: date | None, used: set[str] | None) -> list[Article]:
    found: Iterable[Article] = matching(word) if word else ARTICLES.values()
    return [one for one in found if (on is None or one.holds(on)) and (used is None or one.id in used)]


def uses_of(seen: Run) -> dict[str, list[Words]]:
    """Article → where the case used it: findings with their rows, and decisions on exits with what is due."""
    uses: dict[str, list[Words]] = {}
    for report in seen.steps:
        for judged in report.judged:
            finding = judged.finding
            rows = "、".join(finding.rows)
            for id_ in finding.cites:
                place = Words(
                    zh=f"{report.title.zh}：{finding.code}（{rows}）",
                    en=f"{report.title.en}: {finding.code} ({rows})",
                )
                if place not in uses.setdefault(article(id_).id, []):
                    uses[id_].append(place)
    decided: dict[str, dict[ExitRoute, list[str]]] = {}
    for e in (*(seen.results.clearances or ()), *(seen.results.exits or ())):
        for id_ in e.cites:
            decided.setdefault(id_, {}).setdefault(e.route, []).append(e.person)
    for id_, routes in decided.items():
        for route, people in routes.items():
            words = ROUTE_WORDS[route]
            uses.setdefault(article(id_).id, []).append(
                Words(
                    zh=f"{words.zh}：{'、'.join(people)}",
                    en=f"{words.en}: {', '.join(people)}",
                )
            )
    return uses


def _show(one: Article, used: Sequence[Words], language: str) -> None:
    zh = language == "zh"
    print(f"{one.id:<9}{cited(one)}　{regulation(one).number}")
    applies = ("、" if zh else ", ").join(say(APPLIES_WORDS[a], language) for a in one.applies)
    parts = (
        say(MATTER_WORDS[one.matter], language),
        say(span(one), language),
        applies,
        say(CERTAINTY_WORDS[one.certainty], language),
    )
    print(wrap(" · ".join(parts), "         "))
    print(wrap(say(one.says, language), "         "))
    for place in used:
        print(wrap(("用于 " if zh else "used in ") + say(place, language), "         "))


def span(one: Article) -> Words:
    """From when until when an article holds."""
    if one.since is None:
        return Words(zh="起止不详", en="days not known")
    if one.until is None:
        return Words(zh=f"自{one.since}起", en=f"from {one.since}")
    return Words(zh=f"{one.since}至{one.until}", en=f"{one.since} to {one.until}")
