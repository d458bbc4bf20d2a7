"""dinggang run --documents: what an act issues is set, kept beside the record, and its digest stands in the act's entry."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from dinggang.case import ActKind
from dinggang.cli import main
from dinggang.procedure.printing import ISSUED_BY, KINDS
from dinggang.publication import Demands, Exit, Keeping, pack, verify

TOWN = Path(__file__).parents[2] / "examples" / "town-2006"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    assert main(["run", str(TOWN), "--out", str(folder / "out"), "--documents"]) == 0
    return folder / "out-记录"


def test_every_kind_has_an_act_that_issues_it():
    assert ISSUED_BY.keys() == {kind.slug for kind in KINDS}


def test_the_digest_of_what_is_posted_is_open_in_its_act(made):
    kept = {k.act.id: k for k in Keeping.open(made).kept()}
    board = next(k for k in kept.values() if k.act.kind is ActKind.SCOREBOARD_PUBLISHED)

    listed = {row["document"]: row["sha256"] for row in json.loads(board.files["documents"])}

    assert listed.keys() == {"29-排名榜.pdf", "30-排名榜（张贴大字）.pdf"}
    for name, sha256 in listed.items():
        raw = (made / "公文" / f"{board.act.id} {name}").read_bytes()
        assert hashlib.sha256(raw).hexdigest() == sha256


def test_the_digest_of_what_is_handed_to_a_person_is_sealed(made):
    keeping = Keeping.open(made)
    public = b"".join(p.read_bytes() for p in (made / "公开").rglob("*") if p.is_file())
    settled = next(k for k in keeping.kept() if k.act.kind is ActKind.CLEARANCE_CLOSED)
    kept = {row["document"]: row["sha256"] for row in map(json.loads, settled.rows["documents_kept"])}

    raw = (made / "公文" / f"{settled.act.id} 12-清退结算单.pdf").read_bytes()

    sha256 = hashlib.sha256(raw).hexdigest()
    assert kept["12-清退结算单.pdf"] == sha256
    assert sha256.encode() not in public
    # Nor what is for the office alone.
    assert not any(one.encode() in public for one in kept.values())


@pytest.mark.parametrize("auditor", [True, False])
def test_the_record_verifies(made, auditor):
    raw = pack(Keeping.open(made), auditor=auditor)

    assert verify(raw, Demands()).code is Exit.SOUND


def test_running_again_keeps_the_documents_and_adds_nothing(made, tmp_path):
    shutil.copytree(made, tmp_path / "记录")
    before = {p.name: p.read_bytes() for p in (tmp_path / "记录" / "公文").iterdir()}
    size = Keeping.open(tmp_path / "记录").log.size

    code = main(
        ["run", str(TOWN), "--out", str(tmp_path / "out"), "--record", str(tmp_path / "记录"), "--documents"]
    )

    assert code == 0
    assert {p.name: p.read_bytes() for p in (tmp_path / "记录" / "公文").iterdir()} == before
    assert Keeping.open(tmp_path / "记录").log.size == size
