# Everything runs in .venv, which is made on first use and again whenever pyproject.toml changes.
# Another interpreter: make test PYTHON=/path/to/python3.12 (after make clean).

VENV := .venv
DESCRIPTION := .node/github.json
BIN := $(VENV)/bin
PYTHON ?=
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3)
CHECK_SCHEMA := $(BIN)/check-jsonschema --quiet --builtin-schema
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test check coverage bench clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/installed ## build a small study in a temporary folder and reconcile it
	@$(BIN)/python -m studytrack demo

test: $(VENV)/installed-dev $(DESCRIPTION) ## run the tests, on all cores
	@$(BIN)/python -m pytest -n auto

check: $(VENV)/installed-dev ## run the linters, formatter, type checker and import contracts
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/actionlint -shellcheck= -pyflakes=
	@$(BIN)/zizmor --offline --no-progress --quiet --strict-collection .
	@$(CHECK_SCHEMA) vendor.github-workflows .github/workflows/*.yml
	@$(CHECK_SCHEMA) vendor.github-actions $(wildcard action.yml) tests/github/checkout/action.yml
	@$(CHECK_SCHEMA) vendor.dependabot .github/dependabot.yml
	@$(BIN)/pre-commit validate-manifest .pre-commit-hooks.yaml

coverage: $(VENV)/installed-dev $(DESCRIPTION) ## run the tests and show which branches they miss
	@$(BIN)/python -m pytest -n auto --cov --cov-report=term-missing

bench: $(VENV)/installed-bench ## measure speed and memory against their budgets
	@$(BIN)/python -m bench

clean: ## remove .venv, caches and reports
	rm -rf $(VENV) .node dist htmlcov .coverage .coverage.* .hypothesis
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

# To what the tests hold requests and answers: GitHub's own description of its API.
$(DESCRIPTION): tests/github/package-lock.json tests/github/description.py | $(VENV)/installed-dev
	@$(BIN)/python -m tests.github.description || \
		echo "make: GitHub's description could not be fetched; its tests are skipped" >&2
