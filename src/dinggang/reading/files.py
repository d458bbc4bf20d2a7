"""Reading a .txt or .docx file into a text, and refusing what is none in words that help."""

import re
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError

from dinggang.basis import Problem, Refusal, Where, Words
from dinggang.reading.text import Text, text_of

MOST_BYTES = 20_000_000
MOST_CHARACTERS = 1_000_000
MOST_XML = 40_000_000
MOST_UNPACKED = 120_000_000
"""A Word file is a packed folder; a small one may unpack to more than a machine holds, so its sizes are asked first."""

_AS_TEXT = Words(
    zh="请另存为.docx或UTF-8编码的.txt再读。", en="Save it as .docx or as .txt in UTF-8 and try again."
)
_FOREIGN = {
    ".doc": Words(zh="这是旧版Word文档（.doc）。", en="This is an old Word document (.doc)."),
    ".wps": Words(zh="这是WPS文档（.wps）。", en="This is a WPS document."),
    ".pdf": Words(
        zh="这是PDF文件，里面的文字不能可靠地取出。", en="This is a PDF; its text cannot be taken reliably."
    ),
    ".rtf": Words(zh="这是RTF文件。", en="This is an RTF file."),
    ".xlsx": Words(zh="这是表格，不是方案或总结。", en="This is a spreadsheet, no plan or summary."),
    ".xls": Words(zh="这是表格，不是方案或总结。", en="This is a spreadsheet, no plan or summary."),
}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_text(path: Path) -> Text:
    """The text of a .txt or .docx file. Raises Refusal when it cannot be read or holds no Chinese text."""
    suffix = path.suffix.lower()
    try:
        if path.is_dir():
            raise refusal(
                path,
                Words(zh="这是文件夹。", en="This is a folder."),
                Words(zh="请写明文件夹里的哪个文件。", en="Name the file inside it."),
            )
        if path.stat().st_size > MOST_BYTES:
            raise refusal(
                path,
                Words(zh="文件超过20兆字节。", en="The file is larger than 20 MB."),
                Words(zh="请删去图片，只留正文。", en="Take out pictures and keep the text."),
            )
        content = path.read_bytes()
    except OSError:
        raise refusal(
            path,
            Words(zh="找不到或打不开这个文件。", en="The file is missing or cannot be opened."),
            Words(zh="请核对文件名和权限。", en="Check its name and permissions."),
        ) from None
    if suffix in _FOREIGN:
        raise refusal(path, _FOREIGN[suffix], _AS_TEXT)
    if not content.strip():
        raise refusal(
            path,
            Words(zh="文件是空的。", en="The file is empty."),
            Words(zh="请核对是不是选错了文件。", en="Check whether it is the right file."),
        )
    if suffix == ".docx":
        raw = _docx(path, content)
    elif suffix in {".txt", ".md", ""}:
        raw = _decoded(path, content)
    else:
        raise refusal(
            path, Words(zh=f"不认识{suffix}文件。", en=f"Files of kind {suffix} are not read."), _AS_TEXT
        )
    if not re.search(r"[\u4e00-\u9fff]", raw):
        raise refusal(
            path,
            Words(zh="文件里没有汉字。", en="The file holds no Chinese text."),
            Words(
                zh="请核对是不是选错了文件，或换一种编码另存。",
                en="Check the file, or save it in another encoding.",
            ),
        )
    if len(raw) > MOST_CHARACTERS:
        raise refusal(
            path,
            Words(
                zh=f"正文有{len(raw)}字，超过{MOST_CHARACTERS}字，不像一份方案或总结。",
                en=f"The text has {len(raw)} characters, more than {MOST_CHARACTERS}: no plan or summary.",
            ),
            Words(
                zh="请分开保存，一份文件一份方案或总结。",
                en="Save each plan or summary as a file of its own.",
            ),
        )
    return text_of(raw, path.name, wrapped=suffix != ".docx")


