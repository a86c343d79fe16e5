# `make` lists the targets. CONTRIBUTING.md says when to use which.

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS   += --no-print-directory

MODULE  := github.com/tracewright/tracewright
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X $(MODULE)/internal/cli.Version=$(VERSION)

# Our Go code. Listed, because tools that walk `.` also find Go files in node_modules.
SOURCES := $(wildcard api client cmd internal)
# What the race step leaves out, takes of the API, and runs on both databases.
ALONE   := ^Test(Scenarios|WatchRecordsWhatEnforceRefuses|FirstPassYield|VerifyNamesTheFirstWrongEntry|VerifyCutsLargePages|ProofsHoldForAnySizes|ExportedJournalIsTheSameInTheOtherDatabase|FormatStays|SeqAtAnswersWhatWasKnownWhen|DamagedExportIsRefused|NewEpochGoesOnAfterALoss|ErasedBodyIsGoneAndReported)$$
MANY    := Feed|Job|Batch|Queue|Full|Lost|Captur|Subscription|Verif|Stop|Metrics|Map
TURNS   := Standby|StandsBy|Writer|Lost|Feed
# Only a package that imports the helper knows the flag -update.
GOLDEN   = $(addprefix ./,$(sort $(dir $(shell grep -rl --include='*_test.go' '"$(MODULE)/internal/golden"' $(SOURCES)))))
POSTGRES = scripts/with-postgres
BENCH    = go test -run '^$$' -bench . -benchmem -count $(COUNT) ./...

# What the screens are built from and into; where Node.js is too old, scripts/setup puts one here.
PACKAGES := web/node_modules/.package-lock.json
SCREENS  := internal/webui/dist/index.html
NPM      := PATH="$(CURDIR)/web/.node/node_modules/.bin:$$PATH" npm

N     ?= 50
T     ?= 30s
COUNT ?= 10
BASE  ?= main
DIR   ?= $(CONFORMANCE_DIR)

# What ships is built without cgo, so that is what is tested; only the race detector needs a C compiler.
export CGO_ENABLED := 0
# One set of compiled packages serves the tests and what ships.
export GOFLAGS := -trimpath
ifneq ($(CONFORMANCE_DIR),)
export CONFORMANCE_DIR := $(abspath $(CONFORMANCE_DIR))
endif

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo build web screenshots pictures
demo: ## start the demo plant with its simulated line (make demo ARGS="--plant shop"); needs Go and Node.js
	@scripts/setup --demo >&2
	@$(MAKE) build >&2
	@bin/tracewright demo $(ARGS)

build: web ## build bin/tracewright, static and with its version
	go build -buildvcs=false -ldflags '$(LDFLAGS)' -o bin/tracewright ./cmd/tracewright

# The screens are built when one of their files has changed.
web: $(SCREENS) ## build the screens into internal/webui/dist

$(PACKAGES): web/package-lock.json
	cd web && $(NPM) ci --no-audit --no-fund

$(SCREENS): $(PACKAGES) $(shell find web/src web/public web/scripts web/index.html web/vite.config.ts -type f)
	cd web && $(NPM) run --silent build

screenshots: build ## draw every screen at its sizes into web/screenshots, to be looked at
	cd web && SCREENSHOTS=screenshots $(NPM) run --silent e2e

pictures: build ## draw the pictures of the README anew, on a longer history than the tests have
	cd web && PICTURES=../docs/pictures E2E_UNITS=400 $(NPM) run --silent e2e

# The gate: these steps, in this order, stopping at the first that fails.
GATE := fmt vet staticcheck arch go-test race web-test build e2e conformance crash generated

.PHONY: test gate setup quick lint $(filter-out build,$(GATE))
test: N = 5
test: setup ## the whole gate, as it runs before a change lands
	@$(POSTGRES) $(MAKE) gate N=$(N)
	@printf '\nAll steps passed.\n'

gate:
	@for step in $(GATE); do \
		printf '\n==> %s\n' "$$step"; SECONDS=0; $(MAKE) "$$step" N=$(N); echo "    $$SECONDS s"; \
	done

setup:
	@printf '==> setup\n'; scripts/setup

