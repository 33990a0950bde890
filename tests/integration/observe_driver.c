/*
 * Prints what extrepl observes on the servers of a manifest: observe_driver MANIFEST [data]
 * [password] [twice]
 */
#include <stdio.h>
#include <string.h>

#include "files/files.h"
#include "manifest/manifest.h"
#include "observe/observe.h"

static bool asked(char **argv, const char *word)
{
	for (; *argv != NULL; argv++) {
		if (strcmp(*argv, word) == 0)
			return true;
	}
	return false;
}

static bool look(char **argv, struct arena *arena, struct error *err)
{
	struct run run;
	const struct manifest *manifest;
	struct logins *logins;
	struct observed *observed;
	const char *text;
	bool ok = false;

	run_init(&run, NULL);
	if (!manifest_load(argv[1], arena, &manifest, err) ||
	    !logins_make(manifest, &run, arena, &logins, err))
		return false;
	struct observer *observer = observer_make(manifest, logins, &run);
	for (int64_t began = run_clock(), times = asked(argv, "twice") ? 2 : 1;
	     times > 0; times--) {
		ok = observer_look(observer, arena, &observed, err);
		fprintf(stderr, "looked in %lld ms\n", (long long)(run_clock() - began));
		began = run_clock();
	}
	if (ok && asked(argv, "data")) {
		int64_t began = run_clock();

		ok = observer_look_at_data(observer, arena, observed, err);
		fprintf(stderr, "looked at the data in %lld ms\n",
			(long long)(run_clock() - began));
	}
	if (ok && asked(argv, "password"))
		ok = observer_try_password(observer, arena, observed, err);
	if (ok && observed_print(observed, arena, &text, err))
		fputs(text, stdout);
	observer_release(observer);
	logins_release(logins);
	return ok;
}

int main(int argc, char **argv)
{
	AUTO_ARENA *arena = arena_make();
	struct error err = { 0 };

	if (argc < 2 || !db_library_init(&err) || !look(argv, arena, &err)) {
		fprintf(stderr, "observe_driver: %s\n", err.message);
		if (err.hint[0] != '\0')
			fprintf(stderr, "  hint: %s\n", err.hint);
		return error_exit_status(err.kind);
	}
	db_library_end();
	return 0;
}
