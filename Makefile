# make serve   build the release page and serve it on http://127.0.0.1:8080
# make test    run every test: native, in a headless browser, against real databases
# make dist    leave the page in dist/, ready for any static host, also under a sub-path
# The page is built with type-erased views (Leptos' erase_components), which makes it 57 KB gzip smaller.
# Each installs what it misses first (tests/setup/install.sh) and says so.

SHELL := bash
PORT ?= 8080
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/node_modules/.bin:$(PATH)

sources := $(shell find src style public -type f 2>/dev/null) index.html Trunk.toml Cargo.toml Cargo.lock

.PHONY: serve test dist tools test-tools clean

serve: dist/index.html
	@node tests/setup/serve.mjs dist $(PORT)

test: test-tools
	@node tests/run.mjs $(STEPS)

# The size is judged every time, so that a page over its budget fails again until it is smaller.
dist: dist/index.html
	@node tests/setup/size.mjs dist

dist/index.html: $(sources) | tools
	@echo "==> Building the release page into dist/ (minutes the first time)"
	RUSTFLAGS="--cfg erase_components $(RUSTFLAGS)" trunk build --release

.DELETE_ON_ERROR:

tools:
	@tests/setup/install.sh page

test-tools:
	@tests/setup/install.sh test

clean:
	rm -rf dist test-results
	cargo clean
