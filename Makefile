# What a developer types. `make` alone lists it; .ci/run runs `lint` and `test`.

SWIFT ?= swift
PYTHON ?= /usr/bin/python3

# Debian packages: to build (C libraries, and the bundler of JavaScript), and to test (a web
# server, an XML reader, certificates, a Python environment).
BUILD_PACKAGES := pkg-config libcurl4-openssl-dev libjavascriptcoregtk-4.1-dev libssl-dev \
    libmicrohttpd-dev libpsl-dev libyaml-dev zlib1g-dev libbrotli-dev libzstd-dev esbuild
TEST_PACKAGES := age apache2-bin bash curl fish groff-base libnginx-mod-http-brotli-filter \
    libxml2-utils mandoc microsocks nginx-light openssl parallel perl python3-venv tinyproxy-bin zsh

# The same for Homebrew. JavaScriptCore, libcurl and zlib are part of macOS.
BREW_PACKAGES := brotli esbuild libmicrohttpd libpsl libyaml openssl@3 pkgconf zstd

# Packages with the JavaScript that scripts may require. They are unpacked and not installed,
# because that would bring Node and Babel, which nothing here runs.
LIBRARY_PACKAGES := $(sort $(shell sed -n 's/.* package=//p; s/^ *with=//p' \
    Sources/*/*/embedded-scripts.txt | tr , ' '))
LIBRARIES := .build/javascript
# Newman's cookie jar, which a test compares with ours.
TEST_LIBRARY_PACKAGES := node-psl node-tough-cookie node-universalify

# A browser without a window, for reports and sign-in pages. It is unpacked with the libraries that
# it loads: with everything that the package `chromium` depends on, it would be twice the size.
BROWSER := .build/browser
BROWSER_PACKAGES := chromium-common chromium-headless-shell fonts-dejavu-core libasound2 \
    libasyncns0 libatk1.0-0 libatspi2.0-0 libdav1d6 libdbus-1-3 libdouble-conversion3 libdrm2 \
    libflac12 libfontconfig1 libfreetype6 libgbm1 libglib2.0-0 libgraphite2-3 \
    libharfbuzz-subset0 libharfbuzz0b libjpeg62-turbo liblcms2-2 libminizip1 libmp3lame0 \
    libmpg123-0 libnspr4 libnss3 libogg0 libopenh264-7 libopenjp2-7 libopus0 libpng16-16 \
    libpulse0 libsndfile1 libvorbis0a libvorbisenc2 libwayland-server0 libx11-6 libx11-xcb1 \
    libxau6 libxcb1 libxcomposite1 libxdamage1 libxdmcp6 libxext6 libxfixes3 libxi6 \
    libxkbcommon0 libxnvctrl0 libxrandr2 libxrender1

SWIFT_FLAGS := --explicit-target-dependency-import-check error
RELEASE_FLAGS := $(SWIFT_FLAGS) -c release --static-swift-stdlib --disable-local-rpath \
    --product posthaste
RELEASE := .build/release/posthaste
ifeq ($(shell uname),Linux)
# A start looks up and relocates less, if no symbol is exported and the runtime of C++ is part of
# the program.
STATIC_RUNTIME := .build/static-runtime
RELEASE_FLAGS += -Xlinker --no-export-dynamic -Xswiftc "-L$(CURDIR)/$(STATIC_RUNTIME)"
endif
VENV := .build/test-venv
SOURCES := Sources Tests Package.swift

.PHONY: help
help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

.PHONY: setup
setup: ## Install the packages that building needs
ifeq ($(shell uname -s),Darwin)
	@echo "macOS: 'brew install $(BREW_PACKAGES)'; GettingStarted.md says what else is needed"
else
	@.ci/install $(BUILD_PACKAGES)
	@.ci/unpack $(LIBRARIES) $(LIBRARY_PACKAGES)
endif

.PHONY: setup-test
setup-test:
	@.ci/install $(BUILD_PACKAGES) $(TEST_PACKAGES)
	@.ci/unpack $(LIBRARIES) $(LIBRARY_PACKAGES) $(TEST_LIBRARY_PACKAGES)
	@.ci/browser $(BROWSER) $(BROWSER_PACKAGES)