quick: lint ## lint, and the Go tests on SQLite: for every few minutes
	TRACEWRIGHT_TEST_DB=sqlite go test -short -vet=off ./...

lint: fmt vet staticcheck arch

fmt:
	@rough=$$(go tool gofumpt -l $(SOURCES)); test -z "$$rough" || \
		{ printf 'Not formatted:\n%s\nMend with: go tool gofumpt -w <file>\n' "$$rough"; exit 1; }

vet:
	go vet ./...

staticcheck:
	go tool staticcheck ./...

# Verbose, because sizes only warn.
arch:
	@go test -vet=off -v -run Architecture ./internal/arch | { grep -v '^=== ' || true; }

# The seeds of the fuzz targets run here too.
go-test:
	$(POSTGRES) go test -vet=off ./...

# Without the tests in which one thing happens after the other, and on both databases only
# where their difference makes for other goroutines.
race: export CGO_ENABLED = 1
race:
	TRACEWRIGHT_TEST_DB=sqlite go test -vet=off -race -skip '$(ALONE)' ./internal/engine ./internal/capture ./internal/subscription
	TRACEWRIGHT_TEST_DB=sqlite go test -vet=off -race -run '$(MANY)' ./internal/httpapi
	$(POSTGRES) go test -vet=off -race -skip '$(ALONE)' ./internal/journal
	$(POSTGRES) go test -vet=off -race -run '$(TURNS)' ./internal/engine ./internal/httpapi

# The wire types are made again; a difference fails in the step generated.
web-test: $(PACKAGES)
	cd web && $(NPM) run --silent types && $(NPM) run --silent lint && $(NPM) run --silent unit

# The screens in a browser, on the demo plant.
e2e: build
	cd web && $(NPM) run --silent e2e

# The generated files are those that .gitattributes marks so.
generated:
	@go generate ./...
	@if git rev-parse --git-dir >/dev/null 2>&1; then git diff --exit-code -- ':(attr:linguist-generated)' || \
		{ echo 'Generated files differ: commit them together with their cause.'; exit 1; }; fi

.PHONY: golden fuzz bench bench-web bench-cmp
golden: ## rewrite the golden files, then show what changed
	$(if $(GOLDEN),$(POSTGRES) go test $(GOLDEN) -update,@echo 'no golden files yet')
	@git diff --stat

fuzz: ## run every fuzz target for T (make fuzz T=30s)
	@grep -rHo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' $(SOURCES) | sed 's|/[^/]*:func | |' | \
	while read -r dir target; do go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(T) -fuzzminimizetime 5s "./$$dir"; done

bench: build ## measure the promised speeds into bin/bench.txt (COUNT=10), those of the screens at the end
	$(POSTGRES) $(BENCH) | tee bin/bench.txt
	$(MAKE) bench-web | tee -a bin/bench.txt

bench-web: build ## measure the screens in a browser
	@cd web && BENCH=1 $(NPM) run --silent e2e

bench-cmp: ## compare the speeds with those of another commit (BASE=main)
	@mkdir -p bin; base=$$(mktemp -d); trap 'git worktree remove --force "$$base"' EXIT; \
	git worktree add -q --detach "$$base" $(BASE); \
	(cd "$$base"; "$(CURDIR)/$(POSTGRES)" $(BENCH)) >bin/bench-base.txt; \
	$(POSTGRES) $(BENCH) >bin/bench.txt; go tool benchstat bin/bench-base.txt bin/bench.txt

crash: ## kill the server N times during capture; nothing acknowledged may be missing
	$(if $(wildcard internal/tools/crash/*.go),$(POSTGRES) go run ./internal/tools/crash -n $(N),@echo 'no crash run yet')

conformance: ## run the public conformance vectors of a folder (DIR=…) and print the counts
	@$(POSTGRES) scripts/conformance '$(DIR)'

.PHONY: hook clean
hook: ## install the checks that run before each commit
	@hooks=$$(git rev-parse --git-path hooks); mkdir -p "$$hooks"; \
	for name in pre-commit commit-msg; do ln -sf "$(CURDIR)/scripts/hook" "$$hooks/$$name"; done; echo "Installed in $$hooks."

clean: ## remove what was built
	rm -rf bin dist internal/webui/dist
