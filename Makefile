# Every target sets up what it needs: Python 3.11 or newer is all it asks of the machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help book epub pdf test serve check audit verify bench lint lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 12

book: $(READY) ## build the book: _build/html/index.html
	$(BIN)/softbalancing build

epub: $(READY) ## make the EPUB: _build/edition.epub
	$(BIN)/softbalancing epub

pdf: $(READY) ## make the PDF of the whole book: _build/edition.pdf
	$(BIN)/python tools/ensure-tools chromium
	$(BIN)/softbalancing pdf

test: $(READY) ## run the tests (installs the programs that they use, or says how)
	$(BIN)/python tools/ensure-tools
	$(BIN)/python -m pytest -n auto

serve: $(READY) ## serve the built book on this machine and print its address
	$(BIN)/softbalancing serve

check: $(READY) ## check every table, source and reference
	$(BIN)/softbalancing check

audit: $(READY) ## audit the thesis's citations by rule
	$(BIN)/softbalancing audit

verify: $(READY) ## re-execute the book and compare it with its receipt
	$(BIN)/softbalancing verify

bench: $(READY) ## measure speed and weight against the stock tool
	$(BIN)/python tools/ensure-tools
	$(BIN)/python tools/bench.py

lint: $(READY) ## check the style of the code
	$(BIN)/ruff check src tests tools
	$(BIN)/ruff format --check src tests tools

lock: $(READY) ## write requirements.txt anew from pyproject.toml
	$(BIN)/python -m uv pip compile pyproject.toml --extra test --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -q -o requirements.txt

clean: ## remove what was built (the environment stays)
	rm -rf _build

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)
