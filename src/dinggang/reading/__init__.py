"""Chinese plans and summaries as text → the facts they state → findings (文本体检)."""

from dinggang.reading.checkup import CheckUp, check_up
from dinggang.reading.codes import CODES, SORT_WORDS, Sort, sort_of
from dinggang.reading.facts import Facts, facts
from dinggang.reading.files import read_text
from dinggang.reading.text import Text, text_of

__all__ = [
    "CODES",
    "SORT_WORDS",
    "CheckUp",
    "Facts",
    "Sort",
    "Text",
    "check_up",
    "facts",
    "read_text",
    "sort_of",
    "text_of",
]
