"""Where a case's record lies, and what several commands do with it. The one place that asks the clock and for salts."""

import argparse
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from dinggang.basis import DinggangError, Problem, Refusal, Where, Words
from dinggang.case import Folder
from dinggang.procedure import Content, Issued, Run, contents, with_documents
from dinggang.publication import PUBLIC, Keeping, additions, recorded
from dinggang.record import (
    Answer,
    ByFile,
    ByHttp,
    Cosigner,
    Doubt,
    NotWritten,
    Party,
    Published,
    SigningRefused,
    Unsound,
    parse_policy,
)

RECORD = "记录"
SALT_BYTES = 32
BY_FOLDER = "folder:"
"""A witness's address in a policy when it answers by files: the folder follows, relative to the record."""


def record_folder(case: Path, out: Path | None = None, given: Path | None = None) -> Path:
    """Where the record is: as given; else in the case folder, or beside the results when these lie elsewhere."""
    if given is not None:
        return given
    if out is not None:
        return out.with_name(f"{out.name}-{RECORD}")
    return case / RECORD


def add_record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "case",
        type=Path,
        metavar="CASE",
        help="案卷文件夹，或记录文件夹本身 the case folder, or its record folder",
    )


def open_record(case: Path) -> Keeping:
    """The record of a case folder, or in this very folder. Raises Refusal when there is none."""
    found = next((folder for folder in (case, case / RECORD) if Keeping.there(folder)), None)
    if found is None:
        raise refusal(
            case,
            Words(zh="这里还没有公开记录。", en="There is no public record here yet."),
            Words(
                zh="请先用 dinggang run 办理；记录写在案卷的“记录”文件夹里。",
                en="Run dinggang run first; the record is written into the folder 记录 of the case.",
            ),
        )
    with told(found):
        return Keeping.open(found)


