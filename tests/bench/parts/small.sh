# A database of some 5 MB.
# shellcheck shell=bash
sysbench_tables small 20 1200
in_turns small extrepl dump mydumper
faster "copy of a 5 MB database: mysqldump | mysql" small.extrepl small.dump 1
faster "  mydumper + myloader" small.extrepl small.mydumper
