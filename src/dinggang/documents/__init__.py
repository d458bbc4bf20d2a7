"""Values → documents: boards, ledgers, working-outs, the summary. Decides nothing."""

from dinggang.documents.boards import (
    composite_working,
    eligibility_board,
    left_board,
    notice,
    placement_board,
    score_board,
    why_board,
    working,
)
from dinggang.documents.claims import Sentence, Stated, Summary, Unsupported
from dinggang.documents.ledgers import (
    acts_sheet,
    balance_sheet,
    clearance_ledger,
    exit_ledger,
    findings_sheet,
    outcome_ledger,
    service_ledger,
)
from dinggang.documents.summary import headings, summary, summary_ledger, summary_text
from dinggang.documents.told import Taken, Told
from dinggang.documents.words import places

__all__ = [
    "Sentence",
    "Stated",
    "Summary",
    "Taken",
    "Told",
    "Unsupported",
    "acts_sheet",
    "balance_sheet",
    "clearance_ledger",
    "composite_working",
    "eligibility_board",
    "exit_ledger",
    "findings_sheet",
    "headings",
    "left_board",
    "notice",
    "outcome_ledger",
    "placement_board",
    "places",
    "score_board",
    "service_ledger",
    "summary",
    "summary_ledger",
    "summary_text",
    "why_board",
    "working",
]
