/* Makes the JSON of a cut-over for promote, and of the way back for status. */
#include "plan/render.h"
#include "promotion.h"

const char *way_back_state(const struct way_back *back)
{
	if (back->there == FACT_UNKNOWN)
		return "unknown";
	if (back->there == FACT_NO)
		return "absent";
	return back->running == FACT_YES && back->error == NULL ? "works" : "stopped";
}

json_t *way_back_json(const struct way_back *back)
{
	return json_pack("{s:s, s:o, s:o}", "state", way_back_state(back), "lag_seconds",
			 back->there == FACT_YES && back->lag_known ?
				 json_integer((json_int_t)back->lag) :
				 json_null(),
			 "error", text_json(back->error));
}

static json_t *phases_json(const struct promote_result *result)
{
	json_t *list = json_array();

	for (size_t i = 0; i < result->phases_count; i++)
		json_array_append_new(list, json_pack("{s:s, s:I}", "name",
						      result->phases[i].name, "ms",
						      (json_int_t)result->phases[i].ms));
	return list;
}

json_t *promotion_json(const struct manifest *manifest,
		       const struct promote_result *result, const struct error *error,
		       int status)
{
	return json_pack(
		"{s:s, s:s, s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:{s:o, s:o}, s:o, s:o}",
		"format", "extrepl/promotion/1", "extrepl", EXTREPL_VERSION, "exit",
		status, "manifest", text_json(manifest->path), "name",
		text_json(manifest->name), "state", text_json(result->state), "outage_ms",
		result->outage_ms < 0 ? json_null() :
					json_integer((json_int_t)result->outage_ms),
		"round_trips",
		result->outage_ms < 0 ? json_null() :
					json_integer((json_int_t)result->trips),
		"phases", phases_json(result), "way_back",
		way_back_json(&result->way_back), "coordinates", "source",
		text_json(result->source_at), "target", text_json(result->target_at),
		"sessions", text_json(result->sessions), "error", error_json(error));
}
