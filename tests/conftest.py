"""What all tests share."""

from hypothesis import settings

# A law is not timed: a busy computer breaks none. Speed has its bars in benchmarks/.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
