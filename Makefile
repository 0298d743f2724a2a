# Thin names for what run.py does; nothing needs make.
.PHONY: start test bench check format wheel lock clean

start:
	python3 run.py

test:
	python3 run.py test

bench:
	python3 run.py bench $(NAME) --json docs/benchmarks/$(NAME).json

check:
	python3 run.py check

format:
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

wheel:
	.venv/bin/python -m hatchling build -t wheel

# Needs uv. Each lock takes over the versions of the one before it, so that it holds all of it.
# The last holds what the benchmark compares with; solara-assets comes as source only.
UV = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --no-header --no-annotate --upgrade
lock:
	$(UV) --output-file requirements.lock
	$(UV) --extra research --constraint requirements.lock --output-file requirements-research.lock
	$(UV) --extra research --extra test --constraint requirements-research.lock \
		--output-file requirements-test.lock
	uv pip compile --extra bench pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--only-binary :all: --no-binary solara-assets --no-header --no-annotate \
		--constraint requirements-test.lock --output-file requirements-bench.lock

clean:
	rm -rf .venv build dist .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
