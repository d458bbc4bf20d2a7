"""Whole numbers in arrays: placement, ranking and best fit at any size. Knows nothing of reforms."""
