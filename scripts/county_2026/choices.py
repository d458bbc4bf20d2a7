"""What people want: ordered lists of posts of their own township, some of the next one; and lists for what is left."""

from county_2026.cast import Part
from county_2026.dice import Dice
from county_2026.people import Member
from county_2026.places import AFTER
from county_2026.posts import Town
from county_2026.rules import MAX_CHOICES
from dinggang.plan import Filling, Plan, Post, Stratum
from dinggang.roster import may_hold
from dinggang.selection import Choices, Placement

APPEAL = (6, 5, 5, 4, 3, 6, 3, 4, 4, 5)
"""How much the bodies after the reform are wanted by anybody, in their order."""
APPLYING = frozenset({Part.COMPETES, Part.BARRED})


def county_choices(plan: Plan, towns: tuple[Town, ...], members: tuple[Member, ...]) -> tuple[Choices, ...]:
    return tuple(
        Choices(person=m.person.id, posts=_wanted(plan, towns, m)) for m in members if m.part in APPLYING
    )


def _wanted(plan: Plan, towns: tuple[Town, ...], member: Member) -> tuple[str, ...]:
    dice = Dice(f"choices of {member.person.id}")
    own = towns[member.seat.town]
    offered = [(p, _weight(p, member)) for p in own.posts if _open(p, member)]
    if dice.chance(12):
        other = towns[(member.seat.town + 1) % len(towns)]
        offered += [(p, _weight(p, member) // 3) for p in other.posts if _open(p, member)]
    careless = dice.chance(6)
    weights = {
        p.id: weight
        for p, weight in offered
        if weight and (careless or not may_hold(plan.rules.eligibility, p, member.person, plan.cutoff))
    }
    wanted: list[str] = []
    while weights and len(wanted) < MAX_CHOICES:
        post = dice.weighted(tuple(weights), tuple(weights.values()))
        wanted.append(post)
        del weights[post]
    return tuple(wanted) or (next(p.id for p, _ in offered),)


def _open(post: Post, member: Member) -> bool:
    return (
        post.filling is Filling.COMPETE
        and post.stratum is not Stratum.LEADER
        and post.kind is member.person.kind.headcount
    )


def _weight(post: Post, member: Member) -> int:
    index = int(post.body[-2:]) - 1
    home = member.seat.body in AFTER[index].origins
    if post.stratum is Stratum.MID:
        keen = 8 if member.person.stratum is Stratum.MID else 1 if member.ability >= 55 else 0
        return APPEAL[index] * keen * (6 if home else 1)
    return APPEAL[index] * post.openings * (6 if home else 1)


def second_choices(
    plan: Plan, towns: tuple[Town, ...], members: tuple[Member, ...], first: Placement
) -> tuple[Choices, ...]:
    """Lists of those whom the first round left without a post, for openings it left in their own township."""
    without = {p.person for p in first.placed if p.post is None}
    found = []
    for m in members:
        dice = Dice(f"second choices of {m.person.id}")
        if m.person.id not in without or not dice.chance(85):
            continue
        left = [
            p.id
            for p in towns[m.seat.town].posts
            if first.openings_left.get(p.id)
            and _open(p, m)
            and not may_hold(plan.rules.eligibility, p, m.person, plan.cutoff)
        ]
        if left:
            found.append(Choices(person=m.person.id, posts=tuple(dice.mixed(left)[:MAX_CHOICES])))
    return tuple(found)
