"""What every invented case shares: dice with fixed seeds, names, sheets of the measures, the writing of a folder."""
