# extrepl: `make help` lists every target.
VERSION := 0.1.0

ifeq ($(origin CC),default)
CC := gcc
endif
B ?= build
PREFIX ?= /usr/local
PKG_CONFIG ?= pkg-config

# The client library: MySQL's own, or MariaDB Connector/C under either of its names.
MYSQL_PC := $(firstword $(foreach p,mysqlclient libmariadb mariadb,$(shell $(PKG_CONFIG) --exists $(p) && echo $(p))))
LIBRARIES := libcyaml yaml-0.1 jansson libcrypto

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla -Wundef -Wformat=2 \
            -Wwrite-strings -Wstrict-prototypes -Wmissing-prototypes
CPPFLAGS += -Ipkg -D_GNU_SOURCE -DEXTREPL_VERSION='"$(VERSION)"' -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
CPPFLAGS += $(patsubst -I%,-isystem %,$(shell $(PKG_CONFIG) --cflags $(MYSQL_PC) $(LIBRARIES)))
CFLAGS ?= -O2 -g
CFLAGS += -std=c17 $(WARNINGS) -fstack-protector-strong -pthread
LDLIBS += $(shell $(PKG_CONFIG) --libs $(MYSQL_PC) $(LIBRARIES)) -pthread

PKG_SOURCES := $(sort $(wildcard pkg/*/*.c))
CMD_SOURCES := $(sort $(wildcard cmd/extrepl/*.c))
PKG_OBJECTS := $(PKG_SOURCES:%.c=$(B)/obj/%.o)
CMD_OBJECTS := $(CMD_SOURCES:%.c=$(B)/obj/%.o)
UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
UNIT_TESTS := $(UNIT_SOURCES:tests/unit/%.c=$(B)/tests/%)

.PHONY: all clean unit
all: $(B)/extrepl  ## build the program

$(B)/libextrepl.a: $(PKG_OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/extrepl: $(CMD_OBJECTS) $(B)/libextrepl.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(CMD_OBJECTS) $(B)/libextrepl.a $(LDLIBS)

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/tests/%: $(B)/obj/tests/unit/%.o $(B)/libextrepl.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(B)/libextrepl.a $(LDLIBS) -lcmocka

unit: $(UNIT_TESTS)  ## run the unit tests
	@set -e; for t in $(UNIT_TESTS); do $$t; done

clean:  ## remove what was built (not the unpacked servers)
	rm -rf $(B)/obj $(B)/tests $(B)/extrepl $(B)/libextrepl.a

-include $(PKG_OBJECTS:.o=.d) $(CMD_OBJECTS:.o=.d) $(UNIT_SOURCES:%.c=$(B)/obj/%.d)
