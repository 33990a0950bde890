# extrepl: `make help` lists every target.
VERSION := 0.1.0

ifeq ($(origin CC),default)
CC := gcc
endif
B ?= build
PREFIX ?= /usr/local
PKG_CONFIG ?= pkg-config
INSTALL ?= install
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

# The client library: MySQL's own, or MariaDB Connector/C under either of its names. pkg/db finds out
# from the headers which one it is. If there are several, MYSQL_PC=libmariadb chooses one.
MYSQL_PC := $(firstword $(foreach p,mysqlclient libmariadb mariadb,\
                $(shell $(PKG_CONFIG) --exists $(p) 2>/dev/null && echo $(p))))
LIBRARIES := libcyaml yaml-0.1 jansson libcrypto libcurl expat inih libxxhash
LIBRARIES_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(MYSQL_PC) $(LIBRARIES) 2>/dev/null)
LIBRARIES_LIBS := $(shell $(PKG_CONFIG) --libs $(MYSQL_PC) $(LIBRARIES) 2>/dev/null)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wundef -Wformat=2 \
            -Wwrite-strings -Wstrict-prototypes -Wmissing-prototypes
# Ubuntu's compilers predefine _FORTIFY_SOURCE.
FORTIFY ?= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
CFLAGS ?= -O2 -g
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

# Flags that the project always needs, in addition to the user's CFLAGS and similar variables.
OWN_CPPFLAGS := -Ipkg -D_GNU_SOURCE -DEXTREPL_VERSION='"$(VERSION)"' $(FORTIFY) \
                $(patsubst -I%,-isystem %,$(LIBRARIES_CFLAGS))
OWN_CFLAGS := -std=c17 $(WARNINGS) $(WERROR) -fstack-protector-strong -fPIE -pthread
OWN_LDFLAGS := -pie -pthread -Wl,-z,relro,-z,now
COMPILE = $(CC) $(OWN_CPPFLAGS) $(CPPFLAGS) $(OWN_CFLAGS) $(CFLAGS)
LINK = $(CC) $(OWN_CFLAGS) $(CFLAGS) $(OWN_LDFLAGS) $(LDFLAGS)

