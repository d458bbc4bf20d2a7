"""Acts as entries: canonical bytes, sealed tables, what is too long for an entry."""

import hashlib
import json
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from dinggang.basis import canonical
from dinggang.case import Act, ActKind
from dinggang.procedure import Content, Open, Row, Table, contents, run
from dinggang.publication import read_entry
from dinggang.publication.entries import (
    Entry,
    check_openings,
    listed,
    owner_of,
    read_openings,
    seal,
    write_openings,
)
from dinggang.publication.keeping import kept_of
from dinggang.record import MAX_ENTRY, Kind, Unsound, commitments, jcs, leaf_hash, node_hash
from publication import kit

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
ACT = Act(id="A01", kind=ActKind.ROSTER_FROZEN, day=date(2006, 9, 29), by="镇党委")


def rows(*marks: int) -> tuple[Row, ...]:
    return tuple(
        Row(owner=f"P{n:02}", value=canonical({"mark": mark, "person": f"P{n:02}"}))
        for n, mark in enumerate(marks, 1)
    )


def one_table(*marks: int) -> Content:
    return Content(act=ACT, tables=(Table(name="scored", rows=rows(*marks), gathered=False),))


@given(TEXT, TEXT, st.lists(TEXT, max_size=3))
def test_an_entry_is_rfc_8785_json(by: str, reason: str, lifts: list[str]) -> None:
    act = msgspec.structs.replace(ACT, by=by, reason=reason, lifts=tuple(lifts))
    raw = Entry(act=act).encoded()
    assert jcs.dumps(jcs.loads(raw)) == raw
    assert read_entry(raw).encoded() == raw


def test_an_entry_in_another_form_is_no_entry() -> None:
    raw = Entry(act=ACT).encoded()
    value = json.loads(raw)
    for other in (
        raw + b"\n",
        raw.replace(b'"by":', b'"by": '),
        json.dumps(value, sort_keys=True, separators=(",", ":")).encode(),  # 镇 as \u9547
        json.dumps(dict(reversed(value.items())), ensure_ascii=False, separators=(",", ":")).encode(),
        raw.replace("镇党委".encode(), "e\u0301".encode()),  # é in two characters: not NFC
        raw.replace(b"dinggang-act-1", b"dinggang-act-2"),
        raw[:-1] + b',"unknown":1}',
        raw.replace("镇".encode(), b"\xff"),
        b"[" * 100_000,
    ):
        with pytest.raises(Unsound):
            read_entry(other)


def test_an_entry_of_an_earlier_version_lacks_what_a_later_one_added() -> None:
    raw = Entry(act=ACT).encoded()
    earlier = raw.replace(b'"held_with":[],', b"")
    assert earlier != raw
    assert read_entry(earlier) == read_entry(raw)


def test_commitments_are_those_of_the_record_and_their_root_is_by_hand() -> None:
    sealed = seal(one_table(70, 80, 90), kit.salts())
    table = read_entry(sealed.entry).tables[0]
    openings = read_openings(sealed.openings[table.sha256])
    digests = [commitments.digest(json.loads(o.value), bytes.fromhex(o.salt)) for o in openings]
    assert digests == sorted(digests)
    assert sealed.files[table.sha256] == b"".join(digests)
    assert table.sha256 == hashlib.sha256(b"".join(digests)).hexdigest()
    a, b, c = map(leaf_hash, digests)
    assert table.root == node_hash(node_hash(a, b), c).hex()
    assert table.rows == 3
    assert check_openings(openings, table, listed(sealed.files[table.sha256], table)) == 0


def test_equal_rows_have_salts_of_their_own() -> None:
    same = Row(owner=None, value=canonical({"mark": 70}))
    content = Content(act=ACT, tables=(Table(name="scored", rows=(same, same), gathered=False),))
    sealed = seal(content, kit.salts())
    table = read_entry(sealed.entry).tables[0]
    assert len(set(listed(sealed.files[table.sha256], table))) == 2


def test_an_opening_opens_its_row_once() -> None:
    sealed = seal(one_table(70, 80), kit.salts())
    table = read_entry(sealed.entry).tables[0]
    commitments_there = listed(sealed.files[table.sha256], table)
    first, second = read_openings(sealed.openings[table.sha256])
    assert check_openings([first], table, commitments_there) == 1
    assert check_openings([], table, commitments_there) == 2
    with pytest.raises(Unsound):
        check_openings([first, first], table, commitments_there)
    with pytest.raises(Unsound):
        check_openings([msgspec.structs.replace(first, row=second.row)], table, commitments_there)
    with pytest.raises(Unsound):
        read_openings(write_openings([first]).replace(b'"salt":"', b'"salt": "'))


def test_whose_a_row_is() -> None:
    assert owner_of("people", b'{"id":"P01","relatives":[]}') == "P01"
    assert owner_of("exam", b'{"answers":{},"person":"P02"}') == "P02"
    assert owner_of("questions", b'{"id":"Q01"}') is None


def test_no_personal_fact_and_no_salt_in_what_is_public() -> None:
    folder = build.folder()
    for content in contents(folder, run(folder)):
        sealed = seal(content, kit.salts())
        public = sealed.entry + b"".join(sealed.files.values())
        for raw in sealed.openings.values():
            for opening in read_openings(raw):
                assert opening.value not in public
                assert opening.salt.encode() not in public
                assert hashlib.sha256(opening.value).digest() not in public
                assert hashlib.sha256(opening.value).hexdigest().encode() not in public


def test_an_act_too_long_for_an_entry_goes_to_a_file() -> None:
    people = tuple(f"P{n:05}" for n in range(9000))
    act = msgspec.structs.replace(ACT, kind=ActKind.DRAW_HELD, people=people, reason="抽签")
    assert len(canonical(act)) > MAX_ENTRY
    sealed = seal(Content(act=act, files=(Open(name="list", content=b"[]", rows=0),)), kit.salts())
    assert len(sealed.entry) <= MAX_ENTRY
    entry = read_entry(sealed.entry)
    assert entry.act == msgspec.structs.replace(act, people=(), reason="")
    kept = kept_of(entry, sealed.files.get, {})
    assert kept.act == act
    other = canonical(msgspec.structs.replace(act, day=date(2006, 9, 30)))
    forged = {**sealed.files, entry.files[0].sha256: other}
    ref = msgspec.structs.replace(entry.files[0], sha256=hashlib.sha256(other).hexdigest(), length=len(other))
    forged[ref.sha256] = other
    with pytest.raises(Unsound, match="another act"):
        kept_of(msgspec.structs.replace(entry, files=(ref, *entry.files[1:])), forged.get, {})


def test_files_and_lists_are_held_to_their_digests() -> None:
    sealed = seal(one_table(70, 80), kit.salts())
    entry = read_entry(sealed.entry)
    table = entry.tables[0]
    with pytest.raises(Unsound) as missing:
        kept_of(entry, {}.get, {})
    assert missing.value.kind is Kind.MISSING
    with pytest.raises(Unsound) as changed:
        kept_of(entry, {table.sha256: b"\0" * 64}.get, {})
    assert (changed.value.kind, changed.value.where) == (Kind.CONTENT, "A01 scored")
    unsorted = sealed.files[table.sha256][32:] + sealed.files[table.sha256][:32]
    with pytest.raises(Unsound):
        listed(unsorted, table)
    twice = msgspec.structs.replace(entry, tables=(table, table))
    with pytest.raises(Unsound, match="stands twice"):
        kept_of(twice, sealed.files.get, sealed.openings)
