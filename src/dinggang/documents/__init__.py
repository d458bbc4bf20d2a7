"""Values → documents: boards, ledgers, working-outs, the summary. Decides nothing."""

from dinggang.documents.boards import (
    composite_working,
    eligibility_board,
    left_board,
    placement_board,
    score_board,
    why_board,
    working,
)
from dinggang.documents.ledgers import (
    balance_sheet,
    exit_ledger,
    findings_sheet,
    outcome_ledger,
    service_ledger,
)
from dinggang.documents.summary import summary

__all__ = [
    "balance_sheet",
    "composite_working",
    "eligibility_board",
    "exit_ledger",
    "findings_sheet",
    "left_board",
    "outcome_ledger",
    "placement_board",
    "score_board",
    "service_ledger",
    "summary",
    "why_board",
    "working",
]
