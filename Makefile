export PIP_DISABLE_PIP_VERSION_CHECK = 1

PORT ?= 8000
RESET ?=
QUICK ?=
ARGS ?=

PY := .venv/bin/python
SOURCES := chi03 cells pledges reports scripts tests manage.py
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGUES:.po=.mo)
PYTEST := $(PY) -m pytest -n auto --dist worksteal
FAIR := */rules.py,*/workflow.py,*/services.py,*/figures.py

# What a real office sets, with values that are nobody's secret.
PRODUCTION := CHI03_DEBUG=0 CHI03_DEMO=0 CHI03_TODAY= CHI03_ALLOWED_HOSTS=chi03.example \
	CHI03_DATABASE_URL=sqlite://:memory: \
	CHI03_SECRET_KEY=lint-only-0a1b2c3d4e5f6g7h8i9j-kKlLmMnNoOpPqQrRsStTuUvV \
	CHI03_AUDIT_KEY=lint-only-audit-9z8y7x6w5v4u3t2s1r0q-aAbBcCdDeEfFgGhH

.DEFAULT_GOAL := help
.PHONY: help setup system demo test bench cover lint format clean

help: ## danh sách lệnh
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

setup: system .venv/.ok node_modules/.ok $(COMPILED) ## cài mọi thứ cần để chạy

system:
	@sh scripts/system.sh run

.venv/.ok: requirements.lock requirements-dev.lock requirements-uv.lock | system
	test -x $(PY) || { python=$$(sh scripts/python.sh) && $$python -m venv --clear .venv; }
	$(PY) -m pip install -q --require-hashes -r requirements-uv.lock
	$(PY) -m uv pip sync -q -p $(PY) --require-hashes requirements.lock requirements-dev.lock
	@touch $@

node_modules/.ok: package.json package-lock.json .npmrc .venv/.ok
	sh scripts/npm.sh ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

%.mo: %.po scripts/compile_messages.py .venv/.ok
	$(PY) scripts/compile_messages.py $<

demo: setup ## chạy bản demo (PORT=8000, RESET=1 để làm lại từ đầu)
	@PORT=$(PORT) RESET=$(RESET) $(PY) scripts/demo.py

test: setup ## chạy toàn bộ kiểm thử trên SQLite và PostgreSQL (ARGS="…")
	@sh scripts/system.sh test || test "$${CI:-}" != true
	CHI03_DATABASE_URL=sqlite://:memory: $(PYTEST) $(ARGS)
	$(PY) scripts/postgres.py $(PYTEST) $(ARGS)

bench: setup ## đo trên PostgreSQL, mỗi số liệu một dòng JSON (QUICK=1: thử trong một phút)
	@$(PY) scripts/bench.py $(if $(QUICK),--quick) $(ARGS)

cover: setup ## đo độ phủ: 100 % cho luật và số liệu, 95 % toàn bộ
	CHI03_DATABASE_URL=sqlite://:memory: $(PYTEST) --cov --cov-report= $(ARGS)
	$(PY) -m coverage report --include='$(FAIR)' --fail-under=100
	$(PY) -m coverage report --fail-under=95

lint: setup ## soát mã nguồn, mẫu trang, kiểu, tầng, cấu hình triển khai
	$(PY) -m ruff format --check $(SOURCES)
	$(PY) -m ruff check $(SOURCES)
	$(PY) -m djlint --check templates
	$(PY) -m djlint --quiet --lint templates
	CHI03_DEBUG=1 $(PY) -m mypy
	.venv/bin/lint-imports
	! grep -rn --include='*.py' SILENCED_SYSTEM_CHECKS chi03
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	CHI03_DEBUG=1 CHI03_DATABASE_URL=sqlite://:memory: $(PY) manage.py makemigrations --check --dry-run
	$(PY) scripts/compile_messages.py $(CATALOGUES)
	! grep -n '://' requirements*.lock
	! grep -n '"resolved"' package-lock.json

format: setup ## sửa cách trình bày của mã nguồn và mẫu trang
	$(PY) -m ruff format $(SOURCES)
	-$(PY) -m ruff check --fix $(SOURCES)
	-$(PY) -m djlint --quiet --reformat templates

clean: ## xoá thứ đã cài và bộ nhớ tạm (giữ dữ liệu trong var/)
	rm -rf .venv node_modules staticfiles htmlcov .coverage .coverage.* $(COMPILED)
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
