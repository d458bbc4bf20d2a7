"""Chinese plans and summaries as text → the facts they state → findings (文本体检)."""

from dinggang.reading.checkup import CheckUp, check_up
from dinggang.reading.codes import CODES, SORT_WORDS, Sort, sort_of
from dinggang.reading.compare import Comparison, compare
from dinggang.reading.draft import Draft, draft
from dinggang.reading.facts import Facts, facts
from dinggang.reading.files import read_text
from dinggang.reading.text import Text, text_of

__all__ = [
    "CODES",
    "SORT_WORDS",
    "CheckUp",
    "Comparison",
    "Draft",
    "Facts",
    "Sort",
    "Text",
    "check_up",
    "compare",
    "draft",
    "facts",
    "read_text",
    "sort_of",
    "text_of",
]
