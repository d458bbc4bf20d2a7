"""Writes the case folder of the invented county: `python scripts/make_county_2026.py examples/county-2026 [SCALE]`.

SCALE 1, which is left out, makes 5,000 people in 12 townships; 10 makes ten times as many, 1/20 the least. The same
contents on every run. How the county was invented: `scripts/county_2026`.
"""

import sys
from fractions import Fraction
from pathlib import Path

import msgspec

from county_2026.acts import county_acts
from county_2026.choices import county_choices, second_choices
from county_2026.dice import Dice
from county_2026.exits import county_exits
from county_2026.files import county_files
from county_2026.ground import county_groundwork
from county_2026.papers import county_sheets
from county_2026.people import county_people
from county_2026.places import town_names
from county_2026.plan import county_plan
from county_2026.posts import county_towns
from county_2026.services import county_purchases, county_services
from county_2026.size import size_of
from dinggang.case import Case, Folder
from dinggang.procedure import run
from invented.folder import write_example


def county(scale: Fraction) -> tuple[Case, dict[str, str]]:
    """The case, and the names of its people by id.

    Draws, who gave a post up, and lists for a second round follow from what came before them: it is run for each.
    """
    size = size_of(scale)
    members = county_people(size)
    names = town_names(len(size.towns))
    towns = county_towns(members, names)
    purchases = county_purchases(names, members)
    plan = county_plan(towns, members, county_services(purchases, members))
    case = Case(
        plan=plan,
        posts=tuple(p for town in towns for p in town.posts),
        people=tuple(m.person for m in members),
        sheets=county_sheets(plan, members),
        choices=county_choices(plan, towns, members),
        exits=county_exits(plan, members),
        purchases=purchases,
        groundwork=county_groundwork(names, members),
        acts=county_acts(towns, members),
    )
    by_id = {m.person.id: m.name for m in members}
    dice = Dice("draws")
    tied: tuple[str, ...] = ()
    results = run(_folder(case, by_id)).results
    if results.ranking is not None and results.ranking.undrawn:
        tied = tuple(sorted(person for group in results.ranking.undrawn for person in group))
        case = msgspec.structs.replace(case, acts=county_acts(towns, members, tied))
        results = run(_folder(case, by_id)).results
    if results.placement is None:
        raise AssertionError("the county stops before anybody is placed")
    placed = [p.person for p in results.placement.placed if p.post is not None]
    gave_up = tuple(sorted(dice.mixed(placed)[: 1 + size.people // 1500]))
    second = second_choices(plan, towns, members, results.placement)
    acts = county_acts(towns, members, tied, gave_up)
    return msgspec.structs.replace(case, second_choices=second, acts=acts), by_id


def _folder(case: Case, names: dict[str, str]) -> Folder:
    return Folder(case=case, names=names, places={}, digests={})


def main() -> None:
    scale = Fraction(sys.argv[2]) if len(sys.argv) > 2 else Fraction(1)
    write_example(Path(sys.argv[1]), county_files(*county(scale)))


if __name__ == "__main__":
    main()
