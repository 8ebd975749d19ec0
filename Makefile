# The only door: every command that a contributor or CI needs is a target here.

SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data
export PINCITE_DATA := $(DATA)
PORT ?= 8000
# Training imports ONNX Runtime by itself, which would report its use to its maker.
export ORT_DISABLE_TELEMETRY := 1
# Folders with sets that are not part of the project, for `make external`.
EXTERNAL ?=
# Questions that nothing was tuned on, for `make certify`.
CALIBRATION ?=
# Rows and a folder for the state of a run, for `make train` and `make score`.
ROWS ?=
RUN ?=
# How long `make soak-hour` puts half of what it carries on the service.
MINUTES ?= 60
# The systems that `make bench` compares with; empty for none.
PEERS ?= haystack txtai
# A folder for the collections of `make growth` (10 GB), and which of them, in chunks; all if empty.
KEPT ?= build/growth
SIZES ?=
# A folder for the pictures of `make screenshots`.
TO ?= build/screenshots

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Installs again only when the pinned requirements change. The project itself is installed
# editable, so that a change in the code needs no installation. What is imported is compiled then:
# to compile all of it would take as long as to install it.
$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --no-compile --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: setup
setup: $(VENV)/.installed ## Install everything into .venv

.PHONY: build
build: setup ## Make the collection of the shipped documents (only what has changed)
	@$(BIN)/pincite build

.PHONY: run
run: build ## Set up, build the collection and serve it at http://127.0.0.1:8000
	@PINCITE_UPLOADS="$${PINCITE_UPLOADS:-local}" $(BIN)/pincite serve --port $(PORT)

.PHONY: chat
chat: build ## Ask in the terminal
	@$(BIN)/pincite chat

.PHONY: ask
ask: build ## Answer one question: make ask Q="When was … established?"
	@$(BIN)/pincite ask -- "$$Q"
ask: export Q := $(value Q)

.PHONY: evaluate
evaluate: build ## Score the answers to the gold questions
	@$(BIN)/pincite evaluate

.PHONY: external
external: build ## Every quality figure, other sets included: make external EXTERNAL=folder
	@test -d "$(EXTERNAL)" || { echo 'external: name the folder of sets: make external EXTERNAL=…' >&2; exit 2; }
	$(BIN)/pincite evaluate
	$(BIN)/pincite evaluate "$(EXTERNAL)/nq_short/gold.jsonl" --documents "$(EXTERNAL)/nq_short/corpus"
	PINCITE_EXTERNAL="$(EXTERNAL)" $(BIN)/python -m pytest -q -rP tests/corpus/test_external.py

.PHONY: acts
acts: build ## Score the answers from 238 Acts of Parliament: make acts EXTERNAL=folder
	@test -d "$(EXTERNAL)/canada_acts" || { echo 'acts: name the folder of sets: make acts EXTERNAL=…' >&2; exit 2; }
	$(BIN)/pincite evaluate tests/data/acts.jsonl --documents "$(EXTERNAL)/canada_acts/corpus"
	PINCITE_EXTERNAL="$(EXTERNAL)" $(BIN)/python -m pytest -q tests/evaluation/test_acts_questions.py

.PHONY: abstention
abstention: build ## How well questions without answer are told, elsewhere too: EXTERNAL=folder
	@$(BIN)/pincite abstention --left-out --twins 160
	@test -z "$(EXTERNAL)" || { set -e; cd "$(EXTERNAL)"; \
	  for set in nq_short clapnq mtrag_other; do echo; echo "$$set"; \
	    twins=0; test $$set != nq_short || twins=160; \
	    "$(CURDIR)/$(BIN)/pincite" abstention --data "$(abspath $(DATA))" "$$set/gold.jsonl" \
	      --documents "$$set/corpus" --twins $$twins; done; }

.PHONY: certify
certify: build ## Bound the errors by questions kept apart: make certify CALIBRATION=file
	@test -f "$(CALIBRATION)" || { echo 'certify: name the questions: make certify CALIBRATION=…' >&2; exit 2; }
	@$(BIN)/pincite certify "$(CALIBRATION)" --json docs/measured/certificate.json

# Types are checked beside the tests, which wait for processes and pages half of their time.
.PHONY: test
test: setup ## Check format, lint and types and run every test
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy & types=$$!; \
	$(BIN)/python -m pytest -q --numprocesses $$((2 * $$(nproc))) --dist loadfile --no-loadscope-reorder; \
	tests=$$?; wait $$types && exit $$tests

.PHONY: audit
audit: ## Ask for known vulnerabilities of the pinned packages (skipped without network)
	@PYTHON=$(PYTHON) .ci/audit

.PHONY: format
format: setup ## Format the code
	$(BIN)/ruff format --quiet .
	$(BIN)/ruff check --quiet --fix .

