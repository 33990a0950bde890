/*
 * When two values of a server variable mean the same: ON and 1, ROW and row, 1G and
 * 1073741824.
 */
#ifndef STEPS_VALUES_H
#define STEPS_VALUES_H

#include <stdbool.h>

bool values_equal(const char *is, const char *wanted);

#endif
