/* Which manifests -f selects: files, folders and standard input. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "files/files.h"
#include "manifest_show.h"
#include "manifest_text.h"

/* A manifest with its own name and target. */
#define PAIR(name, target)                                                             \
	"version: 1\nname: " name "\n" SOURCE_PART "target:\n  endpoint: " target "\n" \
	"  admin: { user: awsuser, password: { env: RDS_PASSWORD } }\n"

static char folder[] = "/tmp/extrepl-manifests-XXXXXX";

static const char *in_folder(const char *name, struct arena *arena)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *text, mode_t mode)
{
	AUTO_ARENA *arena = arena_make();
	const char *path = in_folder(name, arena);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	(void)fputs(text, file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static int set_up(void **state)
{
	AUTO_ARENA *arena = arena_make();

	(void)state;
	if (mkdtemp(folder) == NULL || mkdir(in_folder("good", arena), 0700) != 0 ||
	    mkdir(in_folder("twice", arena), 0700) != 0 ||
	    mkdir(in_folder("none", arena), 0700) != 0 ||
	    mkdir(in_folder("one-bad", arena), 0700) != 0)
		return -1;
	write_file("good/b.yml", PAIR("b", "rds-b"), 0600);
	write_file("good/a.yaml", PAIR("a", "rds-a"), 0600);
	write_file("good/.hidden.yaml", "nonsense", 0600);
	write_file("good/README.md", "nonsense", 0600);
	write_file("twice/a.yaml", PAIR("a", "rds-a"), 0600);
	write_file("twice/b.yaml", PAIR("b", "RDS-A"), 0600);
	write_file("one-bad/a.yaml", PAIR("a", "rds-a"), 0600);
	write_file("one-bad/b.yaml", "nonsense", 0600);
	write_file("none/README.md", "nonsense", 0600);
	write_file("open.yaml", WITH_PASSWORD("{ value: hunter2 }"), 0644);
	write_file("closed.yaml", WITH_PASSWORD("{ value: hunter2 }"), 0640);
	write_file("reference.yaml", WITH_PASSWORD("{ file: a }"), 0644);
	return 0;
}

static int remove_one(const char *path, const struct stat *status, int kind,
		      struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/*
 * The argument of -f, and the names of the manifests, or the error. FOLDER is the
 * test's folder.
 */
static struct paths_case {
	const char *name;
	const char *paths[3];
	const char *names;
	const char *error;
	enum error_kind kind;
} cases[] = {
	/* clang-format off */
	{ "a file is one manifest", { "FOLDER/good/a.yaml" }, "a", NULL, ERROR_NONE },
	{ "files keep their order", { "FOLDER/good/b.yml", "FOLDER/good/a.yaml" }, "b a", NULL, ERROR_NONE },
	{ "a folder's manifests are sorted", { "FOLDER/good/" }, "a b", NULL, ERROR_NONE },
	{ "standard input is one manifest", { "-" }, "stdin", NULL, ERROR_NONE },
	{ "a folder, and standard input", { "FOLDER/good", "-" }, "a b stdin", NULL, ERROR_NONE },
	{ "standard input cannot be read twice", { "-", "-" }, NULL, "-f - is given twice", ERROR_USAGE },
	{ "a missing file is an error", { "FOLDER/good/a.yaml", "FOLDER/absent.yaml" }, NULL,
	  "FOLDER/absent.yaml: there is no such file", ERROR_MANIFEST },
	{ "a folder without manifests is an error", { "FOLDER/none" }, NULL,
	  "FOLDER/none: there is no *.yaml or *.yml in it", ERROR_MANIFEST },
	{ "one bad manifest spoils all", { "FOLDER/one-bad" }, NULL,
	  "FOLDER/one-bad/b.yaml:1:1: expected a mapping", ERROR_MANIFEST },
	{ "the same target twice is an error", { "FOLDER/twice" }, NULL,
	  "FOLDER/twice/b.yaml: the same target and channel as in FOLDER/twice/a.yaml", ERROR_MANIFEST },
	{ "the same file twice is an error", { "FOLDER/good", "FOLDER/good/a.yaml" }, NULL,
	  "FOLDER/good/a.yaml: the same target and name as in FOLDER/good/a.yaml", ERROR_MANIFEST },
	/* clang-format on */
};

static const char *fill_in(const char *text, struct arena *arena)
{
	struct text filled = text_make(arena);

	for (const char *at; (at = strstr(text, "FOLDER")) != NULL;
	     text = at + strlen("FOLDER")) {
		text_add_n(&filled, text, (size_t)(at - text));
		text_add(&filled, folder);
	}
	text_add(&filled, text);
	return filled.bytes;
}

static void use_as_stdin(const char *yaml)
{
	write_file("stdin", yaml, 0644);
	AUTO_ARENA *arena = arena_make();
	assert_non_null(freopen(in_folder("stdin", arena), "r", stdin));
}

static void loads(void **state)
{
	const struct paths_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	const char *paths[ARRAY_SIZE(row->paths)];
	const struct manifest **manifests = NULL;
	size_t count = 0;
	size_t given = 0;
	struct error err = { .kind = ERROR_NONE };
	struct text names = text_make(arena);

	use_as_stdin(PAIR("stdin", "rds-stdin"));
	for (; given < ARRAY_SIZE(row->paths) && row->paths[given] != NULL; given++)
		paths[given] = fill_in(row->paths[given], arena);
	bool done = manifest_load_all(paths, given, arena, &manifests, &count, &err);
	if (row->names == NULL) {
		assert_false(done);
		assert_string_equal(err.message, fill_in(row->error, arena));
		assert_int_equal(err.kind, row->kind);
		assert_null(manifests);
		return;
	}
	if (!done)
		fail_msg("%s", err.message);
	for (size_t i = 0; i < count; i++)
		text_addf(&names, "%s%s", i == 0 ? "" : " ", manifests[i]->name);
	assert_string_equal(names.bytes, row->names);
}

static void a_password_that_others_can_read_is_a_warning(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct manifest *manifest;
	struct error err = { 0 };

	(void)state;
	assert_true(manifest_load(in_folder("open.yaml", arena), arena, &manifest, &err));
	assert_string_equal(
		manifest->warning,
		fill_in("FOLDER/open.yaml: source.admin.password.value is a password in a file that "
			"others can read (mode 0644): chmod o-r, or use env, file or command",
			arena));
	assert_true(
		manifest_load(in_folder("closed.yaml", arena), arena, &manifest, &err));
	assert_null(manifest->warning);
	assert_true(manifest_load(in_folder("reference.yaml", arena), arena, &manifest,
				  &err));
	assert_null(manifest->warning);
}

static void standard_input_has_a_name_and_a_folder(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct manifest *manifest;
	struct error err = { 0 };

	(void)state;
	use_as_stdin(PAIR("stdin", "rds-stdin"));
	assert_true(manifest_load("-", arena, &manifest, &err));
	assert_string_equal(manifest->path, "-");
	assert_string_equal(manifest->folder, ".");
	use_as_stdin("verison: 1\n");
	assert_false(manifest_load("-", arena, &manifest, &err));
	assert_string_equal(err.message, "<stdin>:1:1: there is no key 'verison'");
}

static void a_huge_file_is_refused(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct manifest *manifest;
	struct error err = { 0 };

	(void)state;
	assert_false(manifest_load("/dev/zero", arena, &manifest, &err));
	assert_string_equal(err.message,
			    "/dev/zero: larger than 1 MiB: this is not a manifest");
}

int main(void)
{
	static struct CMUnitTest tests[ARRAY_SIZE(cases) + 3];
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[count++] = (struct CMUnitTest){ cases[i].name, loads, NULL, NULL,
						      &cases[i] };
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(
		a_password_that_others_can_read_is_a_warning);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(
		standard_input_has_a_name_and_a_folder);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_huge_file_is_refused);
	return cmocka_run_group_tests_name("manifest files", tests, set_up, tear_down);
}
