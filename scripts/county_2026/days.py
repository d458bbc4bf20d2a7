"""The days of the reform, all in 2026: after the spring festival, closed before the year ends."""

from datetime import date

CUTOFF = date(2026, 4, 30)
GROUP, OFFICE, ADOPTED, APPROVED = (
    date(2026, 2, 26),
    date(2026, 3, 2),
    date(2026, 3, 20),
    date(2026, 4, 9),
)
FROZEN = date(2026, 4, 17)
NOTIFIED, NOTIFIED_LATE = date(2026, 4, 24), date(2026, 5, 11)
RALLY, ANNOUNCED, APPLIED = date(2026, 5, 8), date(2026, 5, 20), date(2026, 5, 29)
CLEARED = date(2026, 5, 31)
CLEARANCE = date(2026, 6, 5)
GRANTED = date(2026, 6, 12)
EXAM, SHEETS, TALLY = date(2026, 6, 27), date(2026, 7, 7), date(2026, 7, 8)
LISTED, ROLLED = date(2026, 6, 29), date(2026, 6, 30)
VOIDED, DRAWN, BOARD = date(2026, 7, 9), date(2026, 7, 10), date(2026, 7, 13)
FINAL, PLACED, NOTICE, REFUSED, MADE = (
    date(2026, 7, 22),
    date(2026, 7, 24),
    date(2026, 7, 27),
    date(2026, 7, 30),
    date(2026, 8, 5),
)
SIGNED, STARTS, ENDS = date(2026, 8, 20), date(2026, 9, 1), date(2027, 8, 31)
DELIVERED = (date(2026, 9, 29), date(2026, 10, 29), date(2026, 11, 26))
PAID = (date(2026, 10, 15), date(2026, 11, 12), date(2026, 12, 10))
CHANGED = date(2026, 10, 20)
SUMMARY, CLOSED = date(2026, 12, 22), date(2026, 12, 28)
