/*
 * The id of a plan: after a review, exactly that plan can be applied. It is a digest of
 * the identity of both servers, and of everything that would be done or consented to.
 */
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/attributes.h"
#include "base/hex.h"
#include "base/text.h"
#include "plan/plan.h"

/* The members of one struct, from its list in action.h. */
struct member {
	enum member_kind kind;
	size_t offset, size;
};

#define ROW(owner, name, kind)                                                         \
	{ kind, offsetof(owner, name), sizeof(((owner *)NULL)->name) },
#define OF_ACTION(type, name, kind) ROW(struct action, name, kind)
#define OF_STATEMENT(type, name, kind) ROW(struct action, statement.name, kind)
#define OF_FILE(type, name, kind) ROW(struct action, file.name, kind)
#define OF_COMMAND(type, name, kind) ROW(struct action, command.name, kind)
#define OF_COPY(type, name, kind) ROW(struct action, copy.name, kind)
#define OF_RECORD(type, name, kind) ROW(struct action, record.name, kind)
#define OF_AWS(type, name, kind) ROW(struct action, aws.name, kind)
#define OF_PARAMETER(type, name, kind) ROW(struct action_parameter, name, kind)

static const struct member of_action[] = { ACTION_MEMBERS(OF_ACTION) };
static const struct member of_statement[] = { ACTION_STATEMENT_MEMBERS(OF_STATEMENT) };
static const struct member of_file[] = { ACTION_FILE_MEMBERS(OF_FILE) };
static const struct member of_command[] = { ACTION_COMMAND_MEMBERS(OF_COMMAND) };
static const struct member of_copy[] = { ACTION_COPY_MEMBERS(OF_COPY) };
static const struct member of_record[] = { ACTION_RECORD_MEMBERS(OF_RECORD) };
static const struct member of_aws[] = { ACTION_AWS_MEMBERS(OF_AWS) };
static const struct member of_parameter[] = { ACTION_PARAMETER_MEMBERS(OF_PARAMETER) };

#define MEMBERS(list)                                                                  \
	{                                                                              \
		list, ARRAY_SIZE(list)                                                 \
	}
static const struct {
	const struct member *list;
	size_t count;
} of_kind[] = {
	[ACTION_SQL] = MEMBERS(of_statement), [ACTION_CALL] = MEMBERS(of_statement),
	[ACTION_FILE] = MEMBERS(of_file),     [ACTION_COMMAND] = MEMBERS(of_command),
	[ACTION_COPY] = MEMBERS(of_copy),     [ACTION_RECORD] = MEMBERS(of_record),
	[ACTION_AWS] = MEMBERS(of_aws),
};

/* Each part ends with a separator, so that different plans give different texts. */
static void digest_text(EVP_MD_CTX *digest, const char *text)
{
	if (text != NULL)
		(void)EVP_DigestUpdate(digest, text, strlen(text));
	(void)EVP_DigestUpdate(digest, text == NULL ? "\1" : "\0", 1);
}

static void digest_number(EVP_MD_CTX *digest, uint64_t number)
{
	char text[24];
	char *digit = &text[sizeof(text) - 1];

	*digit = '\0';
	do
		*--digit = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	digest_text(digest, digit);
}

static void digest_names(EVP_MD_CTX *digest, const char *const *names)
{
	for (; names != NULL && *names != NULL; names++)
		digest_text(digest, *names);
	digest_text(digest, NULL);
}

static uint64_t number_at(const void *at, size_t size)
{
	uint64_t number = 0;

	/*
	 * Equal numbers of the same size have equal bytes, so byte order does not
	 * matter.
	 */
	memcpy(&number, at, size);
	return number;
}

static void digest_members(EVP_MD_CTX *digest, const void *from,
			   const struct member *members, size_t count, bool shows_text);

static void digest_parameters(EVP_MD_CTX *digest,
			      const struct action_parameters *parameters)
{
	digest_number(digest, parameters->count);
	for (size_t i = 0; i < parameters->count; i++)
		digest_members(digest, &parameters->list[i], of_parameter,
			       ARRAY_SIZE(of_parameter), true);
}

static void digest_members(EVP_MD_CTX *digest, const void *from,
			   const struct member *members, size_t count, bool shows_text)
{
	for (size_t i = 0; i < count; i++) {
		const struct member *member = &members[i];
		const void *at = (const char *)from + member->offset;

		switch (member->kind) {
		case MEMBER_TEXT:
			digest_text(digest, *(const char *const *)at);
			break;
		case MEMBER_SHOWN:
			digest_text(digest, shows_text ? *(const char *const *)at : "");
			break;
		case MEMBER_NUMBER:
			digest_number(digest, number_at(at, member->size));
			break;
		case MEMBER_NAMES:
			digest_names(digest, *(const char *const *const *)at);
			break;
		case MEMBER_PARAMETERS:
			digest_parameters(digest, at);
			break;
		case MEMBER_NOT_IN_ID:
			break;
		}
	}
}

static void digest_action(EVP_MD_CTX *digest, const struct action *action)
{
	digest_members(digest, action, of_action, ARRAY_SIZE(of_action),
		       !action->volatile_text);
	digest_members(digest, action, of_kind[action->kind].list,
		       of_kind[action->kind].count, true);
}

static void digest_step(EVP_MD_CTX *digest, const struct judgement *step)
{
	digest_text(digest, step->step);
	digest_text(digest, verdict_name(step->verdict));
	digest_number(digest, step->consent);
	for (size_t i = 0; i < step->differences_count; i++) {
		digest_text(digest, step->differences[i].name);
		digest_text(digest, step->differences[i].is);
		digest_text(digest, step->differences[i].wanted);
	}
	for (size_t i = 0; i < step->actions_count; i++)
		digest_action(digest, &step->actions[i]);
}

/* Identifies the server by its UUID; without one, by host name and server_id. */
static void digest_server(EVP_MD_CTX *digest, const struct observed_server *server)
{
	digest_text(digest, server->address);
	digest_text(digest, server->uuid);
	if (text_empty(server->uuid)) {
		digest_text(digest, server->hostname);
		digest_number(digest, server->server_id);
	}
}

void plan_id(const struct plan *plan, char id[PLAN_ID_SIZE])
{
	const struct manifest *manifest = plan->facts->manifest;
	unsigned char bytes[EVP_MAX_MD_SIZE] = { 0 };
	EVP_MD_CTX *digest = EVP_MD_CTX_new();

	if (digest == NULL || EVP_DigestInit_ex(digest, EVP_sha256(), NULL) != 1)
		abort();
	digest_text(digest, manifest->name);
	digest_text(digest, manifest->replication.channel);
	digest_server(digest, &plan->facts->observed->source.server);
	digest_server(digest, &plan->facts->observed->target.server);
	for (size_t i = 0; i < plan->steps_count; i++) {
		const struct judgement *step = &plan->steps[i];

		if (step->verdict == VERDICT_TODO || step->verdict == VERDICT_BLOCKED)
			digest_step(digest, step);
	}
	(void)EVP_DigestFinal_ex(digest, bytes, NULL);
	EVP_MD_CTX_free(digest);
	hex_write(bytes, (PLAN_ID_SIZE - 1) / 2, id);
}
