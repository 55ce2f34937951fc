# `make run` opens the program, `make test` runs its tests; both prepare everything they need.
PYTHON := .venv/bin/python
# Without a screen; Qt then warns of nothing but what no screenless platform can do.
OFFSCREEN := QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES=default.warning=false
export PYTHONUTF8 := 1
unexport PYTHONPATH PYTHONHOME

.PHONY: run test lint types faults bench screenshots demo package package-check clean

run:
	@packaging/prepare.sh run
	@$(PYTHON) packaging/run.py

test:
	@packaging/prepare.sh test
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n 2

lint:
	@packaging/prepare.sh test
	@$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check .

types:
	@packaging/prepare.sh test
	@$(PYTHON) -m mypy

# The full fault counts, with a table of them all at the end: long, and with figures to quote.
faults:
	@packaging/prepare.sh test
	@WUYOU_FAULTS=500 QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest tests/faults -n 2 --dist worksteal -o faulthandler_timeout=0 -m "faults or not faults"

bench:
	@packaging/prepare.sh test
	@$(PYTHON) main.py bench

# A picture of every page and dialog, at 1366x768 and at 150 %.
screenshots:
	@packaging/prepare.sh test
	@$(OFFSCREEN) $(PYTHON) packaging/screenshots.py --out screenshots
	@$(OFFSCREEN) QT_SCALE_FACTOR=1.5 $(PYTHON) packaging/screenshots.py --out screenshots/150

demo:
	@packaging/prepare.sh run
	@$(OFFSCREEN) $(PYTHON) main.py demo --out demo-output

# What an office installs: dist/ holds the program's folder, a portable zip and a .deb (packaging/README.md).
package:
	@packaging/prepare.sh package
	@$(OFFSCREEN) $(PYTHON) packaging/build.py

# Install, use and remove them on bare Debian systems without a network; needs root.
package-check:
	@packaging/prepare.sh package-check
	@$(PYTHON) packaging/check_package.py

clean:
	rm -rf --one-file-system .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis demo-output screenshots .coverage .coverage.*
