"""Writes the case folder of the invented town: `python scripts/make_town_2006.py examples/town-2006`.

The same files byte for byte on every run. How the town was invented: `scripts/town_2006`.
"""

import sys
from pathlib import Path

from dinggang.case import Case
from dinggang.sheets import case_files
from invented.folder import write_example
from town_2006.acts import town_acts
from town_2006.choices import town_choices
from town_2006.exits import town_exits
from town_2006.ground import town_groundwork
from town_2006.papers import town_sheets
from town_2006.people import town_people
from town_2006.plan import town_plan
from town_2006.posts import town_posts
from town_2006.services import town_purchases


def town() -> tuple[Case, dict[str, str]]:
    """The case, and the names of its people by id."""
    plan, posts, members = town_plan(), town_posts(), town_people()
    exits = town_exits(plan, members)
    case = Case(
        plan=plan,
        posts=posts,
        people=tuple(m.person for m in members),
        sheets=town_sheets(plan, members),
        choices=town_choices(plan, posts, members),
        exits=exits,
        purchases=town_purchases(plan, members),
        groundwork=town_groundwork(members, exits),
        acts=town_acts(members),
    )
    return case, {m.person.id: m.name for m in members}


def main() -> None:
    write_example(Path(sys.argv[1]), case_files(*town()))


if __name__ == "__main__":
    main()
