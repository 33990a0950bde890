/* Adds a finding to the list of the running check. */
#include <stdarg.h>
#include <stddef.h>

#include "plan/checks.h"

void finding_add(struct findings *out, const char *object, const char *fix,
		 const char *message, ...)
{
	va_list args;

	out->list = arena_one_more(out->arena, out->list, out->count, sizeof(*out->list));
	struct finding *finding = &out->list[out->count++];
	finding->check = out->check->name;
	finding->severity = out->check->severity;
	finding->step = out->check->step;
	finding->side = out->check->side;
	finding->object = arena_copy(out->arena, object);
	finding->fix = arena_copy(out->arena, fix);
	va_start(args, message);
	finding->message = arena_vprintf(out->arena, message, args);
	va_end(args);
}
