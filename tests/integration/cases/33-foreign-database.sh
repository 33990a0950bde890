# Data on the target that extrepl did not put there.
# shellcheck shell=bash

fresh
on target "CREATE DATABASE repltest; CREATE TABLE repltest.precious (a INT PRIMARY KEY); INSERT INTO repltest.precious VALUES (1)"

it "a database in the way is left alone, and both ways out are named"
remember
extrepl apply
expect_refused 3
expect_output "repltest is on the target and extrepl did not put it there"
expect_output "set copy.adopt"
expect_output "--allow target-data"
expect_row target "SELECT a FROM repltest.precious" 1

it "with --allow target-data it is replaced"
extrepl apply --allow target-data
expect_status 0
expect_row target "SHOW TABLES FROM repltest LIKE 'precious'" ""
expect_equal_sides
expect_in_sync

it "one that stands elsewhere stays, with the same consent"
fresh
on target "CREATE DATABASE elsewhere; CREATE TABLE elsewhere.precious (a INT PRIMARY KEY); INSERT INTO elsewhere.precious VALUES (1)"
extrepl apply
expect_status 3
extrepl apply --allow target-data
expect_status 0
expect_row target "SELECT a FROM elsewhere.precious" 1
expect_in_sync
