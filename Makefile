# Every target does its own set-up: a .venv, the locker inside it, the locked dependencies.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=
# How many events `make bench` measures with; 1000000 only when asked for.
SIZES ?= 10000 100000

.PHONY: run test check fix docs build bench clean setup

run: setup
	@$(BIN)/timeline-tui $(ARGS)

test: setup
	$(BIN)/pytest -n 2 $(ARGS)

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup
	$(BIN)/python scripts/generate_docs.py

build: setup
	$(BIN)/uv build --quiet

bench: setup
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv sync --quiet --locked --active --inexact --group bench
	@test $$(id -u) -ne 0 || ! command -v apt-get >/dev/null || { command -v rg && command -v lnav; } >/dev/null || \
	  apt-get install -qq --no-install-recommends ripgrep lnav >/dev/null || true
	$(BIN)/python bench/run.py $(SIZES) $(ARGS)

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

setup: $(READY)

$(READY): pyproject.toml uv.lock src/timeline_tui/__init__.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "timeline-tui needs Python 3.11 or newer. Name one: make PYTHON=python3.12 $(or $(MAKECMDGOALS),run)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv sync --quiet --locked --active --inexact
	@touch $@
