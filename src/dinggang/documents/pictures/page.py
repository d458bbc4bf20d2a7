"""All pictures on one page that needs nothing else: drawings, descriptions, tables.

On a phone a narrow drawing stands in place of the wide one; what is read aloud is there once.
"""

from collections.abc import Sequence
from html import escape

from dinggang.documents.pictures.canvas import FONTS
from dinggang.documents.pictures.values import Picture

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 46rem; background: #fff; color: #1a1a1a; line-height: 1.6;
  font-family: FONTS; }
h1 { font-size: 1.4rem; line-height: 1.3; }
nav ul { padding-left: 1.2rem; }
a { color: #00527f; }
figure { margin: 2rem 0; border-top: 1px solid #d0d0d0; padding-top: 1rem; }
.drawing svg { display: block; width: 100%; height: auto; margin: 0 auto; }
.narrow { display: none; max-width: 27rem; margin: 0 auto; }
figcaption { margin-top: .5rem; }
details { margin-top: .5rem; }
summary { cursor: pointer; padding: .5rem 0; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { border: 1px solid #d0d0d0; padding: .25rem .6rem; text-align: left; white-space: nowrap; }
th { background: #f0f4f8; }
@media screen and (max-width: 40rem) {
  body { padding: .75rem; }
  .wide { display: none; }
  .narrow { display: block; }
}
@media print { figure { break-inside: avoid; } nav, summary { display: none; } }
""".replace("FONTS", FONTS)


def page(title: str, pictures: Sequence[Picture]) -> str:
    """The page. It loads nothing from anywhere."""
    links = "".join(
        f'<li><a href="#p{n}">{escape(p.title)}</a></li>' for n, p in enumerate(pictures, start=1)
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
        f'<nav aria-label="图目录"><ul>{links}</ul></nav>\n<main>\n'
        + "".join(_figure(n, p) for n, p in enumerate(pictures, start=1))
        + "</main>\n</body>\n</html>\n"
    )


def _figure(number: int, picture: Picture) -> str:
    head = "".join(f'<th scope="col">{escape(c)}</th>' for c in picture.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>\n" for row in picture.rows)
    return (
        f'<figure id="p{number}">\n<div class="drawing wide">\n{picture.svg}</div>\n'
        f'<div class="drawing narrow">\n{picture.narrow}</div>\n'
        f"<figcaption>{escape(picture.description)}</figcaption>\n"
        f'<details><summary>图中的全部数字</summary>\n<div class="table" tabindex="0" role="group" aria-label="{escape(picture.title)}的数字">'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n</details>\n</figure>\n"
    )
