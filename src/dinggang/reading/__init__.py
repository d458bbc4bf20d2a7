"""Chinese plans and summaries as text → the facts they state → findings (文本体检)."""

from dinggang.reading.checkup import CheckUp, check_up
from dinggang.reading.facts import Facts, facts
from dinggang.reading.text import Text, read_text, text_of

__all__ = ["CheckUp", "Facts", "Text", "check_up", "facts", "read_text", "text_of"]
