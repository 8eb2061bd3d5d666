# Muster. `make run` starts it; `make help` lists the rest. Needs make and Python 3.11, 3.12 or 3.13.
.PHONY: help run test test-postgresql soak bench lint lock clean setup setup-test
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
PYTHON ?=
# Finds a fitting Python, then brings .venv up to date; does nothing when it is.
SETUP = python=$$(sh tools/find-python "$(PYTHON)") && "$$python" tools/setup.py
# As many tests side by side as there are processors, at most four; whoever is done takes over from the others.
SIDE_BY_SIDE = -n logical --maxprocesses 4 --dist worksteal

help:  ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## /  make \1: /p' Makefile

run:  ## start Muster (the first time it sets itself up)
	@$(SETUP) run && exec $(BIN)/muster run

setup:  ## bring .venv up to date and start nothing
	@$(SETUP) run

setup-test:
	@$(SETUP) test --browser

lint:  ## style, types and import contracts
	@$(SETUP) test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: setup-test lint  ## lint and every test but the long ones
	$(BIN)/pytest $(SIDE_BY_SIDE)

test-postgresql: setup-test  ## the tests that open a database, once more on PostgreSQL
	MUSTER_TEST_DATABASE=postgresql $(BIN)/pytest $(SIDE_BY_SIDE)

soak: setup-test  ## the long tests (at most 40 minutes), then those on PostgreSQL
	$(BIN)/pytest -m soak tests/chaos
	$(BIN)/pytest $(SIDE_BY_SIDE) -m soak --ignore=tests/chaos
	@$(MAKE) test-postgresql

bench:  ## one line per figure, from the scripts in tests/bench
	@$(SETUP) test
	@for script in tests/bench/bench_*.py; do $(BIN)/python -m tests.bench.$$(basename $$script .py) || exit 1; done

# `make lock UPGRADE=--upgrade` takes the newest releases; without it only what pyproject.toml asks anew changes.
# Needs uv on the path (pip install uv). One universal file each: every Python and machine, hashes, no addresses.
UPGRADE ?=
LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
lock:  ## write both lock files again
	$(LOCK) $(UPGRADE) --extra build --output-file requirements.lock pyproject.toml
	$(LOCK) $(UPGRADE) --extra build --extra test --constraint requirements.lock --output-file requirements-test.lock pyproject.toml

clean:  ## remove .venv and every cache; the data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
