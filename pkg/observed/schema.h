/*
 * libcyaml's description of struct observed.
 */
#ifndef OBSERVED_SCHEMA_H
#define OBSERVED_SCHEMA_H

#include <cyaml/cyaml.h>

extern const cyaml_schema_value_t observed_schema;

#endif
