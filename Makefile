# make demo: a finished reform from files.   make test: all tests.   make check: what CI runs before them.
VENV = .venv
PY = $(VENV)/bin/python
UV_VERSION = 0.13.9
INSTALL = $(VENV)/bin/uv pip install -q --python $(PY) --require-hashes -r
PIP_INSTALL = $(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes --no-deps -r

ROOMS = basis plan roster marks selection exits services groundwork case balance procedure laws

# What acts commit to is tested where it is kept and checked; the enumerations there add time and no branches.
ALSO = tests/cli/test_alone.py tests/cli/test_alone_refusals.py tests/cli/test_run_documents.py tests/publication \
  --ignore=tests/publication/site --ignore=tests/publication/test_tampering.py --ignore=tests/publication/test_hostile.py

.PHONY: demo test check coverage bench example fonts county lock clean

$(VENV)/.run: requirements.lock pyproject.toml
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install -q --disable-pip-version-check uv==$(UV_VERSION) || true
	$(INSTALL) requirements.lock || $(PIP_INSTALL) requirements.lock
	$(VENV)/bin/uv pip install -q --python $(PY) --no-deps --no-build-isolation -e . \
	  || $(VENV)/bin/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(INSTALL) requirements-dev.lock || $(PIP_INSTALL) requirements-dev.lock
	touch $@

demo: $(VENV)/.run
	$(VENV)/bin/dinggang run examples/town-2006 --out build/town-2006

test: $(VENV)/.dev
	$(VENV)/bin/pytest

# The rule rooms by their own tests: at least 95 of 100 statements and branches, room by room.
coverage: $(VENV)/.dev
	mkdir -p build
	$(VENV)/bin/pytest $(ROOMS:%=tests/%) $(ALSO) --cov=dinggang --cov-branch --cov-report=
	$(VENV)/bin/coverage json -q -o build/coverage.json
	$(PY) scripts/check_coverage.py build/coverage.json

check: $(VENV)/.dev
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

# The invented people and papers of examples/, anew from their seeds.
example: $(VENV)/.run
	$(PY) scripts/make_town_2006.py examples/town-2006
	$(PY) scripts/make_county_2026.py examples/county-2026
	$(PY) scripts/make_town_2006_later.py examples/town-2006-later

# The county of examples/county-2026, 5,000 people, from its files to its last paper.
county: $(VENV)/.run
	$(VENV)/bin/dinggang run examples/county-2026 --out build/county-2026

# Free faces after the office's own: 仿宋 and 楷体, with their licence, out of the distribution's package into fonts/, which
# dinggang documents looks into first. Needs apt-get and dpkg; nothing is installed.
FANDOL = usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
fonts:
	mkdir -p build/fonts fonts
	cd build/fonts && apt-get download texlive-lang-chinese && dpkg -x texlive-lang-chinese_*.deb .
	cp build/fonts/$(FANDOL)/FandolFang-Regular.otf build/fonts/$(FANDOL)/FandolKai-Regular.otf build/fonts/$(FANDOL)/FandolSong-Bold.otf fonts/
	gzip -dc build/fonts/usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz > fonts/COPYING.fandol

# A library that cannot be installed is skipped by the benchmark, which says so.
$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	$(INSTALL) requirements-bench.lock --no-deps || $(PIP_INSTALL) requirements-bench.lock || true
	touch $@

bench: $(VENV)/.bench
	$(PY) benchmarks/run_town.py
	$(PY) benchmarks/run_county.py
	$(PY) benchmarks/placement.py
	$(PY) benchmarks/scoring.py
	$(PY) benchmarks/fit.py
	$(PY) benchmarks/documents.py
	$(PY) benchmarks/record.py

# Locks hold hashes and no addresses. Those measured against come without a proprietary solver that one of them
# names and does not need here.
COMPILE = $(VENV)/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate
LOCK = $(COMPILE) pyproject.toml
lock: $(VENV)/.run
	$(LOCK) --group build -o requirements.lock
	$(LOCK) --group build --group dev -o requirements-dev.lock
	$(COMPILE) --group bench -c requirements-dev.lock --no-emit-package gurobipy -o requirements-bench.lock

clean:
	rm -rf $(VENV) build .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis
