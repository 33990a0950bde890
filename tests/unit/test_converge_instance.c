/*
 * The loop always ends, whatever is wrong with the instance: its parameters, and writes
 * while it is read-only.
 */
#include "converge_changes.h"

/* The instance. */
static void no_api(struct model *model)
{
	*instance_of(model) = (struct observed_instance){ .known = FACT_UNKNOWN };
}

static void no_credentials(struct model *model)
{
	*instance_of(model) =
		(struct observed_instance){ .known = FACT_NO, .note = TEXT("no key") };
}

static void parameters_denied(struct model *model)
{
	instance_of(model)->parameters_known = FACT_UNKNOWN;
	instance_of(model)->parameters_count = 0;
	instance_of(model)->note = TEXT("AWS denies rds:DescribeDBParameters");
}

static void deny(struct model *model, char *action)
{
	static char *denied[1];

	denied[0] = action;
	instance_of(model)->denied = denied;
	instance_of(model)->denied_count = 1;
}

static void modify_denied(struct model *model)
{
	deny(model, TEXT("rds:ModifyDBParameterGroup"));
}

static void reboot_denied(struct model *model)
{
	deny(model, TEXT("rds:RebootDBInstance"));
}

static void storage_full(struct model *model)
{
	instance_of(model)->status = TEXT("storage-full");
	instance_of(model)->usable = FACT_NO;
	instance_of(model)->broken = FACT_YES;
}

static void custom_group(struct model *model)
{
	if (instance_of(model)->known != FACT_YES)
		return;
	instance_of(model)->parameter_group = TEXT("ours");
	instance_of(model)->default_group = FACT_NO;
}

static void own_group_not_in_use(struct model *model)
{
	custom_group(model);
	if (instance_of(model)->known != FACT_YES)
		return;
	instance_of(model)->parameter_group = TEXT("extrepl-rds001-mysql84");
	instance_of(model)->parameter_status = TEXT("pending-reboot");
}

static void wants(struct model *model, const struct manifest_setting *settings,
		  size_t count)
{
	model->pair.manifest.target.parameters = (struct manifest_setting *)settings;
	model->pair.manifest.target.parameters_count = count;
}

static void wants_what_runs(struct model *model)
{
	static const struct manifest_setting settings[] = { { "local_infile", "1" } };

	wants(model, settings, 1);
}

static void wants_dynamic(struct model *model)
{
	static const struct manifest_setting settings[] = { { "local_infile", "OFF" } };

	wants(model, settings, 1);
}

static void wants_static(struct model *model)
{
	static const struct manifest_setting settings[] = { { "innodb_sort_buffer_size",
							      "2M" } };

	wants(model, settings, 1);
}

static void wants_both(struct model *model)
{
	static const struct manifest_setting settings[] = {
		{ "local_infile", "0" }, { "innodb_sort_buffer_size", "2097152" }
	};

	wants(model, settings, 2);
}

static void wants_unknown(struct model *model)
{
	static const struct manifest_setting settings[] = { { "nonsense", "0" } };

	wants(model, settings, 1);
}

static void wants_too_much(struct model *model)
{
	static const struct manifest_setting settings[] = { { "innodb_sort_buffer_size",
							      "1G" } };

	wants(model, settings, 1);
}

static void put(struct model *model, const char *name, char *value, char *method)
{
	struct observed_parameter *parameter = group_parameter(model, name);

	if (instance_of(model)->default_group == FACT_YES ||
	    instance_of(model)->parameters_known != FACT_YES)
		return;
	parameter->value = value;
	parameter->apply_method = method;
}

static void dynamic_is_put(struct model *model)
{
	put(model, "local_infile", TEXT("0"), TEXT("immediate"));
	if (instance_of(model)->default_group == FACT_NO &&
	    instance_of(model)->parameters_known == FACT_YES &&
	    text_equal(instance_of(model)->parameter_status, "in-sync"))
		instance_of(model)->parameter_status = TEXT("applying");
}

static void dynamic_waits_for_reboot(struct model *model)
{
	put(model, "local_infile", TEXT("0"), TEXT("pending-reboot"));
	if (instance_of(model)->default_group == FACT_NO)
		instance_of(model)->parameter_status = TEXT("pending-reboot");
}

static void static_waits_for_reboot(struct model *model)
{
	put(model, "innodb_sort_buffer_size", TEXT("2097152"), TEXT("pending-reboot"));
	if (instance_of(model)->default_group == FACT_NO)
		instance_of(model)->parameter_status = TEXT("pending-reboot");
}

