# Tenfold. `make` alone lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash

VENV := .venv
BIN := $(VENV)/bin
DEMO ?= demo-home
PORT ?= 8000
# As many test processes as there are processors, unless told otherwise.
JOBS ?= auto

.PHONY: help
help: ## List what there is to do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | expand -t 18

.PHONY: demo
demo: $(VENV)/.ready ## Start a living community on this machine and print how to come in (data in ./demo-home)
	$(BIN)/tenfold demo --home $(DEMO) --port $(PORT)

.PHONY: serve
serve: $(VENV)/.ready ## Start an empty fellowship for real use (data in ./home)
	$(BIN)/tenfold serve --port $(PORT)

.PHONY: test
test: $(VENV)/.ready-dev ## Everything that must be green, on SQLite and, where reachable, PostgreSQL and Redis
	tools/check all

.PHONY: quick
quick: $(VENV)/.ready-dev ## The inner loop: lint, types, import rules and the fast tests, in under a minute
	tools/check quick

.PHONY: bench-formation
bench-formation: $(VENV)/.ready-dev ## Measure the engine's cores beside a peer, in a few minutes (needs the instances: TENFOLD_DATA)
	$(BIN)/python -m benchmarks.formation.run

.PHONY: bench-formation-full
bench-formation-full: $(VENV)/.ready-dev ## The same at the published time limits, with five seeds: about two hours
	$(BIN)/python -m benchmarks.formation.run --full

.PHONY: bench-unity
bench-unity: $(VENV)/.ready-dev ## Measure the unity engine beside its peers on real conversations (TENFOLD_DATA)
	$(BIN)/python benchmarks/unity/run.py

.PHONY: bench-year
bench-year: $(VENV)/.ready-dev ## Let a year of a fellowship of 5,000 pass through the product's own actions: some thirty minutes
	$(BIN)/python -m benchmarks.fellowship.year

.PHONY: format
format: $(VENV)/.ready-dev ## Put the code into its usual shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

.PHONY: messages
messages: $(VENV)/.ready-dev ## Collect the texts of the interface into the catalogues of every language
	$(BIN)/python tools/messages.py

.PHONY: snapshot
snapshot: $(VENV)/.ready-dev ## Write the OpenAPI document anew after a wanted change of the API
	$(BIN)/python tools/openapi.py

.PHONY: pictures
pictures: $(VENV)/.ready-dev ## Take the screenshots of the docs anew
	$(BIN)/python tools/pictures.py

.PHONY: clean
clean: ## Remove the environment and the demo (your fellowship in ./home stays)
	rm -rf $(VENV) $(DEMO) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist

$(VENV)/.ready: uv.lock pyproject.toml tools/setup
	tools/setup run

$(VENV)/.ready-dev: uv.lock pyproject.toml tools/setup
	tools/setup dev
