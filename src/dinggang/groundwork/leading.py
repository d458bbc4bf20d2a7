"""Who leads what: functions with the bodies that lead them, and whether they tell bodies of like names apart."""

from collections.abc import Iterable, Mapping, Sequence

from dinggang.basis import Id
from dinggang.groundwork.values import Duty, Share
from dinggang.plan import Overlap


def plain_name(function: str) -> str:
    """A function's name as it is compared: blanks do not tell two apart."""
    return "".join(function.split())


def leads(duties: Iterable[Duty]) -> Mapping[str, Sequence[Id]]:
    """Each function by its plain name with the bodies that lead it, each once; none for one that nobody leads."""
    found: dict[str, list[Id]] = {}
    for duty in duties:
        bodies = found.setdefault(plain_name(duty.function), [])
        if duty.share is Share.LEAD and duty.body not in bodies:
            bodies.append(duty.body)
    return found


def told_apart(duties: Iterable[Duty], one: Overlap) -> tuple[Sequence[str], Sequence[str]] | None:
    """What the plate's body and the other lead of what they share by name (X12); None where one of the two leads nothing of
    it, or something of it has no lead or several.
    """
    shared = {name: bodies for name, bodies in leads(duties).items() if one.stem in name}
    own = [name for name, bodies in shared.items() if bodies == [one.owner.id]]
    others = [name for name, bodies in shared.items() if bodies == [one.other.id]]
    clear = own and others and all(len(bodies) == 1 for bodies in shared.values())
    return (own, others) if clear else None