.PHONY: soak
soak: setup ## Run the crash and scale tests with their full counts
	@mkdir -p docs/measured
	set -o pipefail; { echo "$$(date -u +%F), $$(nproc) processors; counts: second numbers of tries() in the tests"; \
	  PINCITE_SOAK=1 $(BIN)/python -m pytest -q -m scale --durations=40; } | tee docs/measured/soak.txt

.PHONY: hostile
hostile: setup ## Attack every door with the full counts of make soak, alone
	@mkdir -p docs/measured
	set -o pipefail; { echo "$$(date -u +%F), $$(nproc) processors; counts: tests/*/test_*hostile*.py, tests/web/test_slow_clients.py"; \
	  PINCITE_SOAK=1 $(BIN)/python -m pytest -q tests/*/test_*hostile*.py tests/web/test_slow_clients.py; } | tee docs/measured/hostile.txt

.PHONY: soak-hour
soak-hour: build ## Load the service, overload it, then half of it for MINUTES (60)
	@$(BIN)/python -m tests.soak $(MINUTES) docs/measured/soak-hour.txt
# Each in an environment of its own: Pincite needs none of them.
build/peers/%/.installed: web/bench/peers/%.txt
	$(PYTHON) -m venv --clear build/peers/$*
	build/peers/$*/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.PHONY: bench
bench: build $(PEERS:%=build/peers/%/.installed) ## Measure speed, memory and answers, against other systems too
	@$(BIN)/python -m web.bench --write docs/measured/bench.md

.PHONY: growth
growth: setup ## Measure collections of up to 1,000,000 chunks: make growth EXTERNAL=folder KEPT=folder
	@test -d "$(EXTERNAL)" || { echo 'growth: name the folder of sets: make growth EXTERNAL=…' >&2; exit 2; }
	@$(BIN)/python -m web.growth "$(EXTERNAL)" "$(KEPT)" $(SIZES)

.PHONY: capacity
capacity: setup ## Compute what collections of other sizes take from what was measured
	@$(BIN)/python -m web.growth.capacity

.PHONY: servers
servers: setup ## Print what the collection of the settings takes in PostgreSQL, for docs/measured/servers.json
	@$(BIN)/python -m web.growth.servers

.PHONY: screenshots
screenshots: build ## Make pictures of every state of the pages: make screenshots TO=folder
	@$(BIN)/python -m tests.screenshots "$(TO)" docs/screenshots

.PHONY: reference
reference: build ## Accept today's answers as the reference of the gate and the figures of the pages
	@$(BIN)/pincite evaluate --reference qa/evaluation/questions/reference.jsonl \
	  --figures qa/evaluation/figures.json

.PHONY: ablate
ablate: build ## Score the answers with each part of the pipeline left out in turn
	@$(BIN)/pincite ablate

.PHONY: train
train: setup ## Train the reader: make train ROWS=train.jsonl.gz RUN=folder
	@test -f "$(ROWS)" -a -n "$(RUN)" || { echo 'train: name the rows and a folder: make train ROWS=… RUN=…' >&2; exit 2; }
	$(BIN)/python -m training fit "$(ROWS)" "$(RUN)"
	$(BIN)/python -m training export reader "$(RUN)/checkpoint.pt" qa/models/reader

.PHONY: train-verifier
train-verifier: setup ## Train the verifier from the reader of a run: make train-verifier ROWS=… RUN=…
	@test -f "$(ROWS)" -a -f "$(RUN)/checkpoint.pt" || { echo 'train-verifier: name the rows and the folder of a reader: make train-verifier ROWS=… RUN=…' >&2; exit 2; }
	$(BIN)/python -m training claim "$(ROWS)" "$(RUN)/claims.jsonl.gz"
	$(BIN)/python -m training fit-verifier "$(RUN)/claims.jsonl.gz" "$(RUN)/checkpoint.pt" "$(RUN)/verifier"
	$(BIN)/python -m training export verifier "$(RUN)/verifier/checkpoint.pt" qa/models/verifier

.PHONY: score
score: setup ## Score the shipped reader and verifier: make score ROWS=dev.jsonl.gz
	@test -f "$(ROWS)" || { echo 'score: name the rows: make score ROWS=…' >&2; exit 2; }
	@$(BIN)/python -m training score "$(ROWS)"
	@claims=$$(mktemp --suffix=.gz) && trap 'rm -f "$$claims"' EXIT && \
	  $(BIN)/python -m training claim "$(ROWS)" "$$claims" && \
	  $(BIN)/python -m training score-verifier "$$claims"

.PHONY: clean
clean: ## Remove everything that can be made again, the collection included
	rm -rf $(VENV) $(DATA) $(DATA)-evaluated build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
