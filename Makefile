# Two commands for a newcomer: make demo, make test. The README shows the same without make.

PYTHON = .venv/bin/python

.PHONY: demo test lint lock

demo: .venv/installed .env
	$(PYTHON) manage.py demo

test: .venv/installed-test
	$(PYTHON) -m tests

lint: .venv/installed-test
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	git ls-files -z '*.html' | xargs -0 .venv/bin/djade --check --target-version 5.2
	SECRET_KEY=lint $(PYTHON) manage.py makemigrations --check --dry-run
	SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  SITE_URL=https://example.com DEBUG=off $(PYTHON) manage.py check --deploy --fail-level WARNING

# After a change of dependencies in pyproject.toml; needs uv.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	  pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	  --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

.venv/bin/python:
	python3 -m venv .venv

.venv/installed: requirements.lock | .venv/bin/python
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/installed-test: requirements-test.lock | .venv/bin/python
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@ .venv/installed

.env:
	umask 077 && $(PYTHON) -c "import secrets; print('SECRET_KEY=' + secrets.token_urlsafe(50))" > $@
