# What a developer types. `make` alone lists it; .ci/run runs `lint` and `test`.

SWIFT ?= swift
PYTHON ?= /usr/bin/python3

# Debian packages: to build (C libraries, and the JavaScript libraries that scripts may require),
# and to test (a web server, an XML reader, certificates, a Python environment).
LIBRARY_PACKAGES := $(shell sed -n 's/.* package=//p' Sources/*/*/embedded-scripts.txt)
BUILD_PACKAGES := pkg-config libcurl4-openssl-dev libjavascriptcoregtk-4.1-dev libssl-dev \
    libmicrohttpd-dev libpsl-dev libyaml-dev zlib1g-dev libbrotli-dev libzstd-dev \
    esbuild $(LIBRARY_PACKAGES)
TEST_PACKAGES := apache2-bin bash chromium curl fish groff-base libnginx-mod-http-brotli-filter \
    libxml2-utils mandoc microsocks nginx-light node-tough-cookie openssl perl python3-venv \
    tinyproxy-bin zsh

SWIFT_FLAGS := --explicit-target-dependency-import-check error
RELEASE_FLAGS := $(SWIFT_FLAGS) -c release --static-swift-stdlib --disable-local-rpath \
    --product posthaste
RELEASE := .build/release/posthaste
VENV := .build/test-venv
SOURCES := Sources Tests Package.swift

.PHONY: help
help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

.PHONY: setup
setup: ## Install the Debian packages that building needs
	@.ci/install $(BUILD_PACKAGES)

.PHONY: setup-test
setup-test:
	@.ci/install $(BUILD_PACKAGES) $(TEST_PACKAGES)

.PHONY: build
build: setup ## Build the release binary, .build/release/posthaste
	$(SWIFT) build $(RELEASE_FLAGS)

PREFIX ?= /usr/local
SHARE := $(DESTDIR)$(PREFIX)/share

.PHONY: install
install: ## Put binary, manual page and completions below PREFIX (/usr/local), after `make build`
	install -D $(RELEASE) $(DESTDIR)$(PREFIX)/bin/posthaste
	install -d $(SHARE)/man/man1 $(SHARE)/bash-completion/completions
	install -d $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	$(RELEASE) man > $(SHARE)/man/man1/posthaste.1
	$(RELEASE) completions bash > $(SHARE)/bash-completion/completions/posthaste
	$(RELEASE) completions zsh > $(SHARE)/zsh/site-functions/_posthaste
	$(RELEASE) completions fish > $(SHARE)/fish/vendor_completions.d/posthaste.fish

.PHONY: demo
demo: build ## Run the Business Central collection against the embedded tenant
	@.ci/demo $(RELEASE)

.PHONY: test
test: setup-test $(VENV)/stamp ## Run every test, end-to-end ones included
	@echo "building the program and its tests; the first time takes several minutes"
	$(SWIFT) build $(SWIFT_FLAGS) --build-tests
	@.ci/test $(SWIFT) test $(SWIFT_FLAGS) --skip-build

$(VENV)/stamp: Tests/Servers/requirements.txt .ci/fetch-schemas | setup-test
	@echo "installing $$(grep -c '^[^#]' $<) Python packages into $(VENV), about 250 MB"
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --requirement $<
	.ci/fetch-schemas $(VENV)
	@touch $@

.PHONY: lint
lint: lint-texts ## Check formatting, style and texts; silent when all is well
	@$(SWIFT) format lint --strict --parallel --configuration .swift-format -r $(SOURCES)
	@! grep -rnwE 'TODO|FIXME|XXX' --include='*.swift' --include='*.py' --include='*.h' $(SOURCES)

.PHONY: lint-texts
lint-texts: ## Check words, sizes, links, citations and the map; silent when all is well
	@.ci/checks/selftest.py
	@.ci/words
	@.ci/limits
	@.ci/documents

.PHONY: format
format: ## Format the Swift sources
	@$(SWIFT) format --in-place --parallel --configuration .swift-format -r $(SOURCES)

.PHONY: docs
docs: ## Render the documentation, .build/docs; needs no build
	@.ci/docs

.PHONY: pictures
pictures: setup-test build ## Make the pictures of the documentation again, from a real run
	@.ci/pictures $(RELEASE)

.PHONY: bench
bench: setup-test build ## Measure next to curl, against a local nginx
	$(PYTHON) Tests/Bench/bench.py

# JavaScriptCore stops its threads by signals, which the thread sanitizer never delivers. The
# address sanitizer keeps freed memory for a while, and its search for leaks does not end in the
# memory that the engine reserves.
THREAD := $(SWIFT_FLAGS) --sanitize thread --scratch-path .build/sanitize-thread
ADDRESS := $(SWIFT_FLAGS) --sanitize address --scratch-path .build/sanitize-address
SCRIPTED := JavaScriptEngineTests|ScriptingTests|ExecutionTests|EndToEndTests

.PHONY: sanitize
sanitize: export ASAN_OPTIONS = detect_leaks=0:quarantine_size_mb=4
sanitize: setup-test $(VENV)/stamp ## Run the tests under the thread and address sanitizers
	$(SWIFT) build $(THREAD) --build-tests
	$(SWIFT) test $(THREAD) --skip-build --skip '$(SCRIPTED)'
	$(SWIFT) build $(ADDRESS) --build-tests
	$(SWIFT) test $(ADDRESS) --skip-build --skip MemoryTests

.PHONY: clean
clean: ## Remove everything that was built
	rm -rf .build reports
