/*
 * Which family a server belongs to.
 */
#ifndef BASE_FLAVOUR_H
#define BASE_FLAVOUR_H

enum flavour { FLAVOUR_UNKNOWN, FLAVOUR_MYSQL, FLAVOUR_MARIADB };

#endif
