"""公开: the record of a case as kept, bundled, checked and shown to anyone."""

from dinggang.publication.bundle import Bundle, pack, unpack
from dinggang.publication.comparing import Difference, additions, differences
from dinggang.publication.entries import Entry, FileRef, Opening, TableRef, read_entry
from dinggang.publication.keeping import POLICY, PRIVATE, PUBLIC, Keeping, act_in, policy_in
from dinggang.publication.receipts import Receipt, receipt_of
from dinggang.publication.replay import Kept, folder_of, recorded
from dinggang.publication.report import Exit, Line, Report, State
from dinggang.publication.verifying import Demands, check, verify

__all__ = [
    "POLICY",
    "PRIVATE",
    "PUBLIC",
    "Bundle",
    "Demands",
    "Difference",
    "Entry",
    "Exit",
    "FileRef",
    "Keeping",
    "Kept",
    "Line",
    "Opening",
    "Receipt",
    "Report",
    "State",
    "TableRef",
    "act_in",
    "additions",
    "check",
    "differences",
    "folder_of",
    "pack",
    "policy_in",
    "read_entry",
    "receipt_of",
    "recorded",
    "unpack",
    "verify",
]