# The linker takes these files in place of the shared libraries.
# Nothing uses std::random_device, which needs the C library of a newer system.
.build/static-runtime: Makefile
	@mkdir -p $@
	@rm -f $@/libstdc++.a
	@cp "$$(clang++ -print-file-name=libstdc++.a)" $@/libstdc++.a
	@"$$(clang++ -print-prog-name=llvm-ar)" d $@/libstdc++.a random.o
	@ln -sf "$$(clang++ -print-file-name=libgcc_eh.a)" $@/libgcc_s.a
	@touch $@

.PHONY: build
build: setup $(STATIC_RUNTIME) ## Build the release binary, .build/release/posthaste
	$(SWIFT) build $(RELEASE_FLAGS)

PREFIX ?= /usr/local

.PHONY: install
install: ## Put binary, manual page and completions below PREFIX (/usr/local), after `make build`
	@.ci/packaging/stage $(RELEASE) $(DESTDIR)$(PREFIX) $(LIBRARY_PACKAGES)

# Tools to make packages and images, and to try them.
PACKAGING := dpkg-dev binutils
IMAGING := mmdebstrap umoci
PACKAGES := .build/packages

.PHONY: package
package: build ## Make a Debian package and a relocatable archive, in .build/packages
	@.ci/install $(PACKAGING)
	@.ci/packaging/packages $(RELEASE) $(PACKAGES) $(LIBRARY_PACKAGES)

.PHONY: image
image: package ## Make an OCI image, in .build/packages; no container engine is needed
	@.ci/install $(IMAGING)
	@.ci/packaging/image $(PACKAGES)

.PHONY: test-packages
test-packages: image ## Install and run each package in a bare Debian 12 and 13; as root
	@.ci/packaging/test $(PACKAGES)

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

FUZZ_SECONDS ?= 30

.PHONY: fuzz
fuzz: setup ## Fuzz parsers and the redactor, each for FUZZ_SECONDS (30)
	@.ci/fuzz $(FUZZ_SECONDS)

.PHONY: soak
soak: build ## Run many requests with scripts, data and all reports; memory must stay flat
	@$(PYTHON) Tests/Bench/soak.py $(RELEASE)

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

.PHONY: bench-check
bench-check: setup-test build ## Measure, and compare with the ratios in Tests/Bench/README.md
	$(PYTHON) Tests/Bench/bench.py --check

# JavaScriptCore stops its threads by signals, which the thread sanitizer never delivers. The
# address sanitizer keeps freed memory for a while, and its search for leaks does not end in the
# memory that the engine reserves. Under the thread sanitizer a function takes so much stack that
# folders nested as deep as is allowed do not fit on the thread of a test. Under the address
# sanitizer a program needs more memory than the cases of ROOM give it.
THREAD := $(SWIFT_FLAGS) --sanitize thread --scratch-path .build/sanitize-thread
ADDRESS := $(SWIFT_FLAGS) --sanitize address --scratch-path .build/sanitize-address
SCRIPTED := JavaScriptEngineTests|ScriptingTests|ExecutionTests|EndToEndTests
DEEP := DefinitionFormsTests/depth
ROOM := -machine- -memory- -hostile-scripts -script-memory

.PHONY: sanitize
sanitize: export ASAN_OPTIONS = detect_leaks=0:quarantine_size_mb=4
sanitize: export TSAN_OPTIONS = suppressions=$(CURDIR)/.ci/unseen-locks
sanitize: setup-test $(VENV)/stamp ## Run the tests under the thread and address sanitizers
	$(SWIFT) build $(THREAD) --build-tests
	$(SWIFT) test $(THREAD) --skip-build --skip '$(SCRIPTED)|$(DEEP)'
	.ci/races .build/sanitize-thread/debug/posthaste
	$(SWIFT) build $(ADDRESS) --build-tests
	POSTHASTE_CASES='$(ROOM)' $(SWIFT) test $(ADDRESS) --skip-build --skip MemoryTests

.PHONY: clean
clean: ## Remove everything that was built
	rm -rf .build reports
