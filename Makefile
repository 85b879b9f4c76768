# Short verbs; `make` alone lists them. What each needs it sets up first.
PYTHON ?= python3
export PORT ?= 8000
export HOST ?= 127.0.0.1

.DEFAULT_GOAL := help
.PHONY: help setup run check test proof screenshots bench live-load live-chaos live-marathon migrate migrations lock

help: ## list the verbs
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

setup: ## the virtual environment .venv with everything for development
	@$(PYTHON) -m bootstrap requirements-dev.txt

run: ## serve on HOST and PORT (127.0.0.1, 8000)
	@$(PYTHON) -m bootstrap requirements.txt
	@.venv/bin/python manage.py serve

check: setup ## style, types, templates, import rules, content
	@.venv/bin/python -m verify.check

test: setup ## every test, the browser and PostgreSQL included
	@.venv/bin/python -m verify.test

proof: setup ## 1,000 seeds of every question: no option gives the key away
	@SEEDS=1000 .venv/bin/python -m pytest -q -m proof -n 2

screenshots: setup ## every page at three widths, light and dark, into shots/
	@.venv/bin/python -m verify.screenshots

bench: setup ## how fast it is, beside what this machine can do; docs/bench.md
	@.venv/bin/python -m bench

live-load: setup ## classes of PHONES (200,1000,3000) in a live round; docs/rehearsal.md
	@.venv/bin/python -m rehearsal.load

live-chaos: setup ## kill what serves a live round, and see that nothing is lost
	@.venv/bin/python -m rehearsal.chaos

live-marathon: setup ## 100,000 live votes with 20 kill -9 among them; docs/rehearsal.md
	@.venv/bin/python -m rehearsal.marathon

migrate: setup ## bring the database up to date
	@.venv/bin/python manage.py migrate

migrations: setup ## write migrations for changed models
	@.venv/bin/python manage.py makemigrations

lock: setup ## compile the pinned, hashed requirements from the .in files
	@for name in requirements requirements-dev; do \
	  .venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11.2 \
	    --no-emit-index-url --custom-compile-command "make lock" $$name.in -o $$name.txt || exit 1; \
	done