def refusal(place: Path, words: Words, cure: Words) -> Refusal:
    return Refusal([Problem(where=Where(file=str(place)), words=words, cure=cure)])


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Turns what goes wrong in a record into a refusal that says what to do."""
    try:
        yield
    except Unsound as unsound:
        raise refusal(
            Path(unsound.where) if unsound.where else place,
            Words(
                zh=f"公开记录有问题：{unsound.words.zh}",
                en=f"The record does not hold: {unsound.words.en} {unsound.detail}",
            ),
            Words(
                zh="请不要改动记录文件夹里的文件；从备份取回整个文件夹，或联系见证人核对。",
                en="Do not touch the files of a record; take the whole folder from a backup, or ask the witnesses.",
            ),
        ) from None
    except (SigningRefused, NotWritten, Doubt) as error:
        raise refusal(place, Words(zh=str(error), en=str(error)), _CURES[type(error)]) from None
    except OSError as error:
        raise refusal(place, Words(zh=f"读写不了：{error}", en=str(error)), _CURES[NotWritten]) from None


_CURES: dict[type[DinggangError], Words] = {
    SigningRefused: Words(
        zh="记录可能被换成了旧备份，或电脑时钟不对：请核对后再运行。",
        en="The record may have been replaced by an old backup, or the clock is wrong: find out, then run again.",
    ),
    NotWritten: Words(zh="请检查磁盘空间和权限后再试。", en="Check space and permissions, then try again."),
    Doubt: Words(
        zh="请重新运行一次，程序会从中断处继续。", en="Run it once more; it goes on from where it stopped."
    ),
}


class Recorder:
    """The record that a run adds to: looked at before anything is written, added to afterwards.

    Raises Refusal when the folder contradicts the record.
    """

    def __init__(self, place: Path, folder: Folder, done: Run) -> None:
        self.place = place
        self.folder = folder
        self.done = done
        with told(place):
            self.keeping = Keeping.open(place) if Keeping.there(place) else None
            self.size = self.keeping.log.size if self.keeping else 0
            self.issued: Sequence[Issued] = ()
            self.documents: Mapping[str, bytes] = {}
            self.fresh = self._fresh()

    def _fresh(self) -> tuple[Content, ...]:
        kept = self.keeping.kept() if self.keeping else ()
        now = contents(self.folder, self.done, recorded(kept))
        return with_documents(additions(self.folder, now, kept), self.issued)

    def issue(self, issued: Sequence[Issued], documents: Mapping[str, bytes]) -> None:
        """Has the acts that are new carry the digests of the documents they issue; the documents are kept beside the record."""
        self.issued, self.documents = issued, documents
        self.fresh = with_documents(self.fresh, issued)

    def add(self) -> tuple[int, Published | None]:
        """Add what is new, sign, and have it witnessed: how many acts were new, and what was published."""
        with told(self.place):
            if self.keeping is None:
                if not self.fresh:
                    return 0, None
                try:
                    self.keeping = begin(self.place, self.folder.case.plan.organ)
                    self.size = self.keeping.log.size
                except NotWritten:
                    if not Keeping.there(self.place):
                        raise
                    self.keeping = Keeping.open(self.place)  # begun by somebody else meanwhile
            with self.keeping.alone():
                if self.keeping.log.size != self.size:  # somebody has added meanwhile
                    self.fresh = self._fresh()
                if self.fresh:
                    self.keeping.keep_documents(self._named())
                    self.keeping.append(self.fresh, salt)
                return len(self.fresh), publish(self.keeping, self.place)

    def _named(self) -> dict[str, bytes]:
        """Each document under the number of the act that issues it."""
        last = {content.act.kind: content.act.id for content in self.fresh}
        return {f"{last[i.act]} {i.file}": self.documents[i.file] for i in self.issued if i.act in last}


def begin(place: Path, organ: str, policy: bytes | None = None) -> Keeping:
    """A new record for an organ, with a key and an origin of its own."""
    name = "".join(c for c in organ if not c.isspace() and c != "+") or "dinggang"
    return Keeping.create(
        place, origin=f"{name}/{secrets.token_hex(4)}", seed=secrets.token_bytes(32), policy=policy
    )


def salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def now() -> int:
    return int(time.time())


def publish(keeping: Keeping, place: Path) -> Published:
    """Sign and lay out the record, asking the witnesses of its policy that can be reached."""
    policy = parse_policy(keeping.policy)
    return keeping.publish(now=now(), witnesses=cosigners(policy.witnesses, place))


def cosigners(parties: Sequence[Party], place: Path) -> list[Cosigner]:
    """The witnesses that have an address: `http(s)://…`, or `folder:` and a folder relative to the record."""
    found: list[Cosigner] = []
    for party in parties:
        if party.url.startswith(BY_FOLDER):
            found.append(ByFile(place / party.url.removeprefix(BY_FOLDER), party.verifier))
        elif party.url:
            found.append(ByHttp(party.url, party.verifier))
    return found


def show_published(added: int, published: Published | None, place: Path, language: str) -> None:
    """One or two lines under a run: what entered the record, and who witnessed it."""
    zh = language == "zh"
    if published is None:
        return
    size = published.checkpoint.size
    mark = published.checkpoint.root.hex()[:8]
    print(
        f"\n公开记录：新增{added}件正式行为，共{size}条，根 {mark}。{place / PUBLIC}"
        if zh
        else f"\nPublic record: {added} acts added, {size} entries, root {mark}. {place / PUBLIC}"
    )
    if not published.asked:
        print("  尚未见证：还没有设见证人。" if zh else "  Not witnessed: no witness has been named yet.")
    for asked in published.asked:
        words = _ANSWERS[asked.answer]
        print(f"  见证人{asked.name}：{words.zh}" if zh else f"  witness {asked.name}: {words.en}")


_ANSWERS = {
    Answer.COSIGNED: Words(zh="已见证", en="cosigned"),
    Answer.SILENT: Words(zh="还没有答复", en="no answer yet"),
    Answer.REFUSED: Words(zh="拒绝见证，请与其核对", en="refused; ask why"),
    Answer.INVALID: Words(zh="答复无效", en="its answer is not valid"),
    Answer.AHEAD: Words(zh="时钟比本机快，未采用", en="its clock is ahead; not taken"),
}
