# make serve: from nothing to a running program.  make test: everything that must be right.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: serve setup test check format lock clean

serve: setup
	@exec $(BIN)/hep serve $(ARGS)

setup: .venv/ready

# The tests start many short processes; without compiled files each would compile the program anew.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/ready-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hep library check
	$(BIN)/python -m pytest -n logical $(ARGS)

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Pins every dependency again, from pyproject.toml, with hashes.
lock:
	$(PYTHON) -m venv .cache/uv && .cache/uv/bin/pip install --quiet uv
	.cache/uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --extra postgres \
	  --custom-compile-command "make lock" --group build --output-file requirements.txt
	.cache/uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --extra postgres \
	  --custom-compile-command "make lock" --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf .venv .cache

.venv/ready: requirements.txt pyproject.toml tools/need
	@sh tools/need python "$(PYTHON)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@sh tools/need pango $(BIN)/python
	@touch $@

.venv/ready-for-tests: .venv/ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@sh tools/need chromium
	@sh tools/need java
	@touch $@
