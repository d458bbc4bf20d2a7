"""A Chinese text as characters with places: blanks taken out and widths made one, every place known in the original."""

import re
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from dinggang.basis import Problem, Refusal, Value, Where, Words

MOST_BYTES = 20_000_000
_WIDTHS = str.maketrans(
    {
        ",": "，",
        ";": "；",
        ":": "：",
        "(": "（",
        ")": "）",
        "!": "！",
        "?": "？",
        "％": "%",
        "～": "-",
        "—": "-",
        "－": "-",
        "–": "-",
        **{chr(0xFF10 + n): str(n) for n in range(10)},
    }
)
_FOOTER = re.compile(r"欢迎光临[^\n]*Powered by[^\n]*", re.IGNORECASE)


class Text(Value, frozen=True, kw_only=True):
    """A text as read. `plain` has no blanks and one width of punctuation; `at[i]` is where `plain[i]` stands in `raw`."""

    name: str
    raw: str
    plain: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in `raw` of plain[start:end]."""
        return self.at[start], self.at[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The words as printed."""
        first, last = self.span(start, end)
        return self.raw[first:last]

    def where(self, start: int, end: int) -> Where:
        first, last = self.span(start, end)
        return Where(file=self.name, start=first, end=last)

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Which paragraph (empty ones not counted) an offset of `raw` stands in, and at which character, from 1."""
        before = self.raw[:offset].split("\n")
        number = sum(bool(p.strip()) for p in before[:-1]) + 1
        return number, len(before[-1]) + 1


def text_of(raw: str, name: str = "text") -> Text:
    """A text from a string. The watermark line of a forum is left out."""
    gone = {i for m in _FOOTER.finditer(raw) for i in range(*m.span())}
    kept = [
        (i, char)
        for i, char in enumerate(raw)
        if i not in gone and (char == "\n" or not (char.isspace() or char in "\u200b\ufeff"))
    ]
    plain = "".join(char for _, char in kept).translate(_WIDTHS)
    # A comma between digits groups thousands; a point of one width marks decimals.
    plain = re.sub(r"(?<=\d)，(?=\d{3}(?!\d))", ",", plain)
    return Text(name=name, raw=raw, plain=plain, at=tuple(i for i, _ in kept))


def read_text(path: Path) -> Text:
    """The text of a .txt or .docx file. Raises Refusal when it cannot be read or holds no text."""
    try:
        content = path.read_bytes()
    except OSError:
        raise _refusal(path, "找不到或打不开这个文件。", "The file is missing or cannot be opened.") from None
    if len(content) > MOST_BYTES:
        raise _refusal(path, "文件超过20兆字节。", "The file is larger than 20 MB.")
    suffix = path.suffix.lower()
    if suffix == ".docx":
        raw = _docx(path)
    elif suffix in {".txt", ".md", ""}:
        raw = _decoded(path, content)
    else:
        raise _refusal(path, f"不认识{suffix}文件。", f"Files of kind {suffix} are not read.")
    if not re.search(r"[\u4e00-\u9fff]", raw):
        raise _refusal(path, "文件里没有汉字。", "The file holds no Chinese text.")
    return text_of(raw.replace("\r\n", "\n").replace("\r", "\n"), path.name)


def _decoded(path: Path, content: bytes) -> str:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(path, "这不是文本文件。", "This is not a text file.")
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refusal(path, "认不出文件的编码。", "The encoding is not recognised.")


def _docx(path: Path) -> str:
    try:
        document = docx.Document(str(path))
        parts = [
            "\n".join("\t".join(cell.text for cell in row.cells) for row in part.rows)
            if isinstance(part, Table)
            else part.text
            for part in document.iter_inner_content()
        ]
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError, SyntaxError):
        raise _refusal(
            path, "文件已损坏、加密，或不是Word文档。", "The file is damaged, encrypted, or no Word document."
        ) from None
    return "\n".join(parts)


def _refusal(path: Path, zh: str, en: str) -> Refusal:
    return Refusal(
        [
            Problem(
                where=Where(file=path.name),
                words=Words(zh=zh, en=en),
                cure=Words(
                    zh="请另存为.docx或UTF-8编码的.txt再读。",
                    en="Save it as .docx or as .txt in UTF-8 and try again.",
                ),
            )
        ]
    )
