# What a developer or a first visitor types. `make demo` needs Python 3.11 or newer and nothing else.
# The first of these that is new enough; name another with make PYTHON=….
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
# CI fuzzes for two minutes.
FUZZ_SECONDS ?= 120
REPORT ?= examples/visserij.txt

.PHONY: demo test setup browser check lint types gate bench fuzz lock schema readme evaluate clean help

help:  ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/' | sort

demo: $(VENV)/.installed  ## install, then print the state of play of the example report
	$(BIN)/demarche read $(REPORT)

test: setup  ## install what development needs, then run all tests
	$(BIN)/python -m pytest

setup: $(VENV)/.developing browser  ## a virtual environment with the locked development dependencies

browser:  ## a Chromium for the tests of the page: found, or installed where that can be done; else they are skipped
	@test -n "$$DEMARCHE_CHROMIUM" || command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	{ test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  { apt-get install -y -qq chromium || { apt-get update -qq && apt-get install -y -qq chromium; }; } >/dev/null 2>&1; } || \
	echo "no Chromium, and it can't be installed here: tests of the page in a browser will be skipped"

# Stamps: a second run finds them newer than what they depend on and needs no network.
$(VENV)/.installed: pyproject.toml requirements-dev.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint requirements-dev.lock --editable .
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.lock
	@touch $@

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "demarche needs Python 3.11 or newer; name one: make PYTHON=python3.11 demo" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

check: test lint types gate  ## all that CI runs

lint: setup  ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup  ## types, strictly
	$(BIN)/mypy

gate: setup  ## scores on gold records against their floors (skipped where there is no gold)
	$(BIN)/python eval/gate.py

evaluate: setup  ## code the gold reports beside this checkout and print the scores
	$(BIN)/python eval/gate.py --all

bench: setup  ## code public PLOVER sentences and parallel news beside this checkout and print the scores
	$(BIN)/python eval/bench.py

fuzz: setup  ## break files of every kind under the guidance of coverage (skipped where atheris has no wheel)
	@if $(BIN)/python -m pip install --quiet --only-binary :all: 'atheris>=3'; \
	then $(BIN)/python benchmarks/fuzz_readers.py --seconds $(FUZZ_SECONDS); \
	else echo "atheris has no wheel for this Python: skipped"; fi

schema: $(VENV)/.installed  ## write docs/record.schema.json from the shapes
	$(BIN)/python -m demarche.record_schema > docs/record.schema.json

readme: $(VENV)/.installed  ## put the example's real output into README.md
	$(BIN)/python docs/refresh_readme.py

lock:  ## resolve the development dependencies anew
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade --editable '.[dev]'
	build/lock/bin/python -m pip freeze --exclude-editable | grep -E "^[A-Za-z0-9_.-]+==[^ ]+$$" > build/lock/resolved && mv build/lock/resolved requirements-dev.lock

clean:  ## forget what was made here
	rm -rf $(VENV) build dist out .mypy_cache .ruff_cache .pytest_cache

-include models/Makefile.inc
