#!/usr/bin/env python3
"""Two databases at random, as SQL: tables of all types of columns, keys, charsets, odd names and values at the edges.

usage: databases.py SEED mysql|mariadb [TABLES]

What the server refuses of it, a key that is too long say, is left out: the client is to go on (--force).
"""
import random
import sys
from dataclasses import dataclass
from typing import Callable, Optional

NAMES = ["a", "b c", "d`e", "f.g", 'h"i', "j'k", "é", "表", "x%", "y_z", "SELECT", "Key", "1st", "$d", "p\\q", "#h", "@a",
         "--x", "/*y*/", "ß", "l\tm"]
TEXTS = ["", "abc", "it's", "tab\there", "nl\nx", "cr\r\nx", "back\\slash", "nul\0x", 'q"q', "%_", "é", "表", "ж", "\\N",
         "NULL", "😀", "trail  ", "  lead", "\x1a", "a" * 60]
MEMBERS = ["a", "B b", "c'd", "é", "ж", "表", "", "e\\f", "g%", 'Z"z']
# By the server's name and Python's.
CHARSETS = {"utf8mb4": "utf-8", "utf8mb3": "utf-8", "latin1": "cp1252", "ucs2": "utf-16-be", "utf16": "utf-16-be",
            "utf16le": "utf-16-le", "utf32": "utf-32-be", "gbk": "gbk", "sjis": "shift_jis", "big5": "big5",
            "cp1251": "cp1251", "koi8r": "koi8-r", "latin2": "iso8859-2", "euckr": "euc_kr", "gb2312": "gb2312",
            "greek": "iso8859-7", "hebrew": "iso8859-8", "ascii": "ascii", "swe7": "ascii", "tis620": "ascii"}
