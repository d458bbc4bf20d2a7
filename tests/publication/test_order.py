"""What everybody who must sign has signed, and is wrong all the same: order, gates, results, forms. And a record's own parts."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import build
from dinggang.basis import Fault
from dinggang.case import Act, ActKind
from dinggang.procedure import contents, run
from dinggang.publication import Bundle, Demands, Exit, Keeping, State, check, pack, verify
from dinggang.publication.entries import Opening, owner_of, read_openings, root_over, write_openings
from dinggang.publication.ordering import disorder
from dinggang.publication.tar import header, read_tar, write_tar
from dinggang.record import NotWritten, Unsound
from publication import kit
from publication import test_tampering as tampering

DEMANDS = Demands(policy=kit.POLICY)


def act(number: int, kind: ActKind, corrects: str | None = None) -> Act:
    return Act(id=f"A{number}", kind=kind, day=build.date(2006, 9, 1), by="镇党委", corrects=corrects)


def words(*acts: tuple[Act, bytes | None]) -> list[tuple[int, str]]:
    return [(number, found.en) for number, found in disorder(acts)]


FOUNDED = (act(1, ActKind.GROUP_ESTABLISHED), None)
ADOPTED = (act(2, ActKind.PLAN_ADOPTED), b"plan")


def test_order() -> None:
    assert words(FOUNDED, ADOPTED) == []
    assert words(ADOPTED) == [(0, "Entered before group_established.")]
    assert words(FOUNDED, FOUNDED) == [(1, "The id stands twice.")]
    early = (act(3, ActKind.GROUP_ESTABLISHED, "A1"), None)
    assert words(early, FOUNDED) == [(0, "What it corrects does not stand before it.")]
    other_kind = (act(3, ActKind.PLAN_ADOPTED, "A1"), b"plan")
    assert words(FOUNDED, other_kind) == [(1, "What it corrects does not stand before it.")]


def test_rules_before_marks() -> None:
    sealed = (act(4, ActKind.SHEETS_SEALED), None)
    again = (act(5, ActKind.PLAN_ADOPTED, "A2"), b"plan")
    changed = (act(6, ActKind.PLAN_ADOPTED, "A2"), b"other")
    texts = [text for _, text in words(FOUNDED, ADOPTED, sealed, again, changed)]
    assert "The rules changed after marks were sealed." in texts
    assert [n for n, text in words(FOUNDED, ADOPTED, sealed, again, changed) if "rules" in text] == [4]
    assert "Marks entered the record before the rules." in [text for _, text in words(FOUNDED, sealed)]
    assert not [text for _, text in words(FOUNDED, ADOPTED, changed, sealed) if "rules" in text]


def resealed(kind: str, table: str, edit: Callable[[bytes], bytes]) -> list[str]:
    """The failures when rows of a table are changed, committed to anew, and everybody signs again."""
    files, made = dict(tampering.sound().files), []
    for raw in tampering.entries():
        value = json.loads(raw)
        for ref in value.get("tables", []):
            if value["act"]["kind"] == kind and ref["name"] == table:
                openings = read_openings(files.pop(f"openings/{ref['sha256']}"))
                del files[f"files/{ref['sha256']}"]
                rows = [edit(o.value) for o in openings]
                assert rows != [o.value for o in openings]
                new = sorted(
                    (
                        Opening(row=msgspec.Raw(row), salt=o.salt)
                        for row, o in zip(rows, openings, strict=True)
                    ),
                    key=lambda o: o.commitment,
                )
                listed = b"".join(o.commitment for o in new)
                ref["sha256"] = hashlib.sha256(listed).hexdigest()
                ref["root"] = root_over(o.commitment for o in new)
                files[f"files/{ref['sha256']}"] = listed
                files[f"openings/{ref['sha256']}"] = write_openings(new)
        made.append(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    lines = check(kit.forged(Bundle(variant="auditor", files=files), made, witnesses=4), DEMANDS)
    return [f"{line.words.en} {line.where}" for line in lines if line.state is State.FAILS]


def test_a_changed_mark_in_the_sealed_sheets_is_named() -> None:
    found = resealed(
        "sheets_sealed", "assessment", lambda row: row.replace(b'"work":"90"', b'"work":"91"', 1)
    )
    assert any("scoreboard" in text and "A12" in text for text in found)
    assert any("scored" in text and "P03" in text for text in found)


def test_a_changed_decision_is_named() -> None:
    found = resealed("applications_closed", "applicants", lambda row: row.replace(b'"O03"', b'"O01"'))
    assert all("A08" in text for text in found)
    assert any("applicants" in text for text in found)


def test_an_input_under_which_a_gate_does_not_open_is_named() -> None:
    found = resealed("tally_proved", "evaluation", lambda row: row.replace(b'"returned":10', b'"returned":1'))
    assert any("gate" in text and "A11" in text for text in found)


def test_rows_of_another_shape() -> None:
    found = resealed("sheets_sealed", "assessment", lambda row: row.replace(b'"marks"', b'"points"'))
    assert len(found) == 1
    assert "form" in found[0] or "shape" in found[0]


def test_a_published_file_of_another_shape() -> None:
    change = tampering.edit_file("scoreboard", lambda _: b'{"composites":[]}')
    text = tampering.failures(tampering.everyone(change, "scoreboard_published"))
    assert "A12" in text


def test_a_policy_or_an_older_bundle_that_cannot_be_read() -> None:
    assert verify(tampering.auditor(), Demands(policy=b"nonsense\n")).code is Exit.ALTERED
    assert verify(tampering.auditor(), Demands(policy=kit.POLICY, since=b"nonsense")).code is not Exit.SOUND
    altered = tampering.flipped(tampering.auditor(), 600)
    assert verify(tampering.auditor(), Demands(policy=kit.POLICY, since=altered)).code is Exit.ALTERED


def test_an_older_bundle_of_another_record(tmp_path: Path) -> None:
    with kit.world(tmp_path, seed="other") as world:
        world.run(build.folder(kit.tiny_case()))
        other = pack(world.keeping, auditor=False)
    report = verify(tampering.auditor(), Demands(policy=kit.POLICY, since=other))
    assert report.code is Exit.NOT_CONTINUED
    assert "第3条" not in tampering.failures(
        report.lines
    )  # the plan is the same in both, the roster's salts are not
    assert "第4条" in tampering.failures(report.lines)


def test_a_record_is_begun_once_and_opened_where_it_is(tmp_path: Path) -> None:
    with pytest.raises(Unsound):
        Keeping.open(tmp_path / "nowhere")
    with kit.world(tmp_path) as world:
        with pytest.raises(NotWritten):
            Keeping.create(tmp_path / "record", origin=kit.ORIGIN, seed=kit.SEED)
        with pytest.raises(Unsound):
            pack(world.keeping, auditor=False)  # nothing has been published
        assert world.keeping.policy == kit.POLICY
        assert (world.keeping.private / "log.key").stat().st_mode & 0o077 == 0
        with world.keeping.alone():
            world.run(build.folder(kit.tiny_case()))


def test_a_beginning_that_was_cut_short_is_begun_again(tmp_path: Path) -> None:
    left = tmp_path / "record" / ".内部.new"
    left.mkdir(parents=True)
    (left / "record.db").write_bytes(b"half")
    assert not Keeping.there(tmp_path / "record")
    with kit.world(tmp_path) as world:
        world.run(build.folder(kit.tiny_case()))
        assert not left.exists()


def test_files_lost_from_the_public_folder_are_named(tmp_path: Path) -> None:
    with kit.world(tmp_path) as world:
        world.run(build.folder(kit.tiny_case()))
        victim = next((world.keeping.public / "files").iterdir())
        raw = victim.read_bytes()
        victim.unlink()
        with pytest.raises(Unsound, match=victim.name):
            pack(world.keeping, auditor=False)
        with pytest.raises(Unsound, match=victim.name):
            world.keeping.kept()
        victim.write_bytes(raw)
        tile = next(p for p in (world.keeping.public / "tile" / "0").rglob("*") if p.is_file())
        tile.unlink()
        with pytest.raises(Unsound, match="tile"):
            pack(world.keeping, auditor=False)


def test_tar_by_its_own_rules() -> None:
    long = "files/" + "x" * 60 + "/" + "y" * 60
    files = {"a": b"", "b": b"\0" * 512, long: b"text"}
    raw = write_tar(files)
    read = read_tar(raw)
    assert (read.files, read.wrong) == (files, ())
    assert write_tar(read.files) == raw
    with pytest.raises(Fault):
        header("x" * 101, 0)
    with pytest.raises(Fault):
        header("x" * 160 + "/" + "y" * 99, 0)
    swapped = header("b", 0) + header("a", 0) + bytes(1024)
    assert [(w.where, w.detail) for w in read_tar(swapped).wrong] == [("a", "out of order in the archive")]
    cut = header("a", 5000) + bytes(1024)
    assert [w.detail for w in read_tar(cut).wrong] == ["cut off"]


def test_whose_a_row_is_of_what_is_no_row() -> None:
    with pytest.raises(Unsound):
        owner_of("exam", b"[")


def test_acts_that_were_logged_and_not_signed_are_signed_by_the_next_run(tmp_path: Path) -> None:
    folder = build.folder(kit.tiny_case())
    with kit.world(tmp_path) as world:
        world.keeping.append(contents(folder, run(folder)), world.salt)  # and here the power went
    world.keeping = Keeping.open(tmp_path / "record")
    assert world.run(folder) == 0
    assert verify(pack(world.keeping, auditor=True), DEMANDS).code is Exit.SOUND
    world.keeping.close()


def test_files_that_were_written_and_not_logged_are_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build.folder(kit.tiny_case())

    def full(entries: object) -> range:
        raise NotWritten("the disk is full")

    with kit.world(tmp_path) as world:
        with monkeypatch.context() as patch:
            patch.setattr(world.keeping.log, "append", full)
            with pytest.raises(NotWritten):
                world.run(folder)
        left = {p.name for p in (world.keeping.private / "openings").iterdir()}
        assert world.run(folder) == 21
        assert left.isdisjoint(p.name for p in (world.keeping.private / "openings").iterdir())
        assert verify(pack(world.keeping, auditor=True), DEMANDS).code is Exit.SOUND
