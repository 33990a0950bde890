/* Parses what AWS sends or configures: XML, command lines, endpoints, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "aws/endpoint.h"
#include "aws/fault.h"
#include "aws/rds.h"
#include "aws/words.h"
#include "aws/xml.h"
#include "base/text.h"

/* A document and the text at a path in it, or (text NULL) the error. */
static struct xml_case {
	const char *name;
	const char *document, *path;
	const char *text;
	const char *error;
} xml_cases[] = {
	/* clang-format off */
	{ "text is found by its path", "<a><b><c>x</c></b></a>", "b/c", "x", NULL },
	{ "the first of a name counts", "<a><b>1</b><b>2</b></a>", "b", "1", NULL },
	{ "a name must be whole", "<a><bc>1</bc><b>2</b></a>", "b", "2", NULL },
	{ "no path is the root", "<a> x </a>", "", "x", NULL },
	{ "outer blanks go, inner ones stay", "<a><b>\n  x  y\t</b></a>", "b", "x  y", NULL },
	{ "an empty element has no text", "<a><b/></a>", "b", NULL, NULL },
	{ "one of blanks has none", "<a><b>  \n</b></a>", "b", NULL, NULL },
	{ "what is not there has none", "<a><b>x</b></a>", "b/c", NULL, NULL },
	{ "the five entities", "<a>&lt;&amp;&gt;&quot;&apos;&#228;</a>", "", "<&>\"'\xc3\xa4", NULL },
	{ "text in several pieces is one", "<a>x<![CDATA[<y>]]>&amp;z<!-- no --></a>", "", "x<y>&z", NULL },
	{ "text around a child is the parent's", "<a>x<b>y</b>z</a>", "", "xz", NULL },
	{ "a namespace means nothing", "<a xmlns='http://rds.amazonaws.com/doc/2014-10-31/'><b>x</b></a>", "b", "x", NULL },
	{ "Latin-1 is read", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe4</a>", "", "\xc3\xa4", NULL },
	{ "nothing is no document", "", "", NULL, "no element found" },
	{ "an open element is none", "<a><b></b>", "", NULL, "no element found" },
	{ "crossed elements are none", "<a><b></a></b>", "", NULL, "mismatched tag" },
	{ "two roots are none", "<a/><b/>", "", NULL, "junk after document element" },
	{ "bytes that are no UTF-8 are refused", "<a>\xff</a>", "", NULL, "not well-formed (invalid token)" },
	{ "a DOCTYPE is refused", "<!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;</a>", "", NULL, "it has a DOCTYPE" },
	{ "an unknown entity is refused", "<a>&b;</a>", "", NULL, "undefined entity" },
	/* clang-format on */
};

static void reads_xml(void **state)
{
	const struct xml_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	const struct xml_node *root = NULL;
	struct error err = { .kind = ERROR_NONE };
	bool done = xml_parse(row->document, strlen(row->document), arena, &root, &err);

	if (row->error != NULL) {
		assert_false(done);
		assert_null(root);
		assert_int_equal(err.kind, ERROR_FAILED);
		assert_string_equal(err.message,
				    arena_printf(arena,
						 "the reply is not the expected XML: %s",
						 row->error));
		return;
	}
	assert_true(done);
	const char *text = xml_text(root, row->path);
	if (row->text == NULL)
		assert_null(text);
	else
		assert_string_equal(text, row->text);
}

static const char *repeated(struct arena *arena, const char *what, size_t times)
{
	struct text text = text_make(arena);

	for (size_t i = 0; i < times; i++)
		text_add(&text, what);
	return text.bytes;
}

static void xml_has_limits(void **state)
{
	AUTO_ARENA *arena = arena_make();
	const struct xml_node *root;
	struct error err = { 0 };
	const char *deep = arena_printf(arena, "%s%s", repeated(arena, "<a>", XML_DEPTH),
					repeated(arena, "</a>", XML_DEPTH));
	const char *wide = repeated(arena, "<b/>", XML_NODES - 1);

	(void)state;
	assert_true(xml_parse(deep, strlen(deep), arena, &root, &err));
	deep = arena_printf(arena, "<a>%s</a>", deep);
	assert_false(xml_parse(deep, strlen(deep), arena, &root, &err));
	assert_non_null(strstr(err.message, "it has too many elements"));
	const char *document = arena_printf(arena, "<a>%s</a>", wide);
	assert_true(xml_parse(document, strlen(document), arena, &root, &err));
	document = arena_printf(arena, "<a>%s<b/></a>", wide);
	assert_false(xml_parse(document, strlen(document), arena, &root, &err));
	assert_non_null(strstr(err.message, "it has too many elements"));
}

/* A command line and its words, joined by |; or the error. */
static struct words_case {
	const char *name;
	const char *line, *words, *error;
} words_cases[] = {
	/* clang-format off */
	{ "blanks separate words", "  a  b\tc ", "a|b|c", NULL },
	{ "quotes hold blanks", "a 'b c' \"d e\"", "a|b c|d e", NULL },
	{ "quotes join what they touch", "a'b'\"c\"d", "abcd", NULL },
	{ "an empty word can be quoted", "a '' \"\"", "a||", NULL },
	{ "a backslash takes the next as it is", "a\\ b \\'c\\\\", "a b|'c\\", NULL },
	{ "within '' it is itself", "'a\\b\\\\\\\"'", "a\\b\\\\\\\"", NULL },
	{ "within \"\" it takes quote and backslash", "\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d", NULL },
	{ "a shell's signs mean nothing", "a $HOME;`x` *", "a|$HOME;`x`|*", NULL },
	{ "an open quote is refused", "a 'b", NULL, "a quote is not closed" },
	{ "so is an open double quote", "a \"b\\\"", NULL, "a quote is not closed" },
	{ "so is a last backslash", "a \\", NULL, "a quote is not closed" },
	{ "no word is refused", " ", NULL, "there is no command" },
	/* clang-format on */
};

static void splits_text(void **state)
{
	const struct words_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct text joined = text_make(arena);
	const char *const *words;
	struct error err = { 0 };
	bool done = words_split(row->line, arena, &words, &err);

	if (row->error != NULL) {
		assert_false(done);
		assert_string_equal(err.message, row->error);
		return;
	}
	assert_true(done);
	for (size_t i = 0; words[i] != NULL; i++)
		text_addf(&joined, "%s%s", i == 0 ? "" : "|", words[i]);
	assert_string_equal(joined.bytes, row->words);
}

/* The address of a service; the environment is NAME=VALUE. */
static struct endpoint_case {
	const char *name;
	const char *service, *region, *given, *environment;
	const char *url, *host, *error;
} endpoint_cases[] = {
	/* clang-format off */
	{ "a service is in its region", "rds", "eu-west-1", NULL, NULL,
	  "https://rds.eu-west-1.amazonaws.com/", "rds.eu-west-1.amazonaws.com", NULL },
	{ "China has its own domain", "sts", "cn-north-1", NULL, NULL,
	  "https://sts.cn-north-1.amazonaws.com.cn/", "sts.cn-north-1.amazonaws.com.cn", NULL },
	{ "GovCloud has not", "secretsmanager", "us-gov-west-1", NULL, NULL,
	  "https://secretsmanager.us-gov-west-1.amazonaws.com/", "secretsmanager.us-gov-west-1.amazonaws.com", NULL },
	{ "Europe's sovereign cloud has", "rds", "eusc-de-east-1", NULL, NULL,
	  "https://rds.eusc-de-east-1.amazonaws.eu/", "rds.eusc-de-east-1.amazonaws.eu", NULL },
	{ "AWS_ENDPOINT_URL is for all services", "sts", "eu-west-1", NULL, "AWS_ENDPOINT_URL=http://127.0.0.1:5000",
	  "http://127.0.0.1:5000/", "127.0.0.1:5000", NULL },
	{ "a service's own variable comes first", "rds", "eu-west-1", NULL,
	  "AWS_ENDPOINT_URL=http://a AWS_ENDPOINT_URL_RDS=http://b", "http://b/", "b", NULL },
	{ "it is another service's", "sts", "eu-west-1", NULL,
	  "AWS_ENDPOINT_URL=http://a AWS_ENDPOINT_URL_RDS=http://b", "http://a/", "a", NULL },
	{ "Secrets Manager has two words", "secretsmanager", "eu-west-1", NULL,
	  "AWS_ENDPOINT_URL_SECRETS_MANAGER=https://s/", "https://s/", "s", NULL },
	{ "what the manifest gives comes before all", "rds", "eu-west-1", "http://m:1", "AWS_ENDPOINT_URL_RDS=http://b",
	  "http://m:1/", "m:1", NULL },
	{ "an address may have a path", "rds", "eu-west-1", "https://m/aws/rds", NULL, "https://m/aws/rds", "m", NULL },
	{ "IPv6 has brackets", "rds", "eu-west-1", "http://[::1]:5000", NULL, "http://[::1]:5000/", "[::1]:5000", NULL },
	{ "an empty variable is none", "rds", "eu-west-1", NULL, "AWS_ENDPOINT_URL_RDS= AWS_ENDPOINT_URL=",
	  "https://rds.eu-west-1.amazonaws.com/", "rds.eu-west-1.amazonaws.com", NULL },
	{ "no region is told", "rds", NULL, NULL, NULL, NULL, NULL, "the AWS region is not known" },
	{ "a region is a name", "rds", "eu-west-1.evil.com/", NULL, NULL, NULL, NULL,
	  "\"eu-west-1.evil.com/\" is not an AWS region" },
	{ "and not empty", "rds", "", NULL, NULL, NULL, NULL, "\"\" is not an AWS region" },
	{ "another scheme is refused", "rds", "eu-west-1", "ftp://m", NULL, NULL, NULL,
	  "the endpoint URL is not a valid http or https URL" },
	{ "so is none", "rds", "eu-west-1", "127.0.0.1:5000", NULL, NULL, NULL,
	  "the endpoint URL is not a valid http or https URL" },
	{ "so is a user in it", "rds", "eu-west-1", "http://u:p@m", NULL, NULL, NULL,
	  "the endpoint URL is not a valid http or https URL" },
	{ "so is a query", "rds", "eu-west-1", "http://m?x", NULL, NULL, NULL,
	  "the endpoint URL is not a valid http or https URL" },
	{ "so is a line break", "rds", "eu-west-1", "http://m\r\nX: y", NULL, NULL, NULL,
	  "the endpoint URL is not a valid http or https URL" },
	/* clang-format on */
};

static void set_environment(const char *settings, bool set)
{
	AUTO_ARENA *arena = arena_make();
	char *text = arena_copy(arena, settings == NULL ? "" : settings), *rest = NULL;

	for (char *word = strtok_r(text, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		char *value = strchr(word, '=');

		if (value == NULL)
			abort();
		*value++ = '\0';
		assert_int_equal(set ? setenv(word, value, 1) : unsetenv(word), 0);
	}
}

static void finds_endpoints(void **state)
{
	const struct endpoint_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	struct endpoint endpoint = { .url = "untouched" };
	struct error err = { .kind = ERROR_NONE };

	set_environment(row->environment, true);
	bool done = endpoint_find(row->service, row->region, row->given, arena,
				  &endpoint, &err);
	set_environment(row->environment, false);
	if (row->error != NULL) {
		assert_false(done);
		assert_string_equal(err.message, row->error);
		assert_int_equal(err.kind, ERROR_MANIFEST);
		return;
	}
	assert_true(done);
	assert_string_equal(endpoint.url, row->url);
	assert_string_equal(endpoint.host, row->host);
}

/* AWS's refusal, and what is parsed from it. */
static struct fault_case {
	const char *name;
	long status;
	const char *body;
	enum fault_kind kind;
	const char *code, *message;
} fault_cases[] = {
	/* clang-format off */
	{ "a query service's refusal", 404,
	  "<ErrorResponse xmlns='x'><Error><Type>Sender</Type><Code>DBInstanceNotFound</Code>"
	  "<Message>DBInstance x not found.</Message></Error><RequestId>1</RequestId></ErrorResponse>",
	  FAULT_OTHER, "DBInstanceNotFound", "DBInstance x not found" },
	{ "a JSON service's", 400, "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"no such\"}",
	  FAULT_OTHER, "ResourceNotFoundException", "no such" },
	{ "with a namespace, and message in lower case", 400, "{\"__type\":\"com.amazon#AccessDeniedException\",\"message\":\"no\"}",
	  FAULT_DENIED, "AccessDeniedException", "no" },
	{ "a throttled call", 400, "<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>",
	  FAULT_THROTTLED, "Throttling", "Rate exceeded" },
	{ "status 429 is one too", 429, "", FAULT_THROTTLED, "", "" },
	{ "status 503 passes", 503, "<html><body>busy</body></html>", FAULT_TRANSIENT, "", "" },
	{ "status 501 does not", 501, "", FAULT_OTHER, "", "" },
	{ "status 404 without a word does not", 404, "", FAULT_OTHER, "", "" },
	{ "only the first line of a message is taken", 400,
	  "<e><Error><Code>X</Code><Message>first\nx-amz-security-token: abc</Message></Error></e>", FAULT_OTHER, "X", "first" },
	{ "and none where it may show a signature", 403,
	  "<e><Error><Code>IncompleteSignature</Code><Message>Authorization=AWS4 Signature=abc</Message></Error></e>",
	  FAULT_KEY, "IncompleteSignature", "" },
	{ "an expired key", 403, "{\"__type\":\"ExpiredTokenException\"}", FAULT_EXPIRED, "ExpiredTokenException", "" },
	{ "a code is one word", 400, "{\"__type\":\"A B\\u0007\",\"Message\":\"x\\ty\"}", FAULT_OTHER, "A", "x y" },
	{ "a document that is neither", 400, "{\"__type\":7}", FAULT_OTHER, "", "" },
	{ "nor this", 400, "[]", FAULT_OTHER, "", "" },
	/* clang-format on */
};

static void understands_refusals(void **state)
{
	const struct fault_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	const struct http_reply reply = { .status = row->status,
					  .body = arena_copy(arena, row->body),
					  .length = strlen(row->body) };
	struct fault fault;

	fault_read(&reply, &fault);
	assert_int_equal(fault.kind, row->kind);
	assert_string_equal(fault.code, row->code);
	assert_string_equal(fault.message, row->message);
	assert_int_equal(fault.status, row->status);
}

static void a_long_refusal_is_cut(void **state)
{
	AUTO_ARENA *arena = arena_make();
	struct http_reply reply = { .status = 400 };
	struct fault fault;

	(void)state;
	reply.body = arena_printf(arena, "{\"__type\":\"%s\",\"Message\":\"%s\"}",
				  repeated(arena, "c", 5000), repeated(arena, "m", 5000));
	reply.length = strlen(reply.body);
	fault_read(&reply, &fault);
	assert_int_equal(strlen(fault.code), sizeof(fault.code) - 1);
	assert_int_equal(strlen(fault.message), sizeof(fault.message) - 1);
	/* Not within a character. */
	reply.body = arena_printf(arena, "{\"__type\":\"c\",\"Message\":\"%s\"}",
				  repeated(arena, "\xc3\xa4", 5000));
	reply.length = strlen(reply.body);
	fault_read(&reply, &fault);
	assert_int_equal(strlen(fault.message), sizeof(fault.message) - 2);
}

static void parameters_are_found_by_either_spelling(void **state)
{
	const struct rds_parameter all[] = { { .name = "gtid" },
					     { .name = "gtid-mode" },
					     { .name = "read_only" } };

	(void)state;
	assert_ptr_equal(rds_parameter_named(all, 3, "gtid_mode"), &all[1]);
	assert_ptr_equal(rds_parameter_named(all, 3, "Read-Only"), &all[2]);
	assert_null(rds_parameter_named(all, 3, "gtid_"));
	assert_null(rds_parameter_named(all, 3, ""));
	assert_null(rds_parameter_named(NULL, 0, "gtid"));
}

static void what_a_status_means(void **state)
{
	(void)state;
	assert_int_equal(rds_readiness("available"), RDS_USABLE);
	assert_int_equal(rds_readiness("storage-optimization"), RDS_USABLE);
	assert_int_equal(rds_readiness("rebooting"), RDS_BUSY);
	assert_int_equal(rds_readiness("a-state-of-next-year"), RDS_BUSY);
	assert_int_equal(rds_readiness(NULL), RDS_BUSY);
	assert_int_equal(rds_readiness("storage-full"), RDS_BROKEN);
}

#define ADD(rows, run)                                                                 \
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)                                  \
		tests[count++] = (struct CMUnitTest)                                   \
		{                                                                      \
			(rows)[i].name, run, NULL, NULL, &(rows)[i]                    \
		}

int main(void)
{
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(xml_has_limits),
		cmocka_unit_test(a_long_refusal_is_cut),
		cmocka_unit_test(parameters_are_found_by_either_spelling),
		cmocka_unit_test(what_a_status_means),
	};
	static struct CMUnitTest tests[ARRAY_SIZE(xml_cases) + ARRAY_SIZE(words_cases) +
				       ARRAY_SIZE(endpoint_cases) +
				       ARRAY_SIZE(fault_cases) + ARRAY_SIZE(others)];
	size_t count = 0;

	ADD(xml_cases, reads_xml);
	ADD(words_cases, splits_text);
	ADD(endpoint_cases, finds_endpoints);
	ADD(fault_cases, understands_refusals);
	memcpy(tests + count, others, sizeof(others));
	return cmocka_run_group_tests_name("replies of AWS", tests, NULL, NULL);
}
