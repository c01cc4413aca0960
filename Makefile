# The tasks of the project. Each sets up what it needs first; `make help` says what there is.
# PYTHON: any Python 3; the set-up finds a 3.12 or newer by itself.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup run test check format demo certify bench lock

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## everything the project needs, into .venv (done already: a blink)
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "owabi: no '$(PYTHON)' here: install Python 3.12 or newer, or say where it is: make PYTHON=/path/to/python3 …" >&2; exit 1; }
	@"$(PYTHON)" owabi/bootstrap.py

run: setup ## the engine: Temporal server, worker, sample complaints, a live table; Ctrl-C stops it
	@exec $(BIN)/owabi up $(ARGS)

test: setup ## the whole suite, on the real server, on up to four cores
	@$(BIN)/python -m pytest -m "not certify" -n logical --maxprocesses 4 --dist worksteal $(ARGS)

check: setup ## format, lint, types, import contracts
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy . && $(BIN)/lint-imports

format: setup ## put the code into its format
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

demo: setup ## one complaint's whole life, months of it, in seconds; N=5 plays sample 5 by its script
	@exec $(BIN)/python -m owabi.demo $(N) $(ARGS)

certify: setup ## the long walks: every boundary, every reset point, every command
	@$(BIN)/python -m pytest -m certify $(ARGS)

bench: setup ## the price of the engine beside a hand-written workflow
	@exec $(BIN)/python -m bench $(ARGS)

lock: setup ## write the lock files anew from pyproject.toml
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(PYTHON) owabi/bootstrap.py --lock
