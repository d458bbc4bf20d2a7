"""The verifier of the site, run in a real browser without a network: on a good site, and on sites that were tampered with."""

import base64
from io import BytesIO
from pathlib import Path

import pdfplumber

from dinggang.publication import Bundle
from dinggang.publication.site_qr import packed as code
from publication import kit
from publication.site.visiting import (
    Visit,
    bundle,
    entries,
    entries_of,
    everyone,
    failures,
    packed,
    raw,
    receipt,
)


def test_a_good_site(visit: Visit) -> None:
    verdict, lines = visit.check()
    assert verdict == "holds"
    assert failures(lines) == ""
    text = "\n".join(t for _, t in lines)
    for said in (
        "签名有效",
        "见证有效：4名",
        "由公布的各项成绩重算",
        "由排名和志愿重算，定岗一致",
        "行为次序符合程序",
    ):
        assert said in text


def test_a_bundle_with_bytes_changed(visit: Visit) -> None:
    changed = bytearray(raw())
    changed[raw().index("镇党委".encode())] ^= 1
    visit.record(bytes(changed))
    verdict, lines = visit.check()
    assert (verdict, len(lines)) == ("fails", 1)
    assert "文件与清单不符" in failures(lines)


def test_an_exchanged_act(visit: Visit) -> None:
    """The entries alone, and the manifest put right: the hashes tell which act is another."""
    made = list(entries())
    made[5] = made[5].replace("镇党委".encode(), "镇政府".encode())
    assert made[5] != entries()[5]
    visit.record(packed(kit.forged(bundle(), made, tiles=False, log=False)))
    verdict, lines = visit.check()
    assert verdict == "fails"
    assert "第5条" in failures(lines)


def test_a_dropped_act(visit: Visit, tmp_path: Path) -> None:
    """Tree and tiles made anew for the other entries, even signed by the log and all witnesses: who kept an older bundle
    sees which act is gone."""
    made = [*entries()[:7], *entries()[8:]]
    visit.record(packed(kit.forged(bundle(), made, log=False)))
    assert visit.check()[0] == "fails"
    visit.record(packed(kit.forged(bundle(), made, witnesses=4)))
    kept = tmp_path / "kept.tar"
    kept.write_bytes(raw())
    visit.check()
    visit.chromium.give("older", kept)
    verdict, lines = visit.chromium.verdict()
    assert verdict == "fails"
    assert "与旧件不同" in failures(lines)
    assert "第7条" in failures(lines)


def test_a_tree_signed_again_without_witnesses(visit: Visit) -> None:
    visit.record(packed(kit.forged(bundle(), entries()[:-1], witnesses=2)))
    verdict, lines = visit.check()
    assert verdict == "fails"
    assert "见证人数不足：2名" in failures(lines)


def test_an_altered_checkpoint(visit: Visit) -> None:
    note = (
        bundle()
        .files["log/checkpoint"]
        .replace(b"\n%d\n" % len(entries()), b"\n%d\n" % (len(entries()) - 1), 1)
    )
    visit.record(packed(Bundle(variant="public", files={**bundle().files, "log/checkpoint": note})))
    verdict, lines = visit.check()
    assert verdict == "fails"
    assert "签名不符" in failures(lines)


def test_a_changed_mark_with_all_digests_put_right(visit: Visit) -> None:
    """By the office and all its witnesses: the marks that are published do not make the score that is."""
    changed = everyone(
        "scoreboard_published", "scoreboard", lambda raw: raw.replace(b'"exam":["50",', b'"exam":["60",')
    )
    visit.record(packed(changed))
    verdict, lines = visit.check()
    assert verdict == "fails"
    assert "P04" in failures(lines)
    assert "A12" in failures(lines)


def test_an_older_piece_that_the_record_continues(visit: Visit, tmp_path: Path) -> None:
    """A checkpoint, a proof and the bundle itself, kept from before."""
    (tmp_path / "checkpoint").write_bytes(bundle().files["log/checkpoint"])
    (tmp_path / "kept.tar").write_bytes(raw())
    visit.check()
    visit.chromium.give(
        "older", tmp_path / "checkpoint", tmp_path / "kept.tar", visit.folder / "005.tlog-proof"
    )
    verdict, lines = visit.chromium.verdict()
    assert verdict == "holds"
    assert sum("旧件的" in text for _, text in lines) == 3
    (tmp_path / "checkpoint").write_bytes(b"nothing of the kind\n")
    visit.chromium.give("older", tmp_path / "checkpoint")
    verdict, lines = visit.chromium.verdict()
    assert verdict == "fails"
    assert "checkpoint" in failures(lines)


