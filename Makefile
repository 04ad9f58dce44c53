# Everything runs in .venv, which is made on first use and again whenever pyproject.toml changes.
# Another interpreter: make test PYTHON=/path/to/python3.12 (after make clean).

VENV := .venv
NODE := .node
BIN := $(VENV)/bin
PYTHON ?=
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test check coverage bench clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/installed ## build a small study in a temporary folder and reconcile it
	@$(BIN)/python -m studytrack demo

test: $(VENV)/installed-dev $(NODE)/installed ## run the tests, on all cores
	@$(BIN)/python -m pytest -n auto

check: $(VENV)/installed-dev ## run the linter, formatter, type checker and import contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

coverage: $(VENV)/installed-dev $(NODE)/installed ## run the tests and show which branches they miss
	@$(BIN)/python -m pytest -n auto --cov --cov-report=term-missing

bench: $(VENV)/installed-bench ## measure speed and memory against their budgets
	@$(BIN)/python -m bench

clean: ## remove .venv, caches and reports
	rm -rf $(VENV) $(NODE) dist htmlcov .coverage .coverage.* .hypothesis
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

# A stamp is touched only after its recipe succeeded, so an interrupted set-up starts over.
$(VENV)/created:
	@for candidate in $(CANDIDATES); do \
		if "$$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
			>/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$${python-}" ]; then \
		echo "make: none of $(CANDIDATES) is Python 3.11 or later with venv;" \
			"install one, or say PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$python ..." && "$$python" -m venv --clear $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/created pyproject.toml
	@$(PIP) install --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/created pyproject.toml
	@$(PIP) install --editable '.[dev]'
	@touch $(VENV)/installed $@

$(VENV)/installed-bench: $(VENV)/created pyproject.toml
	@$(PIP) install --editable '.[bench]'
	@touch $(VENV)/installed $@

# GitHub's description of its API is 370 MB, of which 0.6 MB is kept. Without npm, the tests that hold
# what passes to it say so; no npm is needed for anything else.
$(NODE)/installed: $(VENV)/installed-dev tests/github/package-lock.json tests/github/description.py
	@mkdir -p $(NODE) && cp tests/github/package.json tests/github/package-lock.json $(NODE)
	@if npm ci --prefix $(NODE) --ignore-scripts --no-audit --no-fund --silent >/dev/null 2>&1; \
	then $(BIN)/python -m tests.github.description && rm -rf $(NODE)/node_modules && touch $@; fi
