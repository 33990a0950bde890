/*
 * Calls the RDS API, once or page by page. The rds_*.c files give the calls their
 * parameters and read the replies.
 */
#include "aws/rds_internal.h"

/* RDS returns up to 100 entries per page, so this is more than any account needs. */
#define MOST_PAGES 1000

bool rds_call(struct aws *aws, const char *action, const struct text *form, bool once,
	      struct arena *arena, const struct xml_node **out, struct error *err)
{
	const struct api_call call = {
		.service = API_RDS,
		.action = action,
		.body = form->bytes,
		.once = once,
	};

	return aws_query(aws, &call, arena, out, err);
}

bool rds_list(struct aws *aws, const struct rds_listing *listing, struct arena *arena,
	      struct error *err)
{
	const char *marker = NULL;

	for (int page = 0; page < MOST_PAGES; page++) {
		const struct xml_node *result;
		struct text form = text_make(arena);

		text_add(&form, listing->form->bytes);
		if (marker != NULL)
			form_add(&form, "Marker", marker);
		if (!rds_call(aws, listing->action, &form, false, arena, &result, err))
			return false;
		const struct xml_node *node = xml_find(result, listing->list);
		for (node = node == NULL ? NULL : node->child; node != NULL;
		     node = node->next) {
			if (!listing->visit(node, listing->arg))
				return true;
		}
		const char *next = xml_text(result, "Marker");
		if (next == NULL)
			return true;
		if (text_equal(next, marker))
			break;
		marker = next;
	}
	return error_set(err, ERROR_FAILED, "rds:%s: there are too many pages",
			 listing->action);
}
