/*
 * The UTC offsets of a time zone, as SQL: two zones with equal offsets run events at
 * the same times, whatever their names.
 */
#ifndef SQL_ZONE_HOURS_H
#define SQL_ZONE_HOURS_H

/*
 * SQL: how many minutes a zone is ahead of UTC, on sample days through a year; weekly
 * in some months, to see when the clocks change.
 */
#define ZONE_AHEAD(zone, day)                                                          \
	"TIMESTAMPDIFF(MINUTE, '2027-" day " 12:00:00', CONVERT_TZ('2027-" day         \
	" 12:00:00', '+00:00', " zone "))"
#define ZONE_MONTH(zone, month)                                                        \
	ZONE_AHEAD(zone, month "-01")                                                  \
	", " ZONE_AHEAD(zone, month "-08") ", " ZONE_AHEAD(                            \
		zone, month "-15") ", " ZONE_AHEAD(zone, month                         \
						   "-22") ", " ZONE_AHEAD(zone,        \
									  month "-29")
#define ZONE_HOURS(zone)                                                                                      \
	"CONCAT_WS(' ', " ZONE_AHEAD(zone, "01-15") ", " ZONE_MONTH(zone, "03") ", " ZONE_MONTH(              \
		zone,                                                                                         \
		"04") ", " ZONE_MONTH(zone,                                                                   \
				      "07") ", " ZONE_MONTH(zone,                                             \
							    "09") ", " ZONE_MONTH(zone,                       \
										  "10") ", " ZONE_MONTH(zone, \
													"11") ")"

#endif
