# The entry points for people and CI. Everything they need is installed by scripts/setup on Debian 12.
.DEFAULT_GOAL := help
SHELL := /bin/bash
JOBS ?= $(shell nproc)
FUZZ_SECONDS ?= 60

.PHONY: help setup build web run test unit integration e2e bench fmt fmt-check lint fuzz tsan coverage clean

help: ## Show the targets
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Install the Debian packages that are missing
	@scripts/setup

web: setup ## Build the packages in web/: the servers below carry the dashboard
	@scripts/web build

build: web ## Build the release binaries: build/release/belfry, ws_echo and parts-import
	cmake --preset release
	cmake --build --preset release -j $(JOBS) --target belfry ws_echo parts-import

run: build ## Start the server for development on http://127.0.0.1:8080
	build/release/belfry serve --dev

test: build ## Build with sanitizers and run every test
	cmake --preset dev
	cmake --build --preset dev -j $(JOBS)
	scripts/test

unit: web ## Run the C++ tests alone
	cmake --preset dev
	cmake --build --preset dev -j $(JOBS)
	ctest --test-dir build/dev --output-on-failure -j $(JOBS)

integration: build ## Run the tests against the real binary alone
	scripts/test integration

e2e: build ## Run the browser tests alone
	scripts/e2e

bench: build ## Run the benchmarks; the results are printed, docs/performance.md explains them
	cmake --build --preset release -j $(JOBS)
	scripts/bench

fuzz: setup ## Run every fuzz target for FUZZ_SECONDS (60) seconds
	scripts/fuzz $(FUZZ_SECONDS)

tsan: setup ## Build with ThreadSanitizer and run the C++ tests
	cmake --preset tsan
	cmake --build --preset tsan -j $(JOBS)
	ctest --test-dir build/tsan --output-on-failure -j $(JOBS)

coverage: setup ## Measure line coverage of src/ by all tests; under 80 % fails
	scripts/coverage

fmt: setup ## Format the C++ sources
	scripts/format --fix

fmt-check: setup
	scripts/format --check

lint: setup fmt-check ## Check format, layers, file lengths and clang-tidy's list
	scripts/lint

clean: ## Remove everything that was built
	rm -rf build