def test_a_record_that_went_back(visit: Visit, tmp_path: Path) -> None:
    visit.record(packed(kit.forged(bundle(), entries()[:-2], witnesses=4)))
    (tmp_path / "checkpoint").write_bytes(bundle().files["log/checkpoint"])
    visit.check()
    visit.chromium.give("older", tmp_path / "checkpoint")
    verdict, lines = visit.chromium.verdict()
    assert verdict == "fails"
    assert "记录被退回" in failures(lines)


def test_the_policy_one_trusts(visit: Visit) -> None:
    visit.check()
    run = visit.chromium.run
    run(
        f"document.getElementById('policy').value = {kit.POLICY.decode()!r}; document.getElementById('again').click()"
    )
    verdict, lines = visit.chromium.verdict()
    assert verdict == "holds"
    assert not any("见证规则取自本包" in text for _, text in lines)
    other = kit.policy_text().replace(
        b"quorum quorum-of-witnesses", b"group all-of-them all w0 w1 w2 w3\nquorum all-of-them"
    )
    visit.record(packed(kit.forged(bundle(), entries(), witnesses=3)))
    assert visit.check()[0] == "holds"
    run(
        f"document.getElementById('policy').value = {other.decode()!r}; document.getElementById('again').click()"
    )
    verdict, lines = visit.chromium.verdict()
    assert verdict == "fails"
    assert "见证人数不足：3名" in failures(lines)


def test_a_receipt(visit: Visit, tmp_path: Path) -> None:
    own = tmp_path / "receipt"
    own.write_bytes(receipt("P04"))
    visit.check()
    visit.chromium.give("receipt", own)
    verdict, lines = visit.chromium.verdict()
    assert verdict == "holds"
    assert sum("P04的" in text and "封存并计入" in text for _, text in lines) >= 6
    own = tmp_path / "altered"
    own.write_bytes(receipt("P04").replace(b'"work":"', b'"work":"1', 1))
    visit.chromium.give("receipt", own)
    verdict, lines = visit.chromium.verdict()
    assert verdict == "fails"
    assert "A10 assessment" in failures(lines)


def test_a_file_one_has(visit: Visit, tmp_path: Path) -> None:
    """One that was published, and one with a mark changed: the record itself stays sound."""
    paper = next(visit.folder.glob("*-certificate.json"))
    other = tmp_path / "other.json"
    other.write_bytes(paper.read_bytes().replace(b'"O02"', b'"O03"'))
    visit.check()
    visit.chromium.give("papers", paper, other)
    verdict, lines = visit.chromium.verdict()
    assert verdict == "holds"
    assert ("holds", f"√ {paper.name}就是第{int(paper.name[:3])}条 “定岗决定”（A14）公布的文件。") in lines
    assert ("unchecked", "－ 记录中没有公布过与other.json相同的文件。") in lines


def test_the_code_on_a_notice(visit: Visit) -> None:
    proof = (visit.folder / "013.tlog-proof").read_bytes()
    verdict, lines = visit.check(f"v.html#{code(proof)}")
    assert verdict == "holds"
    text = "\n".join(t for _, t in lines)
    assert "公告对应的就是第13条" in text
    assert f"旧件的{len(entries())}条原样都在" in text
    # The text of the proof file, pasted, is the same.
    run = visit.chromium.run
    run(
        f"document.getElementById('proof').value = {proof.decode()!r}; document.getElementById('again').click()"
    )
    assert visit.chromium.verdict() == (verdict, lines)
    for broken in (code(proof)[:-40], "", code(proof.replace(b"index 13", b"index 12"))):
        run(
            f"document.getElementById('proof').value = {broken or ' '!r}; document.getElementById('again').click()"
        )
        assert visit.chromium.verdict()[0] == "fails"


def test_a_notice_that_the_site_no_longer_bears_out(visit: Visit) -> None:
    """The board is another than the one that was posted, and everybody signed the new one."""
    changed = everyone(
        "scoreboard_published", "scoreboard", lambda raw: raw.replace(b'"exam":["50",', b'"exam":["60",')
    )
    place = next(
        i for i, (was, now) in enumerate(zip(entries(), entries_of(changed), strict=True)) if was != now
    )
    proof = (visit.folder / f"{place:03d}.tlog-proof").read_bytes()
    visit.record(packed(changed))
    verdict, lines = visit.check(f"v.html#{code(proof)}")
    assert verdict == "fails"
    assert f"第{place}条" in failures(lines)
    assert "与旧件不同" in failures(lines)


