/*
 * What the files of rds.h share.
 */
#ifndef AWS_RDS_INTERNAL_H
#define AWS_RDS_INTERNAL_H

#include "aws/rds.h"

/* A call with parameters from form_add. once: see api.h. */
bool rds_call(struct aws *aws, const char *action, const struct text *form, bool once,
	      struct arena *arena, const struct xml_node **out,
	      struct error *err) MUST_CHECK;

/*
 * Calls an action page by page. Calls visit for each element of the list (a path under
 * the result); visit returns false to stop.
 */
struct rds_listing {
	const char *action, *list;
	const struct text *form;
	bool (*visit)(const struct xml_node *node, void *arg);
	void *arg;
};
bool rds_list(struct aws *aws, const struct rds_listing *listing, struct arena *arena,
	      struct error *err) MUST_CHECK;

void rds_instance_parse(const struct xml_node *node, struct arena *arena,
			struct rds_instance *out);

#endif