PKG_SOURCES := $(sort $(wildcard pkg/*/*.c pkg/*/*/*.c))
CMD_SOURCES := $(sort $(wildcard cmd/extrepl/*.c))
# Each file is a program: test_*.c are cmocka tests, the others are helpers of scripts.
TEST_SOURCES := $(sort $(wildcard tests/unit/*.c tests/plan/*.c tests/integration/*.c tests/lab/*.c tests/bench/*.c))
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
SOURCES := $(PKG_SOURCES) $(CMD_SOURCES) $(TEST_SOURCES) $(FUZZ_SOURCES)

# A build with another client library (mysqlclient, below) takes the objects that do not use it from SHARED.
SHARED ?= $(B)
SEES_CLIENT := pkg/db/% tests/bench/% tests/lab/%
object = $(patsubst %.c,$(B)/obj/%.o,$(filter $(SEES_CLIENT),$(1))) \
         $(patsubst %.c,$(SHARED)/obj/%.o,$(filter-out $(SEES_CLIENT),$(1)))
TEST_PROGRAMS := $(addprefix $(B)/tests/,$(basename $(notdir $(TEST_SOURCES))))
# Tests that start threads.
THREADED := $(addprefix $(B)/tsan/tests/,$(basename $(notdir $(shell grep -l '<pthread.h>' tests/unit/*.c))))
UNIT_PROGRAMS := $(filter $(B)/tests/test_%,$(TEST_PROGRAMS))
FUZZERS := $(addprefix $(B)/,$(basename $(notdir $(FUZZ_SOURCES))))

# Prints one short line for each compiler call; V=1 shows the commands.
ifeq ($(V),1)
say = $(2)
else ifneq ($(findstring s,$(filter-out -%,$(firstword $(MAKEFLAGS)))),)
say = @$(2)
else
say = @printf '  %-4s %s\n' $(1) $@ && $(2)
endif

# A recursive make uses all cores, unless the user gave a number of jobs.
MAKE_J = $(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: FORCE help all programs helpers mysqlclient objects fuzzers deps unit quick regen check check-long check-sanitized check-tsan lint fmt fuzz bench demo \
	compile_commands.json install uninstall clean

help:  ## this list
	@sed -n 's/^\([a-z_.-]*\):.*  ## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r target what; do printf '  make %-22s %s\n' "$$target" "$$what"; done

deps:  ## install what building, testing and lint need (Debian, Ubuntu; else say what)
	@tools/deps build test lint

all: $(B)/extrepl  ## build the program: build/extrepl

unit: $(UNIT_PROGRAMS)  ## run the unit tests alone
	@tests/check $(B) unit

# The tests of 'quick' need no server. Format comes last: it fails most often, and is the easiest to fix.
quick: $(B)/extrepl $(UNIT_PROGRAMS)  ## before each commit: unit tests, golden plans, layers, words, format (half a minute)
	@tests/check $(B) unit plan
	@tests/lint/run $(B)/lint layers words format

regen: $(B)/extrepl $(B)/tests/test_manifest_fields  ## write again what is generated: schemas/, docs/manifest.md, golden plans
	@UPDATE=1 $(B)/tests/test_manifest_fields >/dev/null 2>&1 || { echo 'test_manifest_fields fails: run it' >&2; exit 1; }
	@EXTREPL=$(abspath $(B))/extrepl tests/plan/run --update | grep -v '^ok '
	@git status --short schemas docs/manifest.md tests/plan

check:  ## run every test (installs what they need first)
	@tools/deps build test
	@$(MAKE_J) mysqlclient
	@tests/check $(B)

check-long: export EXTREPL_LONG := 1
check-long:  ## the same with many more kills at random moments, and all with both client libraries (hours)
	@tools/deps build test
	@$(MAKE_J) mysqlclient
	@tests/check $(B)

check-sanitized: export ASAN_OPTIONS := detect_leaks=1:detect_stack_use_after_return=1
check-sanitized: export LSAN_OPTIONS := print_suppressions=0:suppressions=$(CURDIR)/tests/lint/leaks.supp
check-sanitized: export UBSAN_OPTIONS := print_stacktrace=1
check-sanitized:  ## the same under AddressSanitizer and UndefinedBehaviorSanitizer
	@tools/deps build test
	@$(MAKE_J) programs B=$(B)/sanitized CFLAGS='-O1 -g $(SANITIZE) -DERRORS_ABORT' FORTIFY=-U_FORTIFY_SOURCE
	@tests/check $(B)/sanitized unit plan lab integration

# The sanitizers write to separate files, so that a test that expects a failure hides nothing.
check-tsan: export TSAN_OPTIONS := suppressions=$(CURDIR)/tests/lint/tsan.supp:log_path=$(abspath $(B))/tsan/found:history_size=7
check-tsan:  ## what has threads, under ThreadSanitizer
	@tools/deps build test
	@$(MAKE_J) helpers $(THREADED) B=$(B)/tsan FORTIFY=-U_FORTIFY_SOURCE \
		CFLAGS='-O1 -g -fsanitize=thread -fno-omit-frame-pointer -DERRORS_ABORT'
	@rm -f $(B)/tsan/found.*
	@tests/check $(B)/tsan threaded threads; status=$$?; ! cat $(B)/tsan/found.* 2>/dev/null && exit $$status

lint:  ## compilers' warnings, clang-tidy, cppcheck, layers, shellcheck, format
	@tools/deps build test lint
	@tests/lint/run $(B)/lint

fmt:  ## format the C code
	@tests/lint/format

fuzz:  ## fuzz each parser for FUZZ_SECONDS (60)
	@tools/deps build lint
	@$(MAKE_J) fuzzers B=$(B)/fuzz CC=clang CFLAGS='-O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link' \
		FORTIFY=-U_FORTIFY_SOURCE
	@tests/fuzz/run $(B)/fuzz $(or $(FUZZ_SECONDS),60)

bench:  ## measure beside mysqldump and mydumper, on real servers (BENCH="copy mysql")
	@tools/deps build bench
	@$(MAKE_J) all $(B)/tests/copy_driver $(B)/tests/client_baseline
	@EXTREPL=$(abspath $(B))/extrepl tests/bench/run $(BENCH)

demo:  ## from a plain source and an empty target to replication, on real servers
	@tools/deps build demo
	@$(MAKE_J) all
	@EXTREPL=$(abspath $(B))/extrepl tests/demo/demo

# MySQL's own client library, unpacked next to the lab's servers: pkg-config looks there first.
CLIENT_PC = $(abspath $(or $(EXTREPL_LAB_SERVERS),build/servers))/libmysqlclient/pkgconfig

mysqlclient: programs  ## build with MySQL's own client library, too: build/mysqlclient/extrepl
	@tests/lab/lab fetch libmysqlclient
	+@PKG_CONFIG_PATH=$(CLIENT_PC) $(MAKE_J) $(if $(EXTREPL_LONG),programs,helpers) B=$(B)/mysqlclient SHARED=$(B) \
		MYSQL_PC=mysqlclient

# Other targets build these through a recursive make, once the libraries are installed.
programs: helpers $(UNIT_PROGRAMS)
helpers: $(B)/extrepl $(filter-out $(UNIT_PROGRAMS),$(TEST_PROGRAMS))
objects: $(call object,$(SOURCES))

$(B)/libextrepl.a: $(call object,$(PKG_SOURCES))
	@rm -f $@
	$(call say,AR,$(AR) rcs $@ $^)

$(B)/extrepl: $(call object,$(CMD_SOURCES)) $(B)/libextrepl.a
	$(call say,LINK,$(LINK) -o $@ $^ $(LIBRARIES_LIBS) $(LDLIBS))

# Objects must match the libraries and flags of now: everything is built again when the flags change.
$(B)/libraries: FORCE
	@mkdir -p $(@D)
	@echo '$(LIBRARIES_CFLAGS) $(LIBRARIES_LIBS)' | cmp -s - $@ || echo '$(LIBRARIES_CFLAGS) $(LIBRARIES_LIBS)' >$@

$(B)/obj/%.o: %.c Makefile $(B)/libraries
	$(if $(and $(MYSQL_PC),$(LIBRARIES_LIBS)),,$(error libraries are missing: run `make deps`))
	@mkdir -p $(@D)
	$(call say,CC,$(COMPILE) -MMD -MP -c -o $@ $<)

define test_program
$(B)/tests/$(basename $(notdir $(1))): $(call object,$(1)) $(B)/libextrepl.a
	@mkdir -p $$(@D)
	$$(call say,LINK,$$(LINK) -o $$@ $$^ $$(LIBRARIES_LIBS) $$(LDLIBS) -lcmocka)
endef
$(foreach source,$(TEST_SOURCES),$(eval $(call test_program,$(source))))

# The test records which variables are queried.
$(B)/tests/test_checks: LDLIBS += -Wl,--wrap=observed_variable,--wrap=observed_value,--wrap=observed_is_on
# The test sets the machine's clock back.
$(B)/tests/test_run: LDLIBS += -Wl,--wrap=clock_gettime
# The test replaces the servers by doubles.
$(B)/tests/test_reconcile: LDLIBS += -Wl,--wrap=observer_look,--wrap=observer_look_at_data,--wrap=db_connect,--wrap=db_lost \
	-Wl,--wrap=record_lock,--wrap=record_lock_held,--wrap=execute_actions,--wrap=execute_copy,--wrap=run_clock

# libFuzzer comes with clang.
fuzzers: $(FUZZERS)
$(B)/fuzz_%: $(B)/obj/tests/fuzz/fuzz_%.o $(B)/libextrepl.a
	$(call say,LINK,$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBRARIES_LIBS) $(LDLIBS))

# For editors and clang-tidy.
COMMANDS ?= compile_commands.json
comma := ,
escape = $(subst ",\",$(subst \,\\,$(1)))
compile_commands.json:  ## for editors (clangd)
	$(file >$(COMMANDS),[)
	$(foreach source,$(SOURCES),$(file >>$(COMMANDS),$(if $(filter-out $(firstword $(SOURCES)),$(source)),$(comma)){\
	"directory": "$(CURDIR)"$(comma) "file": "$(source)"$(comma)\
	"command": "$(call escape,$(COMPILE)) -c $(source)"}))
	$(file >>$(COMMANDS),])

install: all  ## install under PREFIX (/usr/local), below DESTDIR
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/extrepl/manifests
	$(INSTALL) -m 755 $(B)/extrepl $(DESTDIR)$(PREFIX)/bin/extrepl
	$(INSTALL) -m 644 schemas/*.json $(DESTDIR)$(PREFIX)/share/extrepl
	$(INSTALL) -m 644 manifests/*.yaml $(DESTDIR)$(PREFIX)/share/extrepl/manifests

uninstall:  ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/extrepl
	rm -rf $(DESTDIR)$(PREFIX)/share/extrepl

clean:  ## remove what was built; labs and unpacked servers stay
	rm -rf $(B)/obj $(B)/tests $(B)/fuzz $(B)/sanitized $(B)/tsan $(B)/lint $(B)/mysqlclient $(B)/extrepl $(B)/libextrepl.a \
		$(B)/libraries compile_commands.json

-include $(patsubst %.o,%.d,$(call object,$(SOURCES)))
