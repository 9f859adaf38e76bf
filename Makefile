# vnetctl: build, test, demonstrate, install. `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift

program := .build/release/vnetctl
sources := $(shell find Sources -name '*.swift' -o -name '*.[ch]' -o -name '*.modulemap')
# The Swift runtime, libstdc++, libgcc and libyaml are linked into the release, so that it needs libmnl and the C library
# alone. The folder holds the static libraries by themselves, for a linker that finds the shared ones beside them prefers
# those; and pkg-config's files without the folders of the shared ones, which would come first.
static := .build/static
# A position-independent program would write 40,000 addresses into its data at each start, and the symbols that Swift's
# own flags export would be searched for each of the C library's: together a fifth of what `--version` takes. In exchange,
# what the loader has written is made read-only before the program begins.
start_flags := -Xswiftc -Xclang-linker -Xswiftc -no-pie -Xlinker --no-export-dynamic -Xlinker -z -Xlinker now
# One thread alone runs Swift (a test sees to that): the other one, which receives while this one reads, is C and counts no
# references. To count them without locking the bus saves 3 % of an apply with 4,000 TAPs and nothing to do, and 7 % of a
# plan for 10,000.
thread_flags := -Xswiftc -assume-single-threaded
# Nothing lies beside the program that it could load.
release_flags := -c release --static-swift-stdlib --disable-local-rpath --product vnetctl \
  -Xswiftc -L$(CURDIR)/$(static) -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xlinker -s -Xlinker --gc-sections \
  $(start_flags) $(thread_flags)

.PHONY: all help dependencies test-dependencies demo bench test unit lab check format install clean

all: $(program) ## Build the release (the default).

$(program): Package.swift Makefile $(sources) | dependencies
	mkdir -p $(static)
	for library in libstdc++.a libyaml.a; do ln -sf "$$(gcc -print-file-name=$$library)" $(static)/; done
	for package in libmnl yaml-0.1; do \
	  sed 's/-L[^ ]* //' "$$(pkg-config --variable=pcfiledir $$package)/$$package.pc" > $(static)/$$package.pc; done
	PKG_CONFIG_PATH=$(CURDIR)/$(static) $(SWIFT) build $(release_flags)

help: ## List the targets.
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 20

dependencies:
	@.ci/install build

test-dependencies:
	@.ci/install test

demo: $(program) ## Plumb a throw-away namespace and show every step.
	@.ci/install demo
	@VNETCTL=$(program) Tests/demo Config/examples/kvm-host.json

bench: $(program) test-dependencies ## Measure how fast vnetctl and others are, and what they lose while they move a host's addresses.
	@.ci/install bench
	@VNETCTL=$(program) Tests/Benchmarks/outage --json .build/bench/outage.json
	@VNETCTL=$(program) Tests/Benchmarks/throughput \
	  --json .build/bench/throughput.json --picture .build/bench/throughput.svg --page .build/bench/throughput.md \
	  --workload plain
	@VNETCTL=$(program) Tests/Benchmarks/throughput --lab 6.12 --workload vlans --sizes 10,100 --repetitions 2 \
	  --only limit --only vnetctl --only 'ip -batch' --only 'ip -batch, careful' --only 'ip script' \
	  --json .build/bench/vlans.json --picture .build/bench/vlans.svg --page .build/bench/vlans.md

test: check unit lab ## Run all tests: pure, on this kernel, and on Debian's kernels in the lab.

# What failed among thousands of lines is said again in the end.
unit: $(program) test-dependencies ## Run the pure tests and those on this machine's kernel.
	VNETCTL=$(CURDIR)/$(program) $(SWIFT) test 2>&1 | tee .build/unit.log || \
	  { grep -A 5 '^✘ .* recorded an issue' .build/unit.log | cut -c -600; exit 1; }

lab: $(program) test-dependencies ## Run the kernel tests on Debian's own kernels, under QEMU.
	$(SWIFT) build --build-tests
	Tests/Lab/all $(program)

check: test-dependencies ## Check the format of the sources and the manual pages.
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift
	mandoc -T lint -W warning man/*.[0-9]

format: ## Format the sources.
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

install: $(program) ## Install the program, its manual pages and the JSON Schema.
	install -D -m 755 $(program) $(DESTDIR)$(PREFIX)/sbin/vnetctl
	install -D -m 644 man/vnetctl.8 $(DESTDIR)$(PREFIX)/share/man/man8/vnetctl.8
	install -D -m 644 man/vnetctl-topology.5 $(DESTDIR)$(PREFIX)/share/man/man5/vnetctl-topology.5
	install -D -m 644 Config/topology.schema.json $(DESTDIR)$(PREFIX)/share/vnetctl/topology.schema.json

clean: ## Remove what was built.
	rm -rf .build
