"""公开: the record of a case as kept, bundled, checked and shown to anyone."""
