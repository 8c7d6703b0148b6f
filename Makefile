# `make help` lists what can be made. GNU make; Debian 12 and Swift are assumed, `make deps` installs the rest.

PREFIX  ?= /usr
DESTDIR ?=
BIN     ?= .build/release
STRIP   ?= strip

bindir  = $(DESTDIR)$(PREFIX)/bin
libdir  = $(DESTDIR)$(PREFIX)/lib
docdir  = $(DESTDIR)$(PREFIX)/share/doc/slad
mandir  = $(DESTDIR)$(PREFIX)/share/man
confdir = $(DESTDIR)/etc/slad
bashdir = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zshdir  = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fishdir = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

# An import that no target declares is an error, here and nowhere else: the floor plan depends on it.
STRICT  = --explicit-target-dependency-import-check error
# lld and its short form of relocations: 2 MiB less on the disk, 4 MiB less in memory.
LINKED  = -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs
RELEASE = --configuration release --static-swift-stdlib $(STRICT) $(LINKED)

MANUALS   = $(patsubst docs/%.scd,%,$(wildcard docs/*.scd))
EXAMPLES  = $(shell find config -type f -not -path 'config/first/*' 2>/dev/null)
INSTALLED = $(bindir)/slad $(bindir)/slactl \
    $(libdir)/systemd/system/slad.service $(libdir)/systemd/catalog/slad.catalog \
    $(libdir)/sysusers.d/slad.conf $(libdir)/tmpfiles.d/slad.conf \
    $(foreach page,$(MANUALS),$(mandir)/man$(lastword $(subst ., ,$(page)))/$(page)) \
    $(bashdir)/slactl $(zshdir)/_slactl $(fishdir)/slactl.fish

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help deps build demo test test-unit test-long test-e2e bench profile lint install install-config \
    install-completions install-live uninstall clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  install takes PREFIX=$(PREFIX) and DESTDIR= (below which a package is laid out)."

deps: ## install the Debian packages that building and testing need
	@.ci/deps build test

build: ## slad and slactl, optimised, with Swift's own libraries inside
	@.ci/deps build
	swift build $(RELEASE) --product slad
	swift build $(RELEASE) --product slactl

demo: build ## the main job in half a minute, on sample tickets in a scratch folder
	@SLAD=$(BIN)/slad SLACTL=$(BIN)/slactl Tests/Demo/demo

test: deps lint test-unit test-e2e ## everything: what is missing, lint, unit tests, real systemd

test-unit: ## the unit tests (SLAD_LONG=1: ten times the random cases)
	swift test --disable-xctest $(STRICT)

test-long: ## business time against its slow oracles, millions of random cases (SLAD_SEED repeats a run)
	SLAD_LONG=1 swift test --configuration release --disable-xctest $(STRICT) --filter BusinessTimeTests

test-e2e: build ## the daemon under real systemd, in a throw-away container (needs root)
	Tests/EndToEnd/run

bench: ## how fast it is, beside plain C and a plain script (FORMAT=json; BENCH_LONG=1: a million tickets too)
	@.ci/deps build bench >&2
	@swift build $(RELEASE) --product bench >&2
	@$(MAKE) --no-print-directory build >&2
	@SLAD=$(BIN)/slad SLACTL=$(BIN)/slactl Tests/Benchmarks/measure $(if $(FORMAT),--format $(FORMAT))

profile: ## where the time goes, as texts in .build/profile (perf, else callgrind)
	@.ci/deps build bench >&2
	@swift build $(RELEASE) --product bench >&2
	@$(MAKE) --no-print-directory build >&2
	@SLAD=$(BIN)/slad Tests/Benchmarks/profile

lint: ## formatting; the rules of the house are unit tests (TidyTests)
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

$(BIN)/slad $(BIN)/slactl:
	$(MAKE) build

install: $(BIN)/slad $(BIN)/slactl install-config install-completions ## everything; keeps a configuration that is there
	install -d $(bindir) $(libdir)/systemd/system $(libdir)/systemd/catalog $(libdir)/sysusers.d $(libdir)/tmpfiles.d
	install --strip --strip-program=$(STRIP) $(BIN)/slad $(BIN)/slactl $(bindir)
	sed 's|/usr/bin/sla|$(PREFIX)/bin/sla|' systemd/slad.service > $(libdir)/systemd/system/slad.service
	chmod 644 $(libdir)/systemd/system/slad.service
	install -m 644 systemd/slad.catalog $(libdir)/systemd/catalog/slad.catalog
	install -m 644 systemd/slad.sysusers $(libdir)/sysusers.d/slad.conf
	install -m 644 systemd/slad.tmpfiles $(libdir)/tmpfiles.d/slad.conf
	for page in $(MANUALS); do \
	    install -d $(mandir)/man$${page##*.} && \
	    scdoc < docs/$$page.scd > $(mandir)/man$${page##*.}/$$page || exit 1; \
	done
	for example in $(EXAMPLES); do \
	    install -D -m 644 $$example $(docdir)/examples/$${example#config/} || exit 1; \
	done
	@test -n "$(DESTDIR)" || $(MAKE) --no-print-directory install-live

# A configuration that is there is its owner's, down to what was removed from it: a new slad.yaml brings one agreement
# along, all of it commented out, as nobody promised anything yet; later none comes back. Of a file that was edited the
# new text is laid beside it.
install-config:
	install -d $(confdir) $(confdir)/agreements $(confdir)/calendars
	@first=no; if [ ! -e $(confdir)/slad.yaml ] && [ ! -L $(confdir)/slad.yaml ]; then first=yes; fi; \
	for file in slad.yaml agreements/first.yaml; do \
	    new=config/$$(echo $$file | sed 's|^agreements/|first/|'); \
	    if [ -e $(confdir)/$$file ] || [ -L $(confdir)/$$file ]; then \
	        if cmp -s $$new $(confdir)/$$file; then continue; fi; \
	        install -m 644 $$new $(confdir)/$$file.new || exit 1; \
	        echo "kept $(confdir)/$$file; the new one lies beside it as $$(basename $$file).new"; \
	    elif [ $$first = yes ]; then \
	        install -m 644 $$new $(confdir)/$$file || exit 1; \
	    fi; \
	done

# Where each shell looks for what the Tab key completes.
install-completions: $(BIN)/slactl
	install -d $(bashdir) $(zshdir) $(fishdir)
	$(BIN)/slactl --generate-completion-script bash > $(bashdir)/slactl
	$(BIN)/slactl --generate-completion-script zsh > $(zshdir)/_slactl
	$(BIN)/slactl --generate-completion-script fish > $(fishdir)/slactl.fish
	chmod 644 $(bashdir)/slactl $(zshdir)/_slactl $(fishdir)/slactl.fish

# On the machine itself: user and group, spool, catalogue, unit.
install-live:
	systemd-sysusers $(PREFIX)/lib/sysusers.d/slad.conf
	systemd-tmpfiles --create $(PREFIX)/lib/tmpfiles.d/slad.conf
	journalctl --update-catalog
	@if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
	@if [ -d /run/systemd/system ] && systemctl --quiet is-active slad.service; \
	then echo "Next, to run the new version: systemctl restart slad"; \
	else \
	    echo "Next: write your first agreement, in /etc/slad/agreements/first.yaml"; \
	    echo "      (examples: $(PREFIX)/share/doc/slad/examples), then: systemctl enable --now slad"; \
	fi

uninstall: ## remove what install put there; configuration, state and spool stay
	@if [ -z "$(DESTDIR)" ] && [ -d /run/systemd/system ]; then systemctl disable --now slad.service || true; fi
	rm -f $(INSTALLED)
	rm -rf $(docdir)
	@if [ -z "$(DESTDIR)" ]; then journalctl --update-catalog; fi
	@if [ -z "$(DESTDIR)" ] && [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
	@echo "Kept: /etc/slad, /var/lib/slad, /var/spool/slad, the user slad and the group slad-submit."

clean: ## what was built
	rm -rf .build
