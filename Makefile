# Two commands: `make demo` compares the seed articles, `make test` checks the project.
# Both make their environment in .venv first; both are quick the second time.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --constraint constraints.txt
# A stamp says for which dependencies an environment was filled; another pyproject or constraints fill it again.
READY := $(VENV)/ready
READY_FOR_TESTS := $(VENV)/ready-for-tests

.DEFAULT_GOAL := help
.PHONY: help demo test constraints clean

help:
	@echo "make demo         install into .venv, prepare the model, compare the articles in seeds/, write reports/"
	@echo "make test         lint, types and tests in the same environment"
	@echo "make constraints  pin what .venv holds now, after a change of dependencies was tested"
	@echo "make clean        remove .venv and caches"

demo: $(READY)
	$(BIN)/reconcile models prepare
	@mkdir -p reports
	$(BIN)/reconcile check seeds/ -o reports/seeds.md -o reports/seeds.json -o reports/seeds.txt || test $$? -eq 1

test: $(READY_FOR_TESTS)
	$(BIN)/reconcile models prepare
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one with make PYTHON=..." >&2; exit 2; }
	@echo "Installing into $(VENV), which takes a few minutes the first time ..."
	@# Some systems keep ensurepip in a package of its own; then pip is installed by the pip that is there.
	$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(VENV) install --quiet pip; }
	@# First and by its exact version, so that an index with a smaller build for processors alone can serve it.
	$(INSTALL) "torch==$$(sed -n 's/^torch==//p' constraints.txt)"
	$(INSTALL) --editable .
	@touch $@

$(READY_FOR_TESTS): $(READY)
	$(INSTALL) --editable ".[test]"
	@touch $@

constraints: $(READY_FOR_TESTS)
	@{ sed -n '/^#/p' constraints.txt; $(PIP) freeze --exclude-editable | sed 's/+cpu$$//' | grep -v '^pip=='; } > constraints.new
	@mv constraints.new constraints.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
