/* Reads and creates parameter groups, and reads and sets their parameters. */
#include "aws/rds_internal.h"

#include "base/run.h"

#define CHANGES_A_CALL 20

bool rds_group_read(struct aws *aws, const char *name, struct arena *arena,
		    struct rds_group *out, struct error *err)
{
	struct text form = text_make(arena);
	const struct xml_node *result;

	form_add(&form, "DBParameterGroupName", name);
	if (!rds_call(aws, "DescribeDBParameterGroups", &form, false, arena, &result, err))
		return false;
	const struct xml_node *group =
		xml_find(result, "DBParameterGroups/DBParameterGroup");
	if (xml_text(group, "DBParameterGroupFamily") == NULL)
		return error_set(err, ERROR_FAILED,
				 "rds:DescribeDBParameterGroups: no group in the reply");
	*out = (struct rds_group){
		.name = xml_text(group, "DBParameterGroupName"),
		.family = xml_text(group, "DBParameterGroupFamily"),
		.description = xml_text(group, "Description"),
		.is_default =
			text_starts(xml_text(group, "DBParameterGroupName"), "default."),
	};
	return true;
}

bool rds_group_create(struct aws *aws, const struct rds_group *group, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text form = text_make(arena);
	const struct xml_node *result;
	struct rds_group there;

	form_add(&form, "DBParameterGroupName", group->name);
	form_add(&form, "DBParameterGroupFamily", group->family);
	form_add(&form, "Description", group->description);
	if (rds_call(aws, "CreateDBParameterGroup", &form, false, arena, &result, err))
		return true;
	/* The group may exist because the answer to a first attempt was lost. */
	if (!aws_refused_with(aws, "DBParameterGroupAlreadyExists") ||
	    !rds_group_read(aws, group->name, arena, &there, err))
		return false;
	return text_equal(there.family, group->family) ||
	       error_set(err, ERROR_FAILED,
			 "the parameter group %s exists, but for %s, not %s",
			 group->name, there.family, group->family);
}

struct collecting {
	struct arena *arena;
	struct rds_parameter *parameters;
	size_t count, room;
};

static bool collect(const struct xml_node *node, void *arg)
{
	struct collecting *all = arg;

	if (xml_text(node, "ParameterName") == NULL)
		return true;
	if (all->count == all->room) {
		size_t room = all->room == 0 ? 512 : 2 * all->room;

		all->parameters = arena_grow(all->arena, all->parameters,
					     all->count * sizeof(*all->parameters),
					     room * sizeof(*all->parameters));
		all->room = room;
	}
	all->parameters[all->count++] = (struct rds_parameter){
		.name = xml_text(node, "ParameterName"),
		.value = xml_text(node, "ParameterValue"),
		.data_type = xml_text(node, "DataType"),
		.allowed = xml_text(node, "AllowedValues"),
		.source = xml_text(node, "Source"),
		.description = xml_text(node, "Description"),
		.apply_method = xml_text(node, "ApplyMethod"),
		.dynamic = text_equal(xml_text(node, "ApplyType"), "dynamic"),
		.modifiable = text_equal(xml_text(node, "IsModifiable"), "true"),
	};
	return true;
}

bool rds_parameters_read(struct aws *aws, const char *group, struct arena *arena,
			 struct rds_parameter **out, size_t *count, struct error *err)
{
	struct text form = text_make(arena);
	struct collecting all = { .arena = arena };
	const struct rds_listing listing = {
		.action = "DescribeDBParameters",
		.list = "Parameters",
		.form = &form,
		.visit = collect,
		.arg = &all,
	};

	form_add(&form, "DBParameterGroupName", group);
	if (!rds_list(aws, &listing, arena, err))
		return false;
	*out = all.parameters;
	*count = all.count;
	return true;
}

static char folded(char letter)
{
	if (letter >= 'A' && letter <= 'Z')
		return (char)(letter - 'A' + 'a');
	return letter == '-' ? '_' : letter;
}

const struct rds_parameter *rds_parameter_named(const struct rds_parameter *parameters,
						size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		const char *a = parameters[i].name, *b = name;

		while (*a != '\0' && folded(*a) == folded(*b))
			a++, b++;
		if (*a == '\0' && *b == '\0')
			return &parameters[i];
	}
	return NULL;
}

static bool set_some(struct aws *aws, const char *group,
		     const struct rds_change *changes, size_t count, struct error *err)
{
	AUTO_ARENA *arena = arena_make();
	struct text form = text_make(arena);
	const struct xml_node *result;

	form_add(&form, "DBParameterGroupName", group);
	for (size_t i = 0; i < count; i++) {
		const char *prefix =
			arena_printf(arena, "Parameters.Parameter.%zu", i + 1);
		const struct rds_parameter *parameter = changes[i].parameter;

		form_add(&form, arena_printf(arena, "%s.ParameterName", prefix),
			 parameter->name);
		form_add(&form, arena_printf(arena, "%s.ParameterValue", prefix),
			 changes[i].value);
		form_add(&form, arena_printf(arena, "%s.ApplyMethod", prefix),
			 parameter->dynamic ? "immediate" : "pending-reboot");
	}
	return rds_call(aws, "ModifyDBParameterGroup", &form, false, arena, &result, err);
}

bool rds_parameters_set(struct aws *aws, const char *group,
			const struct rds_change *changes, size_t count, struct error *err)
{
	for (size_t done = 0; done < count; done += CHANGES_A_CALL) {
		size_t some =
			count - done < CHANGES_A_CALL ? count - done : CHANGES_A_CALL;

		if (!set_some(aws, group, changes + done, some, err))
			return false;
	}
	return true;
}