def test_a_browser_without_ed25519_says_that_it_cannot_check(visit: Visit) -> None:
    lacking = """if (self.SubtleCrypto) SubtleCrypto.prototype.importKey = () =>
        Promise.reject(new DOMException("no", "NotSupportedError"));"""
    before = visit.chromium.before_pages(lacking)
    try:
        verdict, lines = visit.check()
        assert verdict == "cannot"
        assert failures(lines) == ""
        assert any("不支持 Ed25519" in text for _, text in lines)
        assert any("由公布的各项成绩重算" in text for _, text in lines)
        assert visit.chromium.run("document.getElementById('verdict').innerText").startswith("无法核验")
        proof = (visit.folder / "013.tlog-proof").read_bytes()
        assert visit.check(f"v.html#{code(proof)}")[0] == "cannot"
        # What is wrong without any signature stays wrong.
        made = list(entries())
        made[5] = made[5].replace("镇党委".encode(), "镇政府".encode())
        visit.record(packed(kit.forged(bundle(), made, tiles=False, log=False)))
        assert visit.check()[0] == "fails"
    finally:
        visit.chromium.forget(before)


def test_a_page_without_cryptography_says_that_it_cannot_check(visit: Visit) -> None:
    before = visit.chromium.before_pages(
        "Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})"
    )
    try:
        verdict, lines = visit.check()
        assert (verdict, failures(lines)) == ("cannot", "")
    finally:
        visit.chromium.forget(before)


def test_every_page_is_quiet_and_fits_a_phone(visit: Visit) -> None:
    visit.chromium.call(
        "Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True
    )
    try:
        for page in sorted(p.name for p in visit.folder.glob("*.html")):
            visit.chromium.open(visit.folder, page)
            assert visit.chromium.run("document.documentElement.scrollWidth <= innerWidth"), page
    finally:
        visit.chromium.call("Emulation.clearDeviceMetricsOverride")


def test_names_and_languages(visit: Visit) -> None:
    page = next(
        p.name for p in visit.folder.glob("n*.html") if 'class="board"' in p.read_text(encoding="utf-8")
    )
    visit.chromium.open(visit.folder, page)
    run = visit.chromium.run
    assert "姓名4（P04）" in run("document.body.innerText")
    assert "综合成绩" in run("document.body.innerText")
    run("document.getElementById('language').click()")
    assert "Score" in run("document.body.innerText")
    assert "综合成绩" not in run("document.body.innerText")
    visit.chromium.open(visit.folder, "index.html")
    assert "Where it stands" in run("document.body.innerText")
    run("document.getElementById('language').click()")
    # The file of names deleted, ids are left; the browser says that a file is missing, nothing else.
    (visit.folder / "data-names.js").unlink()
    visit.chromium.open(visit.folder, page)
    assert "姓名4" not in run("document.body.innerText")
    assert "P04" in run("document.body.innerText")
    assert all("ERR_FILE_NOT_FOUND" in each for each in visit.chromium.complaints)
    visit.chromium.complaints.clear()


def test_a_file_that_is_dropped(visit: Visit) -> None:
    visit.check()
    note = bundle().files["log/checkpoint"].decode()
    visit.chromium.run(
        f"""(() => {{
            const given = new DataTransfer();
            given.items.add(new File([{note!r}], "kept"));
            document.querySelector("[data-for=older]").dispatchEvent(new DragEvent("drop", {{dataTransfer: given}}));
        }})()"""
    )
    verdict, lines = visit.chromium.verdict()
    assert verdict == "holds"
    assert any(f"旧件的{len(entries())}条原样都在" in text for _, text in lines)


def test_a_notice_prints_on_a4_with_its_code(visit: Visit) -> None:
    page = next(
        p.name for p in visit.folder.glob("n*.html") if 'class="board"' in p.read_text(encoding="utf-8")
    )
    visit.chromium.open(visit.folder, page)
    printed = visit.chromium.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    with pdfplumber.open(BytesIO(base64.b64decode(printed))) as pdf:
        last = pdf.pages[-1]
        assert (round(last.width), round(last.height)) in {(595, 842), (596, 842)}
        text = "".join(page.extract_text() for page in pdf.pages)
        assert f"共{len(entries())}条" in text
        assert "English" not in text
        dark = [r for r in last.rects + last.curves + last.lines if r["x0"] > last.width / 2]
        assert dark  # the code, at the right of the foot


def test_a_request_to_elsewhere_would_be_seen(visit: Visit) -> None:
    """That nothing leaves means something: a page that does ask is caught."""
    (visit.folder / "asks.html").write_text('<img src="https://elsewhere.example/x.png">', encoding="utf-8")
    visit.chromium.open(visit.folder, "asks.html")
    assert visit.chromium.outside == ["https://elsewhere.example/x.png"]
    visit.chromium.outside.clear()
    visit.chromium.complaints.clear()
    # And what the pages' own policy forbids is told as a violation.
    (visit.folder / "site.js").write_bytes(
        b"document.body.style.color = 'red'; document.body.setAttribute('style', 'color: red');"
    )
    visit.chromium.open(visit.folder, "index.html")
    assert any("Content Security Policy" in each for each in visit.chromium.complaints)
    visit.chromium.complaints.clear()
