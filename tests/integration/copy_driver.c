/*
 * Runs one copy between the servers of a lab, without a manifest: to test only the
 * copy.
 *
 *	. build/lab/NAME/env && copy_driver [OPTIONS] DATABASE...
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "copy/copy.h"

static struct run run;

static void *wait_for_signal(void *arg)
{
	int number;

	(void)sigwait(arg, &number);
	run_cancel(&run, number);
	return NULL;
}

static const char *setting(const char *name)
{
	const char *value = getenv(name);

	if (value == NULL) {
		(void)fprintf(stderr,
			      "copy_driver: %s is not set: source the lab's env\n", name);
		exit(64);
	}
	return value;
}

static struct db_login login_of(const char *side, struct secret *password,
				struct arena *arena)
{
	const char *host = setting(arena_printf(arena, "%s_HOST", side));
	const char *port = setting(arena_printf(arena, "%s_PORT", side));
	const char *word = setting(arena_printf(arena, "%s_PASSWORD", side));

	if (!secret_set(password, word, strlen(word)))
		exit(64);
	return (struct db_login){
		.label = arena_printf(arena, "%s %s:%s",
				      side[0] == 'S' ? "source" : "target", host, port),
		.host = host,
		.port = (unsigned)strtoul(port, NULL, 10),
		.user = setting(arena_printf(arena, "%s_USER", side)),
		.password = password,
		.tls = getenv("COPY_TLS") == NULL ? DB_TLS_PREFERRED : DB_TLS_DISABLED,
	};
}

static int usage(void)
{
	(void)fputs("usage: copy_driver [-t THREADS] [-l LOCK_TIMEOUT_MS] [-n NAME]"
		    " [-d keep|admin|fail]\n"
		    "                   [-c CHUNK_KIB] [-p PATIENCE_MS] [-r] (replace) [-a] (afresh)\n"
		    "                   [-L] (locks allowed) [-b] (block DDL) [-g] (generated values accepted) [-z] (compress) [-A] (all) DATABASE...\n",
		    stderr);
	return 64;
}

static bool parse_options(int argc, char **argv, struct copy_job *job, bool *replace)
{
	static const char *const policies[] = { "keep", "admin", "fail" };
	int option;

	while ((option = getopt(argc, argv, "t:l:n:d:c:p:raALbgzv")) != -1) {
		switch (option) {
		case 't':
			job->threads = (unsigned)strtoul(optarg, NULL, 10);
			break;
		case 'l':
			job->lock_timeout_ms = strtol(optarg, NULL, 10);
			break;
		case 'n':
			job->record.name = optarg;
			break;
		case 'd':
			for (unsigned i = 0; i < ARRAY_SIZE(policies); i++) {
				if (strcmp(policies[i], optarg) == 0)
					job->definers = (enum copy_definers)i;
			}
			break;
		case 'c':
			job->chunk_size = strtoul(optarg, NULL, 10) * 1024;
			break;
		case 'p':
			job->stall_timeout_ms = strtol(optarg, NULL, 10);
			break;
		case 'a':
			job->from_scratch = true;
			break;
		case 'A':
			job->all_databases = true;
			break;
		case 'z':
			job->compress = true;
			break;
		case 'r':
			*replace = true;
			break;
		case 'L':
			job->source_lock_allowed = true;
			break;
		case 'b':
			job->block_ddl = true;
			break;
		case 'g':
			job->computed_accepted = true;
			break;
		default:
			return false;
		}
	}
	return optind < argc;
}

static int report(bool ok, const struct copy_result *result, const struct error *err)
{
	if (!ok) {
		(void)fprintf(stderr, "copy_driver: %s\n", err->message);
		if (err->hint[0] != '\0')
			(void)fprintf(stderr, "  hint: %s\n", err->hint);
		return error_exit_status(err->kind);
	}
	(void)printf("method: %s\nlock_ms: %lu\ntables: %lu\nrows: %lu\nbytes: %lu\nelapsed_ms: %lu\n"
		     "retried: %lu\nkept_chunks: %lu\nkept_bytes: %lu\nfile: %s\nposition: %lu\ngtid_set: %s\n",
		     result->lock_method, result->lock_ms, result->tables,
		     result->row_count, result->bytes, result->elapsed_ms,
		     result->retried, result->kept_chunks, result->kept_bytes,
		     result->record.file, result->record.position,
		     result->record.gtid_set);
	return 0;
}

int main(int argc, char **argv)
{
	static struct secret source_password, target_password;
	struct copy_job job = {
		.threads = 4,
		.lock_timeout_ms = 10000,
		.chunk_size = (uint64_t)32 * 1024 * 1024,
		.step = "target.copy",
		.record = { .name = "copy-driver", .channel = "", .run = "driver" },
	};
	AUTO_ARENA *arena = arena_make();
	struct copy_result result;
	struct error err = { 0 };
	bool replace = false;
	sigset_t signals;
	pthread_t listener;

	if (!parse_options(argc, argv, &job, &replace))
		return usage();
	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGINT);
	(void)sigaddset(&signals, SIGTERM);
	(void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
	struct log *log = log_make(stderr, LOG_DEBUG, LOG_TEXT);
	run_init(&run, log);
	if (pthread_create(&listener, NULL, wait_for_signal, &signals) != 0 ||
	    !db_library_init(&err))
		return 70;
	struct db_login source = login_of("SOURCE", &source_password, arena);
	struct db_login target = login_of("TARGET", &target_password, arena);
	job.source = &source;
	job.target = &target;
	job.databases = (const char *const *)(argv + optind);
	job.replace = replace ? job.databases : NULL;
	bool ok = copy_run(&job, &run, arena, &result, &err);
	log_release(log);
	return report(ok, &result, &err);
}
