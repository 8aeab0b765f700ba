# Every task of Ibis by name; `make` alone lists them.
#
# Each step leaves a stamp, so that a second run does only what changed.
# IBIS_… settings are read from the environment and from .env (see
# .env.example); PORT chooses the port, IBIS_INSTANCE the folder of the data.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
INSTALLER ?= uv
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask

export FLASK_APP := app.py
ifeq ($(shell grep -s '^ *IBIS_ENV *=' .env),)
export IBIS_ENV ?= development
endif

# Only what the locks name by hash gets in, whichever installer brings it.
ifeq ($(INSTALLER),pip)
install = $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement
else
install = $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement
endif

.PHONY: help
help:  ## List the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- Run -------------------------------------------------------------------

.PHONY: run setup demo
run: prepared  ## Set up what is missing and serve the site on PORT (5000)
	@exec $(FLASK) serve --set-up

setup: prepared  ## Everything that `make run` does, but for serving
	@$(FLASK) upgrade
	@$(FLASK) seed --once

demo: prepared  ## Reset the site to the demonstration community
	@$(FLASK) upgrade
	@$(FLASK) seed --reset

.PHONY: prepared
prepared: $(VENV)/run.stamp static/build/manifest.json $(VENV)/translations.stamp

# --- Check -----------------------------------------------------------------

.PHONY: test lint look bench
test: prepared $(VENV)/test.stamp services  ## The whole suite on SQLite and PostgreSQL, browser stories too (ARGS=… for pytest)
	@IBIS_ENV=testing IBIS_TEST_DATABASES='sqlite postgresql' $(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

lint: $(VENV)/run.stamp $(VENV)/test.stamp $(VENV)/dev.stamp  ## Code style, import order, types, templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/djlint --lint --quiet templates

look: prepared $(VENV)/test.stamp services  ## Screenshots of every page into look/
	@$(BIN)/python -m tests.look

bench: prepared services  ## Measure speed and memory on both databases, into bench/results.md (ARGS=… for python -m bench)
	@$(BIN)/python -m bench $(ARGS)

.PHONY: services
services:
	@scripts/services

# --- Keep ------------------------------------------------------------------

.PHONY: format locks catalogues clean
format: $(VENV)/dev.stamp  ## Bring the Python code into its form
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

locks: $(VENV)/uv.stamp  ## Renew the locks from requirements/*.in and frontend/package.json
	@scripts/locks $(BIN)/uv
	@cd frontend && npm run --silent lock

catalogues: $(VENV)/run.stamp  ## Gather the words of the interface into community/translations
	@scripts/catalogues $(BIN)/pybabel

clean:  ## Remove what make made, but never the data in instance/
	@rm -rf $(VENV) frontend/node_modules static/build look .pytest_cache .mypy_cache .ruff_cache

# --- Steps -----------------------------------------------------------------

$(VENV)/venv.stamp:
	@scripts/venv $(PYTHON) $(VENV)
	@touch $@

$(VENV)/uv.stamp: requirements/uv.txt $(VENV)/venv.stamp
	@[ $(INSTALLER) = pip ] || $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/%.stamp: requirements/%.txt $(VENV)/uv.stamp
	@echo "Installing the libraries of $<"
	@$(install) $<
	@touch $@

$(VENV)/node.stamp: frontend/package-lock.json frontend/.npmrc requirements/node.txt $(VENV)/uv.stamp
	@scripts/node --ready || { echo "Installing Node.js"; $(install) requirements/node.txt; }
	@scripts/node npm ci --prefix frontend --silent
	@touch $@

static/build/manifest.json: frontend/build.mjs $(VENV)/node.stamp $(shell find static -type f -not -path 'static/build/*')
	@scripts/node node frontend/build.mjs
	@touch $@

$(VENV)/translations.stamp: $(shell find community/translations -name '*.po' 2>/dev/null) $(VENV)/run.stamp
	@scripts/translations $(BIN)/pybabel
	@touch $@