def _decoded(path: Path, content: bytes) -> str:
    """UTF-8 with or without mark, UTF-16, or GB 18030 (which holds GBK and GB 2312)."""
    if content.startswith(
        (b"%PDF", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
    ):
        raise refusal(
            path,
            Words(
                zh="扩展名是文本，内容却是别的格式。", en="It is named as a text, but holds another format."
            ),
            Words(
                zh="请改回原来的扩展名，或另存为UTF-8编码的.txt。",
                en="Give it back its extension, or save it as .txt in UTF-8.",
            ),
        )
    encoding = _encoding(content)
    if encoding is None:
        raise refusal(
            path,
            Words(zh="这不是文本文件，或认不出编码。", en="No text file, or its encoding is not recognised."),
            Words(zh="请另存为UTF-8编码的.txt再读。", en="Save it as .txt in UTF-8 and try again."),
        )
    return content.decode(encoding)


def _encoding(content: bytes) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    elif b"\x00" in content:
        # Without a mark, Chinese text in UTF-16 shows its order in the zero bytes of its digits and line ends.
        even, odd = content[0::2].count(0), content[1::2].count(0)
        candidates = ["utf-16-le" if odd > even else "utf-16-be"]
    else:
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readable(text):
            return encoding
    return None


def _readable(text: str) -> bool:
    """Whether it looks like writing: hardly a control character, hardly a character of private use."""
    sample = text[:200_000]
    odd = sum(
        (char < " " and char not in "\t\n\r\f\v") or "\ue000" <= char <= "\uf8ff" or char == "\ufffd"
        for char in sample
    )
    return odd * 100 <= len(sample)


def _docx(path: Path, content: bytes) -> str:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise refusal(
            path,
            Words(
                zh="文档已加密，或是旧版Word文档改了扩展名。",
                en="The document is encrypted, or an old one renamed.",
            ),
            Words(zh="请去掉密码，另存为.docx再读。", en="Take off the password and save it as .docx."),
        )
    try:
        with ZipFile(path) as packed:
            members = packed.infolist()
        sizes = {m.filename: m.file_size for m in members}
        if sum(sizes.values()) > MOST_UNPACKED or sizes.get("word/document.xml", 0) > MOST_XML:
            raise refusal(
                path,
                Words(
                    zh="文档解开后过大，不像正常的Word文档。", en="The document unpacks to an enormous size."
                ),
                Words(
                    zh="请只留正文，另存为新的.docx。", en="Keep the text only and save it as a new .docx."
                ),
            )
        body = docx.Document(str(path)).element.body
        return "\n".join(_paragraphs(body))
    except Refusal:
        raise
    except (
        PackageNotFoundError,
        BadZipFile,
        KeyError,
        ValueError,
        OSError,
        SyntaxError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        AttributeError,
    ):
        raise refusal(
            path,
            Words(zh="文件已损坏，或不是Word文档。", en="The file is damaged, or no Word document."),
            Words(zh="请用Word或WPS打开后另存为.docx。", en="Open it in Word or WPS and save it as .docx."),
        ) from None


def _paragraphs(body: Any) -> list[str]:  # noqa: C901 - one case per kind of node
    """Paragraphs, and rows of tables with a tab between cells. Inserted words count, deleted ones do not."""
    lines: list[str] = [""]
    # What stands on the stack with True has been entered already and is left now.
    stack: list[tuple[Any, bool]] = [(body, False)]
    depth = 0
    while stack:
        node, leaving = stack.pop()
        tag = node.tag
        if leaving:
            if tag == _W + "tr":
                depth -= 1
                lines[-1] = lines[-1].rstrip("\t")
            if tag == _W + "tc":
                lines[-1] += "\t"
            elif tag in {_W + "p", _W + "tr"} and (tag == _W + "tr" or not depth):
                lines.append("")
            continue
        if tag == _FALLBACK:
            continue
        if tag == _W + "t":
            lines[-1] += node.text or ""
        elif tag == _W + "tab":
            lines[-1] += " "
        elif tag in {_W + "br", _W + "cr"}:
            lines[-1] += " " if depth else "\n"
        elif tag in {_W + "p", _W + "tc", _W + "tr"}:
            depth += tag == _W + "tr"
            stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    return lines


def refusal(path: Path, words: Words, cure: Words) -> Refusal:
    return Refusal([Problem(where=Where(file=path.name), words=words, cure=cure)])
