# Every target sets up what it needs: Python 3.11 or newer is all it asks of the machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TEST_READY := $(VENV)/.test-ready
# Nothing is compiled here: Python compiles what it imports, a part of what is installed, and
# keeps it even where the environment of the caller says otherwise.
unexport PYTHONDONTWRITEBYTECODE
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help book epub pdf docs test test-quick serve check audit verify bench lint lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 13

book: $(READY) ## build the book: _build/html/index.html
	$(BIN)/softbalancing build

epub: $(READY) ## make the EPUB: _build/edition.epub
	$(BIN)/softbalancing epub

pdf: $(TEST_READY) ## make the PDF of the whole book: _build/edition.pdf
	$(BIN)/python tools/ensure-tools chromium
	$(BIN)/softbalancing pdf

docs: $(READY) ## build the maintainers' documentation: _build/docs/index.html
	$(BIN)/python tools/build_docs.py

test: $(TEST_READY) ## run the tests (installs the programs that they use, or says how)
	$(BIN)/python tools/ensure-tools
	$(BIN)/python -m pytest -n auto

test-quick: $(TEST_READY) ## run the tests that need no built book and no browser
	$(BIN)/python -m pytest -n auto --quick

serve: $(READY) ## serve the built book on this machine and print its address
	$(BIN)/softbalancing serve

check: $(READY) ## check every table, source and reference
	$(BIN)/softbalancing check

audit: $(READY) ## audit the thesis's citations by rule
	$(BIN)/softbalancing audit

verify: $(READY) ## re-execute the book and compare it with its receipt
	$(BIN)/softbalancing verify

bench: $(TEST_READY) ## measure speed and weight against the stock tool
	$(BIN)/python tools/ensure-tools
	$(BIN)/python tools/bench.py

lint: $(TEST_READY) ## check the style and the types of the code
	$(BIN)/ruff check src tests tools
	$(BIN)/ruff format --check src tests tools
	$(BIN)/python -m mypy

lock: $(READY) ## write the three locks anew from pyproject.toml
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --group test -c requirements.txt -o requirements-test.txt
	$(COMPILE) --group uv -o requirements-uv.txt

clean: ## remove what was built (the environment stays)
	rm -rf _build

$(READY): requirements.txt requirements-uv.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

$(TEST_READY): $(READY) requirements-test.txt
	$(INSTALL) --require-hashes -r requirements-test.txt
	touch $@
