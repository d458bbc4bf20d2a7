"""Diagnostics: statistics of papers and judges, and how firm a result is. Floats are allowed; nothing here decides."""
