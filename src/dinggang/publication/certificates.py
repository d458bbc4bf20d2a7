"""Placement certificates: read, compared with the published placement, and given to the checker for strangers."""

import contextlib
import io
import json
import runpy
import tempfile
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from dinggang.basis import Id
from dinggang.publication.replay import Kept, decoded
from dinggang.selection import Choices

_CHECKERS = {
    "dinggang-placement-certificate-1": "check_placement.py",
    "dinggang-fit-certificate-1": "check_fit.py",
}


def proven(certificate: bytes) -> bool | None:
    """What the checker for strangers says of a certificate; None where it does not come with this installation."""
    name = _CHECKERS.get(json.loads(certificate)["format"])
    if name is None:
        return False
    script = _script(name)
    if script is None:
        return None
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        path = Path(folder) / "certificate.json"
        path.write_bytes(certificate)
        code: int = _main(script)([str(path)])
    return code == 0


def _script(name: str) -> str | None:
    """In an installed package, or in the repository that this runs from."""
    packed = Path(str(resources.files("dinggang.publication"))) / "assets" / "scripts" / name
    found = (packed, Path(__file__).parents[3] / "verifier" / name)
    return next((str(path) for path in found if path.is_file()), None)


@cache
def _main(script: str) -> Any:
    return runpy.run_path(script)["main"]


def placed_otherwise(certificate: bytes, placements: bytes, gave_up: Collection[Id] = ()) -> list[Id]:
    """Whom the certificate places otherwise than the published list of the first round, but for those who gave up theirs."""
    proved = {p["person"]: p["post"] for p in json.loads(certificate)["people"]}
    listed = {p["person"]: p["post"] for p in json.loads(placements) if p["placed_in"] == "first"}
    everybody = (proved.keys() | listed.keys()) - set(gave_up)
    return sorted(p for p in everybody if proved.get(p) != listed.get(p))


def lists_of(kept: Sequence[Kept]) -> Mapping[Id, Sequence[Id]]:
    """Who listed which posts, from the sealed lists where they are open, else from the last certificate."""
    found: dict[Id, Sequence[Id]] = {}
    for each in kept:
        rows = each.rows.get("choices", ())
        found |= {c.person: c.posts for c in (decoded(raw, Choices) for raw in rows)}
    if found:
        return found
    shown = [k.files["certificate"] for k in kept if "certificate" in k.files]
    people = json.loads(shown[-1])["people"] if shown else []
    return {p["person"]: [c["post"] for c in p["choices"]] for p in people}
