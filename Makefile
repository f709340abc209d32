# What is done with this project, a target each. `./lesson` needs none of it.
PREFIX ?= /usr/local

.PHONY: build test test-arm test-processors test-browser test-sanitizers lint verify compare-layers \
  test-students kill-test fuzz fuzz-coverage bench install dist wheel test-dist clean

build:
	@scripts/build

# Sets up a fresh machine as the launcher does, then runs every test.
test:
	@scripts/test

# Shows that ARM64 computes the same bits, under an emulator.
test-arm:
	@scripts/test-arm

# Shows that older processors compute the same bits, under an emulator.
test-processors:
	@scripts/test-processors

# Opens reports in a headless Chromium, which it installs where it may.
test-browser:
	@scripts/test-browser

# The engine's tests under AddressSanitizer and ThreadSanitizer.
test-sanitizers:
	@scripts/test-sanitizers

# The formatting that is asked of every change.
lint:
	swift format lint --strict --recursive Sources Tests Package.swift

# Compares every trace and whole lessons with PyTorch's own numbers; `make verify PYTHON=…` runs every
# lesson's script in PyTorch besides.
verify: export PYTHON := $(PYTHON)
verify:
	@scripts/verify

# Tries exercises with students' solutions in real PyTorch (PYTHON=…).
test-students:
	@$(PYTHON) scripts/test-students

# Holds layers, losses, optimizers and schedules against PyTorch's: FILE is one that the reference's
# script has written.
compare-layers:
	@swift build -c release -Xswiftc -enable-testing --product compare-layers >/dev/null
	@.build/release/compare-layers $(if $(FILE),$(FILE),Tests/EngineTests/Fixtures/layers-42.json)

# Kills a training twenty times, and commands that write two hundred times, at random moments.
kill-test:
	@scripts/kill-test
	@scripts/kill-commands

# Damaged inputs for all that reads files; `make fuzz ARGS="--seconds 3600 --seed 2 --keep"`.
fuzz:
	swift run -c release -Xswiftc -enable-testing lesson-fuzz $(ARGS)

# The same with libFuzzer, one reader at a time, guided by what an input reaches;
# `make fuzz-coverage TARGET=lesson ARGS="-max_total_time=3600"`.
fuzz-coverage:
	@scripts/fuzz-coverage $(TARGET) $(ARGS)

# Times every stage on this machine; `make bench ARGS="--help"` says what else it can do.
bench:
	@scripts/bench $(ARGS)

# A lesson that works without this folder: the command, the lessons without their answers, the
# manifest of assets, the manual page, and what the shells complete.
install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/lesson/lessons"
	install -m 755 .build/release/lesson "$(DESTDIR)$(PREFIX)/bin/lesson"
	tar -C lessons --exclude='*.instructor.md' -cf - . \
	  | tar -C "$(DESTDIR)$(PREFIX)/share/lesson/lessons" --no-same-owner -xf -
	scripts/install-help .build/release/lesson "$(DESTDIR)$(PREFIX)/share"

# The download: everything in one archive, for machines with nothing but Linux.
dist:
	@scripts/dist

# The Python package, out of the download.
wheel: dist
	@scripts/wheel "$$(ls -t dist/lesson-*-linux-$$(uname -m).tar.gz | head -n 1)"
	@cd dist && sha256sum -- *.tar.gz *.whl >SHA256SUMS

# Tries both as their users would.
test-dist: wheel
	@scripts/test-dist
	@scripts/test-course-ci
	@scripts/test-python

clean:
	rm -rf .build
