# One verb for each thing a person does. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
SITE := autograder/site
SITE_BIN := .venv-site/bin
ASSIGNMENT ?= nb01_backprop
# Where no ASSIGNMENT is given, build and lint take all of them.
CHOSEN := $(if $(filter-out undefined file,$(origin ASSIGNMENT)),$(ASSIGNMENT))
SUBMITTED ?= tests/submissions/sample_class
WORKERS ?= 2
# Another gradebook database than gradebook.db: DB=postgresql://…
WITH_DB := $(if $(DB),--db "$(DB)")
.DEFAULT_GOAL := help
.PHONY: help setup sandbox postgresql chromium grade report feedback why viva similar test corpus build prove proof new lint fmt edit serve
.PHONY: roster export course renew new-term forget site browser lock lanes pictures

help:  ## list the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

setup: .venv/ready sandbox  ## virtual environment and sandbox

.venv/ready: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

sandbox:
	@.ci/install-package bwrap bubblewrap "submissions cannot be sandboxed"

postgresql:
	@.ci/install-package "$$(ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null | tail -1)" postgresql "its test is skipped"

chromium:
	@.ci/install-package chromedriver "chromium chromium-driver" "the tests of pages are skipped"

grade: setup  ## grade SUBMITTED=folder for ASSIGNMENT=nbNN_topic (default: the sample class; FORCE=--force: again)
	$(BIN)/python -m autograder grade $(ASSIGNMENT) --submitted "$(SUBMITTED)" --workers $(WORKERS) $(FORCE) $(WITH_DB)

report: setup  ## the class's scores and mistakes as report/ASSIGNMENT.html, and a picture for each student
	$(BIN)/python -m autograder report $(ASSIGNMENT) $(WITH_DB)

feedback: setup  ## students' pages and the files of grades again: points by hand, comments
	$(BIN)/python -m autograder feedback $(ASSIGNMENT) $(WITH_DB)

roster: setup  ## who is in the course: ROSTER=file, ours or the LMS's own list
	$(BIN)/python -m autograder roster "$(ROSTER)" $(WITH_DB)

export: setup  ## points and pages for an LMS: TO=canvas|moodle|csv ROSTER=its own file; TO=gradescope|classroom50
	$(BIN)/python -m autograder export $(ASSIGNMENT) --to "$(or $(TO),csv)" --roster "$(ROSTER)" --column "$(COLUMN)" $(WITH_DB)

why: setup  ## why STUDENT lost ITEM: judged again, everything shown, a notebook to run again
	$(BIN)/python -m autograder why $(ASSIGNMENT) $(STUDENT) $(ITEM)

viva: setup  ## five questions for STUDENT about their own program of ASSIGNMENT, with good answers
	$(BIN)/python -m autograder viva $(ASSIGNMENT) $(STUDENT) --submitted "$(SUBMITTED)"

similar: setup  ## pairs of submissions of ASSIGNMENT that share much, with their lines
	$(BIN)/python -m autograder similar $(ASSIGNMENT)

course: setup  ## all notebooks as report/course.html: what to teach again, items (NAMES=--names: who)
	$(BIN)/python -m autograder course $(NAMES) $(WITH_DB)

renew: setup  ## after items of ASSIGNMENT changed: take the grades of the class over
	$(BIN)/python -m autograder renew $(ASSIGNMENT) $(WITH_DB)

new-term: setup  ## put gradebook, pages, journal and secret away as terms/NAME and start clean
	$(BIN)/python -m autograder new-term $(NAME)

forget: setup  ## delete STUDENT everywhere, backups and old terms too
	$(BIN)/python -m autograder forget $(STUDENT) $(WITH_DB)

test: setup postgresql chromium  ## the whole test suite, and the solutions with nbval
	$(BIN)/python -m pytest -n auto --dist loadgroup tests

corpus: setup  ## every wrong idea and unusual right answer through nbgrader (long)
	$(BIN)/python -m pytest -n auto --dist loadgroup -m corpus tests

pictures: grade report chromium  ## the README's pictures, from the sample class
	$(BIN)/python -m autograder pictures

lanes: setup  ## the course in Colab's Pythons, the newest and a browser's: docs/lanes.md (hours)
	$(BIN)/python -m autograder lanes $(CHOSEN) $(patsubst %,--lane %,$(LANE)) --pyodide "$(PYODIDE)"

lock: setup  ## requirements.txt from requirements.in, with hashes; the same for the site
	$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9
	@for file in requirements $(SITE)/requirements $(SITE)/wheels $(SITE)/offline; do \
	    $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	        --no-annotate --custom-compile-command "make lock" $$file.in -o $$file.txt; done

site: setup .venv-site/ready  ## the course's site in _site/ (PYODIDE=file or folder instead of its address)
	$(BIN)/python -m autograder site --pyodide "$(PYODIDE)"

.venv-site/ready: $(SITE)/requirements.txt $(SITE)/wheels.txt
	$(PYTHON) -m venv .venv-site
	$(SITE_BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(SITE)/requirements.txt
	$(SITE_BIN)/pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
	    -r $(SITE)/wheels.txt -d .venv-site/wheels
	touch $@

browser: chromium .venv-site/offline  ## make the site and use it in a browser, with no other host (long)
	$(MAKE) site PYODIDE="$$(ls .venv-site/offline/*.whl)"
	$(BIN)/python -m pytest -m browser tests/site

.venv-site/offline: .venv-site/ready $(SITE)/offline.txt
	$(SITE_BIN)/pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
	    -r $(SITE)/offline.txt -d $@

build: setup  ## make release/, solutions/ and the README's table from source/
	$(BIN)/python -m autograder build $(CHOSEN)

prove: setup  ## prove the checks of ASSIGNMENT
	$(BIN)/python -m autograder prove $(ASSIGNMENT)

proof: setup  ## ask the mutants of ASSIGNMENT's solutions, and make docs/proof.md (minutes)
	$(BIN)/python -m autograder proof $(ASSIGNMENT)

new: setup  ## begin a new ASSIGNMENT=nbNN_topic: one exercise, proven and built as it stands
	$(BIN)/python -m autograder new $(ASSIGNMENT)

lint: setup  ## rules for code and notebooks
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/python -m autograder lint $(CHOSEN)

fmt: setup  ## format the code
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

edit: setup  ## open ASSIGNMENT's source as text in $$EDITOR and write it back
	$(BIN)/python -m autograder edit $(ASSIGNMENT)

serve: setup  ## open Jupyter with nbgrader's formgrader (OPTIONS=…: Jupyter's own)
	@[ "$$(id -u)" != 0 ] || [ -n "$(filter --allow-root,$(OPTIONS))" ] || { echo \
	"You are root, and Jupyter starts for root only if told so: make serve OPTIONS=--allow-root" >&2; exit 1; }
	$(BIN)/jupyter lab --config nbgrader_config.py $(OPTIONS)
