"""The dice of the county: one for each purpose."""

from invented import dice


class Dice(dice.Dice):
    """Dice for one purpose. The same purpose gives the same throws."""

    def __init__(self, purpose: str) -> None:
        super().__init__(f"county 2026: {purpose}")
