"""The pages on which the browser checks: the record as a whole, and one notice by its code."""

from dinggang.basis import Words
from dinggang.publication.site_html import Html, page, tag, zh_en
from dinggang.publication.site_record import Record

SCRIPTS = ("verify.js", "data-record.js", "check.js")
SCRIPT_ERROR = Words(
    zh="浏览器没有运行本页的程序，无法核验。请用新版浏览器打开，或用 dinggang verify 核验 record.tar。",
    en="The browser did not run this page's program: nothing was checked. Use a newer browser, or dinggang verify record.tar.",
)


def check_page(record: Record) -> bytes:
    """Checks the site's own record at once; the visitor may give another, and what they kept of it before."""
    body = (
        tag(
            "p",
            zh_en(
                "核验在您自己的浏览器里进行，不发出任何请求。断网也可以核验。",
                "The check runs in your own browser and sends nothing. It works offline, too.",
            ),
            class_="lead",
        ),
        _result(),
        tag("h2", zh_en("用您手里的材料核验", "With what you have yourself")),
        tag(
            "p",
            zh_en(
                "可以点选，也可以把文件拖到格子里。都不填，就核验本站的记录。",
                "Choose files or drop them. With none, the site's own record is checked.",
            ),
        ),
        tag(
            "div",
            _drop(
                "older",
                "以前保存的",
                "What you kept before",
                "旧的记录包、检查点或公告的证明文件：核对记录没有被改写",
                "an older bundle, checkpoint or proof: the record must continue it",
                many=True,
            ),
            _drop(
                "receipt",
                "本人回执",
                "Your receipt",
                "核对封存并计入的就是自己的那几张表",
                "your own rows must be those that were sealed and counted",
            ),
            _drop(
                "papers",
                "一份公告或公文",
                "A notice or document",
                "核对手里的文件（PDF、JSON）就是公布的那一份",
                "the file you have is the one that was published",
                many=True,
            ),
            _drop(
                "bundle",
                "另一份记录包",
                "Another bundle",
                "核验别处得到的 record.tar，不用本站的",
                "check a record.tar from elsewhere instead of the site's",
            ),
            class_="drops",
        ),
        tag(
            "p",
            tag(
                "label",
                zh_en(
                    "见证规则（从公告或见证人处得到的，可不填）",
                    "The policy you trust, from a notice or a witness (optional)",
                ),
                for_="policy",
            ),
            tag("textarea", id="policy", rows=4, spellcheck="false"),
        ),
        tag("p", tag("button", zh_en("重新核验", "Check again"), id="again", type="button", class_="button")),
    )
    return page(Words(zh="核验", en="Check it"), record.frame, body, scripts=SCRIPTS)


def code_page(record: Record) -> bytes:
    """What the QR code of a notice opens: its proof is checked against the site's record."""
    body = (
        tag(
            "p",
            zh_en(
                "核验公告上的二维码：那张公告是不是记录里的那一条，记录后来有没有被改写。",
                "Checks the code on a notice: whether the notice is that entry of the record, and whether the record was rewritten since.",
            ),
            class_="lead",
        ),
        _result(),
        tag("h2", zh_en("没有扫码？", "No scanner at hand?")),
        tag(
            "p",
            tag(
                "label",
                zh_en(
                    "把二维码的内容或证明文件的文字粘贴在这里",
                    "Paste what the code holds, or the text of a proof file",
                ),
                for_="proof",
            ),
            tag("textarea", id="proof", rows=6, spellcheck="false"),
        ),
        tag("p", tag("button", zh_en("核验", "Check"), id="again", type="button", class_="button")),
    )
    return page(Words(zh="核验公告", en="Check a notice"), record.frame, body, scripts=SCRIPTS)


def _result() -> Html:
    return tag(
        "section",
        tag("p", SCRIPT_ERROR, id="verdict", data_verdict="cannot", role="status"),
        tag("ol", id="lines"),
        aria_live="polite",
    )


def _drop(name: str, zh: str, en: str, what_zh: str, what_en: str, *, many: bool = False) -> Html:
    return tag(
        "div",
        tag("label", tag("b", zh_en(zh, en)), tag("span", zh_en(what_zh, what_en)), for_=name),
        Html(f'<input type="file" id="{name}"{" multiple" if many else ""}>'),
        tag("output", for_=name),
        class_="drop",
        data_for=name,
    )
