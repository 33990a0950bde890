/*
 * extrepl help, and --help for every command, from the tables in main.c and options.c.
 */
#include "base/text.h"
#include "command.h"

static const char *overview(const struct context *context)
{
	struct text text = text_make(context->arena);

	text_add(&text,
		 "extrepl makes an Amazon RDS instance replicate from a MySQL or MariaDB server\n"
		 "outside AWS, as a manifest says.\n\n"
		 "usage: extrepl COMMAND [OPTIONS]\n\n");
	for (size_t i = 0; i < context->commands_count; i++)
		text_addf(&text, "  %-9s %s\n", context->commands[i].name,
			  context->commands[i].what);
	text_add(&text,
		 "\nExit status: 0 in sync or done; 1 an action failed; 2 changes pending,\n"
		 "3 blocked, 4 waiting (plan: only with --detailed-exitcode); 64 usage;\n"
		 "69 a server cannot be reached; 70 a bug; 75 another extrepl is running; 77 login\n"
		 "denied; 78 bad manifest; 130, 143 interrupted.\n\n"
		 "`extrepl help COMMAND` lists a command's options.\n");
	return text.bytes;
}

static const char *of_command(const struct command *command, struct arena *arena)
{
	const char *options = options_help(command, arena);
	struct text text = text_make(arena);

	text_addf(&text, "usage: extrepl %s%s\n\n%s\n", command->name,
		  command->takes == 0 ? "" : " [OPTIONS]", command->what);
	text_addf(&text, "\n%s", options);
	return text.bytes;
}

const struct command *command_find(const struct command *commands, size_t count,
				   const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (text_equal(commands[i].name, name))
			return &commands[i];
	}
	return NULL;
}

int command_help(struct context *context)
{
	const char *name = context->options.operand;

	if (name == NULL || text_equal(name, "help"))
		return print_result(overview(context), context->err) ? 0 : -1;
	const struct command *command =
		command_find(context->commands, context->commands_count, name);
	if (command == NULL) {
		error_set(context->err, ERROR_USAGE, "unknown command '%s'", name);
		error_hint(context->err, "`extrepl help` lists the commands.");
		return -1;
	}
	return print_result(of_command(command, context->arena), context->err) ? 0 : -1;
}