static void read_only_by_group(struct model *model)
{
	target_variable(model, "read_only")->value = TEXT("ON");
	put(model, "read_only", TEXT("1"), TEXT("immediate"));
}

static void read_only_by_server(struct model *model)
{
	target_variable(model, "read_only")->value = TEXT("ON");
}

static void wants_read_only(struct model *model)
{
	model->pair.manifest.target.read_only = true;
}

static void wants_backup(struct model *model)
{
	model->pair.manifest.copy.backup_first = true;
}

static void has_backup(struct model *model)
{
	wants_backup(model);
	instance_of(model)->snapshot = TEXT("extrepl-pair-20261122");
	instance_of(model)->snapshot_status = TEXT("available");
	instance_of(model)->snapshot_at = TEXT("2026-11-22T08:44:09Z");
}

static void has_old_backup(struct model *model)
{
	has_backup(model);
	instance_of(model)->snapshot_at = TEXT("2026-11-20T08:44:09Z");
}

static void instance_mysql(struct model *model)
{
	mysql(model);
	model_instance(model);
}

static void reboot_allowed(struct model *model)
{
	model->allowed = CONSENT_TARGET_REBOOT;
}

static void reboot_and_data_allowed(struct model *model)
{
	model->allowed = CONSENT_TARGET_REBOOT | CONSENT_TARGET_DATA;
}

static void begin_again(struct model *model)
{
	pair_begin(&model->pair);
}

static void unfinished_and_no_link(struct model *model)
{
	unfinished(model);
	no_link(model);
}

/* clang-format off */
#define API_AXIS                                                                                                         \
	AXIS(AS_IT_IS("the API answers"), { "not asked", no_api }, { "no credentials", no_credentials },                  \
	     { "parameters denied", parameters_denied }, { "modify denied", modify_denied },                              \
	     { "reboot denied", reboot_denied }, { "storage full", storage_full }, { "rebooting", rebooting })

static const struct axis parameter_axes[] = {
	AXIS({ "an instance", instance_mysql }),
	API_AXIS,
	AXIS(AS_IT_IS("default group"), { "a group of somebody's", custom_group },
	     { "extrepl's group, not in use", own_group_not_in_use }),
	AXIS(AS_IT_IS("nothing set"), { "dynamic, being applied", dynamic_is_put },
	     { "dynamic, waiting for a reboot", dynamic_waits_for_reboot },
	     { "static, waiting for a reboot", static_waits_for_reboot }),
	AXIS(AS_IT_IS("no parameter wanted"), { "wants what runs", wants_what_runs }, { "wants a dynamic one", wants_dynamic },
	     { "wants a static one", wants_static }, { "wants both", wants_both }, { "wants an unknown one", wants_unknown },
	     { "wants too much", wants_too_much }),
	AXIS(AS_IT_IS("not wanted read-only"), { "wanted read-only", wants_read_only }),
	AXIS(AS_IT_IS("in sync"), { "nothing on the target", begin_again }),
	AXIS(AS_IT_IS("nothing allowed"), { "reboot allowed", reboot_allowed }),
};

static const struct axis write_axes[] = {
	AXIS({ "an instance", instance_mysql }),
	API_AXIS,
	AXIS(AS_IT_IS("default group"), { "a group of somebody's", custom_group }),
	AXIS(AS_IT_IS("writable"), { "read-only by its group", read_only_by_group },
	     { "read-only by itself", read_only_by_server }),
	AXIS(AS_IT_IS("not wanted read-only"), { "wanted read-only", wants_read_only }),
	AXIS(AS_IT_IS("no backup wanted"), { "backup wanted", wants_backup }, { "backup there", has_backup },
	     { "backup too old", has_old_backup }),
	AXIS(AS_IT_IS("in sync"), { "nothing on the target", begin_again }, { "unfinished copy", unfinished_and_no_link },
	     { "reset since the copy", no_link }, { "other password", link_given_other_password }),
	AXIS(AS_IT_IS("nothing allowed"), { "reboot allowed", reboot_allowed },
	     { "reboot and data allowed", reboot_and_data_allowed }),
};
/* clang-format on */

static void every_parameter_converges(void **state)
{
	(void)state;
	run_all_facts("parameters", parameter_axes, ARRAY_SIZE(parameter_axes));
}

static void every_read_only_target_converges(void **state)
{
	(void)state;
	run_all_facts("read-only targets", write_axes, ARRAY_SIZE(write_axes));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_parameter_converges),
		cmocka_unit_test(every_read_only_target_converges),
	};

	return RUN_COMBINATIONS(tests);
}
