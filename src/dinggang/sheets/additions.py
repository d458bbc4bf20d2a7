"""补充表述.txt: sentences that an editor adds to the summary, one a line. A file that most case folders do not have."""

from dinggang.basis import Where
from dinggang.sheets.text import clean, control_characters
from dinggang.sheets.troubles import Problems, problem

ADDITIONS = "补充表述.txt"
MAX_ADDITIONS = 2**20
_LONGEST = 500


def additions_of(content: bytes, problems: Problems) -> tuple[str, ...]:
    """The sentences, in UTF-8 or GB 18030; empty lines and those that begin with # are left out."""
    text = _decoded(content)
    if text is None:
        problems.append(
            problem(
                Where(file=ADDITIONS),
                "编码不是UTF-8，也不是GB18030，读不出来。",
                "Neither UTF-8 nor GB 18030.",
                "请用记事本另存为UTF-8编码的纯文本。",
                "Save it as plain text in UTF-8.",
            )
        )
        return ()
    lines = enumerate(map(clean, clean(text).split("\n")), start=1)
    kept = [(number, line) for number, line in lines if line and not line.startswith("#")]
    for number, line in kept:
        found = control_characters(line, lines=False)
        if found or len(line) > _LONGEST:
            what = (
                f"含有看不见的控制字符（{'、'.join(found)}）"
                if found
                else f"有{len(line)}个字，超过{_LONGEST}个"
            )
            problems.append(
                problem(
                    Where(file=ADDITIONS, row=number),
                    f"这一行{what}。",
                    f"Control characters ({', '.join(found)})."
                    if found
                    else f"Longer than {_LONGEST} characters.",
                    "请改短或重新打字，一行一句。",
                    "Shorten or retype it, one sentence a line.",
                )
            )
    return tuple(line for _, line in kept)


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
