"""HTML of the site: both languages stand in every page, the visitor switches; nothing comes from elsewhere."""

from collections.abc import Iterable, Sequence
from html import escape

from dinggang.basis import Value, Words

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
"""The content security policy. Pages opened from the disk keep to it, too."""

NAV = (
    ("index.html", Words(zh="首页", en="Home")),
    ("acts.html", Words(zh="全部行为", en="All acts")),
    ("notices.html", Words(zh="公告", en="Notices")),
    ("downloads.html", Words(zh="下载", en="Downloads")),
    ("check.html", Words(zh="核验", en="Check it")),
)


class Frame(Value, frozen=True, kw_only=True):
    """What all pages share: the case's title, and the scripts that each loads."""

    place: Words
    scripts: tuple[str, ...] = ("site.js",)


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: object) -> Html:
    """Anything as HTML: what is HTML stays, a pair of words is shown in the visitor's language."""
    if isinstance(value, Html):
        return value
    if isinstance(value, Words):
        return Html(
            f'<span class="zh" lang="zh-CN">{escape(value.zh)}</span><span class="en" lang="en">{escape(value.en)}</span>'
        )
    return Html(escape("" if value is None else str(value)))


def zh_en(zh: str, en: str) -> Html:
    return text(Words(zh=zh, en=en))


def joined(parts: Iterable[object], between: str = "") -> Html:
    return Html(between.join(text(p) for p in parts))


def tag(name: str, *inner: object, **attributes: object) -> Html:
    """An element; `class_` and `data_x` become class and data-x; None and False leave an attribute out."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{name}{written}>{joined(inner)}</{name}>")


def link(to: str, *inner: object, **attributes: object) -> Html:
    return tag("a", *inner, href=to, **attributes)


def person(who: str) -> Html:
    """A person's id; the file of names, where there is one, puts the name beside it."""
    return tag("span", who, class_="person", data_person=who)


def table(head: Sequence[object], rows: Iterable[Sequence[object]], *, class_: str = "") -> Html:
    """A table that scrolls by itself where the screen is narrow."""
    heads = tag("tr", *(tag("th", h, scope="col") for h in head))
    body = joined(tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    return tag(
        "div", tag("table", tag("thead", heads), tag("tbody", body), class_=class_ or None), class_="wide"
    )


def facts(pairs: Iterable[tuple[object, object]]) -> Html:
    """Names and what they are, as a list of definitions."""
    return tag("dl", *(joined((tag("dt", name), tag("dd", value))) for name, value in pairs))


def page(
    title: Words, frame: Frame, body: Sequence[object], *, scripts: Sequence[str] = (), headed: bool = True
) -> bytes:
    """A whole page; `scripts` are loaded after the body, in order, behind those of the frame. Not `headed`: its title stands
    in the body already.
    """
    nav = tag("nav", *(link(to, words) for to, words in NAV), aria_label="导航 navigation")
    head = tag(
        "header",
        tag("p", frame.place, class_="case"),
        nav,
        tag("button", "English", id="language", type="button", hidden=True),
    )
    loaded = joined(Html(f'<script src="{each}"></script>') for each in (*frame.scripts, *scripts))
    written = (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title.zh)} {escape(title.en)}</title>\n"
        f'<link rel="stylesheet" href="style.css">\n</head>\n<body>\n{head}\n'
        f"<main>\n{tag('h1', title) if headed else ''}\n{joined(body, chr(10))}\n</main>\n{loaded}\n</body>\n</html>\n"
    )
    return written.encode()