INTEGERS = {"TINYINT": 8, "SMALLINT": 16, "MEDIUMINT": 24, "INT": 32, "BIGINT": 64}
DATES = ["'0000-00-00'", "'2024-00-00'", "'9999-12-31'", "'2024-02-29'"]
TIMES = ["'-838:59:59'", "'838:59:59'", "'00:00:00.123456'", "'-00:00:01.5'"]
MOMENTS = ["'0000-00-00 00:00:00'", "'9999-12-31 23:59:59'", "'2024-03-31 02:30:00.123456'"]
STAMPS = ["'0000-00-00 00:00:00'", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07'", "'2024-10-27 02:30:00.5'"]
REALS = ["0", "-0e0", "0.1", "16777217", "5e-324", "2.2250738585072014e-308", "1.7976931348623157e308"]
DOCUMENTS = ["'{}'", "'[1, 2.5, \"x\\\\u00e9\", null, true]'", "'{\"a\": {\"b\": [1e100, -0.0]}}'", "'\"text\"'"]
# JSON that its text does not tell from another one.
TYPED_DOCUMENTS = ["CAST(1.10 AS JSON)", "JSON_OBJECT('d', CAST('2024-01-01' AS DATE))",
                   "JSON_ARRAY(18446744073709551615, -9223372036854775808)"]
SHAPES = {"POINT": "POINT(1.5 -2)", "LINESTRING": "LINESTRING(0 0, 1 1)", "GEOMETRY": "POLYGON((0 0, 0 1, 1 1, 0 0))"}


@dataclass
class Column:
    type: str
    value: Callable[[], str]
    in_keys: bool = True
    prefix: bool = False  # a key takes only its beginning
    charset: Optional[str] = None
    name: str = ""
    nullable: bool = True


def name_quoted(name):
    return "`" + name.replace("`", "``") + "`"


def text_quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'"


def encoded(text, charset):
    try:
        data = text.encode(CHARSETS[charset])
    except UnicodeEncodeError:
        return None
    return None if charset in ("ucs2", "utf8mb3") and "😀" in text else data


class Maker:
    def __init__(self, seed, flavour):
        self.random, self.mysql = random.Random(seed), flavour == "mysql"
        self.makers = [self.integer, self.integer, self.decimal, self.real, self.bit, self.text, self.text, self.text,
                       self.bytes, self.time, self.members, self.document, self.shape, self.of_flavour]

    def one_of(self, *values):
        return self.random.choice(values)

    def happens(self, probability):
        return self.random.random() < probability

    def name(self, taken):
        while True:
            name = self.random.choice(NAMES) + self.one_of("", str(self.random.randrange(1000)))
            if name.lower() not in taken:
                taken.add(name.lower())
                return name

    # ---- columns by type

    def integer(self):
        word, bits = self.random.choice(list(INTEGERS.items()))
        least, most = -2 ** (bits - 1), 2 ** (bits - 1) - 1
        if unsigned := self.happens(0.4):
            least, most = 0, 2 ** bits - 1
        return Column(word + (" UNSIGNED" if unsigned else ""),
                      lambda: str(self.one_of(least, most, 0, 1, self.random.randint(least, most))))

    def decimal(self):
        digits = self.random.randint(1, 65)
        fraction = self.random.randint(0, min(30, digits))

        def value():
            drawn = "".join(self.random.choices("0123456789", k=digits))
            return f"{self.one_of('', '-')}{drawn[:digits - fraction] or '0'}.{drawn[digits - fraction:] or '0'}"

        return Column(f"DECIMAL({digits},{fraction})", value)

    def real(self):
        return Column(self.one_of("FLOAT", "FLOAT", "FLOAT(7,3)", "DOUBLE", "DOUBLE(15,4)"),
                      lambda: self.one_of(*REALS, repr(self.random.random() * 10 ** self.random.randint(0, 30))), False)

    def bit(self):
        bits = self.random.randint(1, 64)
        return Column(f"BIT({bits})", lambda: str(self.random.getrandbits(bits)))

    def text(self):
        charset, length = self.random.choice(list(CHARSETS)), self.one_of(1, 10, 60, 200)
        word = self.one_of(f"CHAR({length})", f"VARCHAR({length})", f"VARCHAR({length})", "TEXT", "LONGTEXT")
        collation = f" COLLATE {charset}_bin" if self.happens(0.3) else ""

        def value():
            data = encoded(self.random.choice(TEXTS)[:length], charset)
            return f"_{charset} X'{data.hex()}'" if data else "''"

        return Column(f"{word} CHARACTER SET {charset}{collation}", value, prefix="TEXT" in word or length > 100,
                      charset=charset)

    def bytes(self):
        word, most = self.one_of(("BINARY(16)", 16), ("VARBINARY(300)", 300), ("TINYBLOB", 255), ("LONGBLOB", 1000))
        return Column(word, lambda: f"X'{self.random.randbytes(self.random.randint(0, most)).hex()}'", prefix=True)

    def time(self):
        fraction = self.random.randint(0, 6)
        now = f"CURRENT_TIMESTAMP({fraction})"
        word, values = self.one_of(
            ("DATE", DATES), ("YEAR", ["1901", "2155", "0"]), (f"TIME({fraction})", TIMES), (f"DATETIME({fraction})", MOMENTS),
            (f"DATETIME({fraction}) DEFAULT {now} ON UPDATE {now}", MOMENTS),
            (f"TIMESTAMP({fraction}) DEFAULT '2000-01-01 00:00:00'", STAMPS))
        return Column(word, lambda: self.random.choice(values))

    def members(self):
        charset, word = self.random.choice(list(CHARSETS)), self.one_of("ENUM", "SET")
        members = [text for text in self.random.sample(MEMBERS, 6) if encoded(text, charset) is not None]
        words = ", ".join(map(text_quoted, members)) or "'x'"
        most = max(len(members), 1)
        return Column(f"{word}({words}) CHARACTER SET {charset}",
                      lambda: str(self.random.randint(1, most if word == "ENUM" else 2 ** most - 1)), charset=charset)

    def document(self):
        return Column("JSON", lambda: self.one_of(*DOCUMENTS, *(TYPED_DOCUMENTS if self.mysql else [])), False)

    def shape(self):
        word = self.random.choice(list(SHAPES))
        return Column(word, lambda: f"ST_GeomFromText('{SHAPES[word]}')", False)

    def of_flavour(self):
        if self.mysql:
            return Column("VECTOR(3)", lambda: f"STRING_TO_VECTOR('[1.5, -2, {self.random.random()}]')", False)
        return self.one_of(Column("UUID", lambda: "UUID()"), Column("INET6", lambda: f"'::{self.random.randrange(10000)}'"),
                           Column("INET4", lambda: f"'10.0.0.{self.random.randrange(256)}'"))

    # ---- tables

    def key_parts(self, columns):
        chosen = self.random.sample(columns, min(len(columns), self.random.randint(1, 3)))
        return ", ".join(name_quoted(column.name) + (f"({self.random.randint(1, 5)})" if column.prefix else "")
                         + self.one_of("", "", "", " DESC") for column in chosen), chosen

    def defined(self, column, key):
        column.nullable = column not in key and self.happens(0.6)
        words = f"{name_quoted(column.name)} {column.type} {'NULL' if column.nullable else 'NOT NULL'}"
        if column.nullable and self.happens(0.1):
            words += " INVISIBLE"
        return words + self.one_of("", "", "", " COMMENT 'nl\nx'", " COMMENT 'é😀'")

    def computed(self, column, name):
        stored = self.one_of("VIRTUAL", "STORED")
        if column.type.split()[0] in INTEGERS:
            return f"{name_quoted(name)} BIGINT AS ({name_quoted(column.name)} % 7) {stored}"
        return (f"{name_quoted(name)} VARCHAR(300) CHARACTER SET {column.charset}"
                f" AS (CONCAT({name_quoted(column.name)}, '-')) {stored}")

    def table(self, name):
        taken = set()
        columns = [self.random.choice(self.makers)() for _ in range(self.random.randint(1, 9))]
        for column in columns:
            column.name = self.name(taken)
        keyed = [column for column in columns if column.in_keys]
        counter = None
        key, lines, keys = [], [], []
        if self.happens(0.4):
            counter = name_quoted(self.name(taken))
            lines.append(f"{counter} {self.one_of('INT', 'BIGINT UNSIGNED')} NOT NULL AUTO_INCREMENT")
            keys.append(self.one_of(f"PRIMARY KEY ({counter})", f"UNIQUE KEY ({counter})"))
        elif keyed and self.happens(0.7):
            parts, key = self.key_parts(keyed)
            keys.append(f"PRIMARY KEY ({parts})")
        lines += [self.defined(column, key) for column in columns]
        bases = [column for column in columns if column.type.split()[0] in INTEGERS or column.type.startswith("VARCHAR")]
        if bases and self.happens(0.4):
            lines.append(self.computed(self.random.choice(bases), self.name(taken)))
        for _ in range(self.random.randint(0, 3) if keyed else 0):
            word = self.one_of("KEY", "KEY", "UNIQUE KEY")
            keys.append(f"{word} {name_quoted(self.name(taken))} ({self.key_parts(keyed)[0]})")
        yield (f"CREATE TABLE {name} (\n  " + ",\n  ".join(lines + keys) + "\n) ENGINE=InnoDB"
               + self.one_of("", " ROW_FORMAT=COMPACT", " ROW_FORMAT=REDUNDANT", " COMMENT='é😀'")
               + self.one_of("", f" CHARACTER SET {self.random.choice(list(CHARSETS))}"))
        names = ", ".join(name_quoted(column.name) for column in columns)
        for _ in range(self.one_of(0, 1, 5, 30)):
            values = ", ".join("NULL" if column.nullable and self.happens(0.2) else column.value() for column in columns)
            yield f"INSERT IGNORE INTO {name} ({names}) VALUES ({values})"
        # Many rows, where no key forbids it.
        for _ in range(9 if counter and len(keys) == 1 and self.happens(0.7) else 0):
            yield f"INSERT IGNORE INTO {name} ({names}) SELECT {names} FROM {name}"

    def databases(self, tables):
        taken = set()
        names = [name_quoted("torture" + ending) for ending in ("", self.one_of("-x", "`y", " z", "é"))]
        for name in names:
            yield f"CREATE DATABASE {name} CHARACTER SET {self.random.choice(list(CHARSETS))}"
        for _ in range(tables):
            yield from self.table(f"{self.random.choice(names)}.{name_quoted(self.name(taken))}")


def main():
    seed, flavour, tables = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 25
    print("SET sql_mode = '';")
    for statement in Maker(seed, flavour).databases(tables):
        print(statement + ";")


if __name__ == "__main__":
    main()
