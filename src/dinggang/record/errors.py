"""What goes wrong in a record: bytes that do not hold, a log that will not sign, an outcome nobody knows."""

from enum import StrEnum

from dinggang.basis import DinggangError, Words


class Kind(StrEnum):
    """The ways in which bytes from outside do not hold; `WORDS` says each in both languages."""

    FORM = "form"
    TOO_LONG = "too_long"
    KEY = "key"
    ORIGIN = "origin"
    SIGNATURE = "signature"
    UNSIGNED = "unsigned"
    QUORUM = "quorum"
    STALE = "stale"
    ROLLED_BACK = "rolled_back"
    INCLUSION = "inclusion"
    CONSISTENCY = "consistency"
    FORK = "fork"
    MISSING = "missing"
    EXTRA = "extra"
    CONTENT = "content"
    COMMITMENT = "commitment"
    DRAW = "draw"


WORDS = {
    Kind.FORM: Words(zh="不是规定的格式。", en="Not in the exact form that the format asks for."),
    Kind.TOO_LONG: Words(zh="超过长度或行数的上限。", en="Longer than the format allows."),
    Kind.KEY: Words(
        zh="密钥无效或不是所要的类型。", en="The key is not valid, or not of the type asked for."
    ),
    Kind.ORIGIN: Words(zh="不是这份公开记录。", en="This is another record: its origin differs."),
    Kind.SIGNATURE: Words(
        zh="签名不符：内容或签名被改动。", en="A signature fails: text or signature was altered."
    ),
    Kind.UNSIGNED: Words(zh="没有所要的签名。", en="The signature asked for is missing."),
    Kind.QUORUM: Words(
        zh="见证人数不足，尚未见证。", en="Not yet witnessed: fewer witnesses than the policy asks for."
    ),
    Kind.STALE: Words(zh="见证时间过旧。", en="The witnesses' times are older than the bound allows."),
    Kind.ROLLED_BACK: Words(zh="比已见过的记录更旧。", en="Older than a record already seen."),
    Kind.INCLUSION: Words(zh="该条目不在记录之中。", en="The entry is not in the record at this place."),
    Kind.CONSISTENCY: Words(
        zh="新记录不是旧记录的延续。", en="The newer record does not continue the older one."
    ),
    Kind.FORK: Words(zh="同一记录有两个版本。", en="Two versions of the same record were signed."),
    Kind.MISSING: Words(zh="缺少文件。", en="A file is missing."),
    Kind.EXTRA: Words(zh="多出文件。", en="A file that does not belong to the record."),
    Kind.CONTENT: Words(zh="文件内容与签署的记录不符。", en="The file differs from what was signed."),
    Kind.COMMITMENT: Words(zh="与承诺值不符。", en="Does not open the commitment."),
    Kind.DRAW: Words(
        zh="抽签不符合事先公布的办法。", en="The draw does not follow what was committed before it."
    ),
}


class Unsound(DinggangError):  # noqa: N818 - it names what the bytes are, as Refusal and Fault do
    """Bytes from outside do not hold. The one exception of every parser and every verification of this room.

    `kind` says how, `where` names the file or line if one is known, `detail` is for whoever repairs it.
    None of them carries an entry, a salt or a value.
    """

    def __init__(self, kind: Kind, detail: str = "", *, where: str = "") -> None:
        self.kind = kind
        self.detail = detail
        self.where = where
        super().__init__(kind, detail, where)

    @property
    def words(self) -> Words:
        """The kind in both languages."""
        return WORDS[self.kind]

    def at(self, where: str) -> "Unsound":
        """The same, with the place named."""
        return Unsound(self.kind, self.detail, where=where)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.words}" + (f" ({self.detail})" if self.detail else "")


class SigningRefused(DinggangError):  # noqa: N818 - see Unsound
    """The log will not sign: what it would sign contradicts what it, or a witness, said before.

    It stays so until an operator has found out why.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"拒绝签署，请查明原因后再继续。Refused to sign; find out why before going on: {reason}"
        )


class NotWritten(DinggangError):  # noqa: N818 - see Unsound
    """The store could not take the entries; none of them was written. The cause is named."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"未写入任何内容。Nothing was written: {reason}")


class Doubt(DinggangError):  # noqa: N818 - see Unsound
    """Nobody knows whether the last step reached the disk. Stop, open the log again, and look; never retry in place."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"结果不明，请停止后重新打开。The outcome is not known; stop and open the log again: {reason}"
        )
