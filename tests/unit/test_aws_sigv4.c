/* AWS's request signatures and IAM tokens, with AWS's published examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "aws/iam_token.h"
#include "aws/sigv4.h"
#include "base/text.h"

#define EXAMPLE_TIME                                                                   \
	1440938160 /* 2015-08-30 12:36:00 UTC, of AWS's published test suite */
#define FORM "application/x-www-form-urlencoded"
#define UNRESERVED "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define EXAMPLE_TOKEN                                                                              \
	"AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmx" \
	"fpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0K" \
	"PkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZb" \
	"qBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="
#define OTHERS 5
#define PAIRS(...) ((const struct sigv4_pair[]){ __VA_ARGS__ })

/*
 * AWS's published test suite (aws-sig-v4-test-suite), and the example of its
 * documentation (ListUsers).
 */
static struct sign_case {
	const char *name;
	struct sigv4_request request;
	const char *token;
	const char *names, *signature;
} cases[] = {
	/* clang-format off */
	{ "get-vanilla", { .method = "GET" }, NULL, "host;x-amz-date",
	  "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
	{ "post-vanilla", { .method = "POST" }, NULL, "host;x-amz-date",
	  "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
	{ "get-vanilla-query-order-key-case",
	  { .method = "GET", .query = PAIRS({ "Param2", "value2" }, { "Param1", "value1" }), .query_count = 2 }, NULL,
	  "host;x-amz-date", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500" },
	{ "get-vanilla-query-order-value",
	  { .method = "GET", .query = PAIRS({ "Param1", "value2" }, { "Param1", "value1" }), .query_count = 2 }, NULL,
	  "host;x-amz-date", "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694" },
	{ "get-vanilla-query-unreserved",
	  { .method = "GET", .query = PAIRS({ UNRESERVED, UNRESERVED }), .query_count = 1 }, NULL,
	  "host;x-amz-date", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197" },
	{ "get-utf8", { .method = "GET", .path = "/\xe1\x88\xb4" }, NULL, "host;x-amz-date",
	  "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
	{ "a path as sent is encoded again", { .method = "GET", .path = "/%E1%88%B4" }, NULL, "host;x-amz-date",
	  "697b34846207a3f72246f99d74ae1ee4fe54f44bb06730c58a0d339eb079596d" },
	{ "get-header-value-trim",
	  { .method = "GET", .headers = PAIRS({ "my-header2", " \"a   b   c\"" }, { "my-header1", " value1" }),
	    .headers_count = 2 }, NULL,
	  "host;my-header1;my-header2;x-amz-date", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736" },
	{ "post-x-www-form-urlencoded",
	  { .method = "POST", .headers = PAIRS({ "content-type", FORM }), .headers_count = 1, .body = "Param1=value1" },
	  NULL, "content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a" },
	{ "post-sts-header-before", { .method = "POST" }, EXAMPLE_TOKEN, "host;x-amz-date;x-amz-security-token",
	  "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead" },
	{ "the documentation's ListUsers",
	  { .method = "GET", .host = "iam.amazonaws.com", .service = "iam",
	    .query = PAIRS({ "Version", "2010-05-08" }, { "Action", "ListUsers" }), .query_count = 2,
	    .headers = PAIRS({ "content-type", FORM "; charset=utf-8" }), .headers_count = 1 }, NULL,
	  "content-type;host;x-amz-date", "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7" },
	/* clang-format on */
};

static const char * or (const char *value, const char *fallback)
{
	return value != NULL ? value : fallback;
}

static void signs(void **state)
{
	const struct sign_case *row = *state;
	AUTO_ARENA *arena = arena_make();
	AUTO_KEY key;
	struct sigv4_request request = row->request;
	struct sigv4_pair headers[SIGV4_HEADERS];
	size_t count = 0;
	struct error err = { 0 };

	request.host = or (request.host, "example.amazonaws.com");
	request.path = or (request.path, "/");
	request.service = or (request.service, "service");
	request.region = "us-east-1";
	request.body_length = strlen(or (request.body, ""));
	assert_true(aws_key_set(&key, "AKIDEXAMPLE",
				"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", row->token));
	assert_true(
		sigv4_sign(&request, &key, EXAMPLE_TIME, arena, headers, &count, &err));
	assert_int_equal(count, row->token == NULL ? 2 : 3);
	assert_string_equal(headers[0].name, "x-amz-date");
	assert_string_equal(headers[0].value, "20150830T123600Z");
	assert_string_equal(headers[1].name, "authorization");
	assert_string_equal(headers[1].value,
			    arena_printf(arena,
					 "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/%s/aws4_request, "
					 "SignedHeaders=%s, Signature=%s",
					 request.service, row->names, row->signature));
}

static void an_IAM_token_is_that_of_the_published_vector(void **state)
{
	const struct iam_login login = { "prod-instance.us-east-1.rds.amazonaws.com",
					 3306, "someusername", "us-east-1" };
	AUTO_KEY key;
	AUTO_SECRET token = { .length = 0 };
	struct error err = { 0 };

	(void)state;
	assert_true(aws_key_set(&key, "akid", "skid", ""));
	assert_true(iam_token_make(&login, &key, 1478540373, &token, &err));
	assert_string_equal(
		token.bytes,
		"prod-instance.us-east-1.rds.amazonaws.com:3306/?Action=connect&DBUser=someusername&"
		"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=akid%2F20161107%2Fus-east-1%2Frds-db%2F"
		"aws4_request&X-Amz-Date=20161107T173933Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&"
		"X-Amz-Signature=d1138cdbc0ca63eec012ec0fc6c2267e03642168f5884a7795320d4c18374c61");
	assert_int_equal(token.length, strlen(token.bytes));
}

static void an_IAM_token_holds_the_session_token(void **state)
{
	const struct iam_login login = { "h", 3306, "u", "us-east-1" };
	AUTO_KEY key;
	AUTO_SECRET token = { .length = 0 };
	struct error err = { 0 };

	(void)state;
	assert_true(aws_key_set(&key, "akid", "skid", "a/b+c=="));
	assert_true(iam_token_make(&login, &key, 1478540373, &token, &err));
	assert_non_null(
		strstr(token.bytes,
		       "&X-Amz-Security-Token=a%2Fb%2Bc%3D%3D&X-Amz-SignedHeaders=host&"));
}

static void an_IAM_token_that_does_not_fit_is_an_error(void **state)
{
	const struct iam_login login = { "h", 3306, "u", "us-east-1" };
	char long_token[sizeof(((struct secret *)NULL)->bytes)];
	AUTO_KEY key;
	AUTO_SECRET token = { .length = 0 };
	struct error err = { 0 };

	(void)state;
	memset(long_token, 'a', sizeof(long_token));
	long_token[sizeof(long_token) - 1] = '\0';
	assert_true(aws_key_set(&key, "akid", "skid", long_token));
	assert_false(iam_token_make(&login, &key, 1478540373, &token, &err));
	assert_int_equal(err.kind, ERROR_FAILED);
	assert_int_equal(token.length, 0);
	assert_null(strstr(err.message, "aaaa"));
}

/* A key, and whether it is one. */
static void a_key_needs_both_halves(void **state)
{
	AUTO_KEY key = { .expires_at = 7 };
	char huge[sizeof(key.token.bytes) + 1];

	(void)state;
	memset(huge, 'x', sizeof(huge));
	huge[sizeof(huge) - 1] = '\0';
	assert_false(aws_key_set(&key, NULL, "secret", NULL));
	assert_false(aws_key_set(&key, "", "secret", NULL));
	assert_false(aws_key_set(&key, "id", NULL, NULL));
	assert_false(aws_key_set(&key, "id", "", NULL));
	assert_false(aws_key_set(&key, "id", "secret", huge));
	assert_false(aws_key_set(&key, huge, "secret", NULL));
	assert_int_equal(key.expires_at, 7);
	huge[sizeof(huge) - 2] = '\0';
	assert_true(aws_key_set(&key, "id", "secret", huge));
	assert_string_equal(key.token.bytes, huge);
}

static void a_time_without_a_year_is_refused(void **state)
{
	char date[SIGV4_DATE_SIZE];

	(void)state;
	assert_true(sigv4_date(0, date));
	assert_string_equal(date, "19700101T000000Z");
	assert_true(sigv4_date(253402300799, date));
	assert_string_equal(date, "99991231T235959Z");
	assert_false(sigv4_date(253402300800, date));
	assert_false(sigv4_date(INT64_MAX, date));
	assert_string_equal(date, "");
}

int main(void)
{
	static struct CMUnitTest tests[ARRAY_SIZE(cases) + OTHERS];
	static const struct CMUnitTest others[OTHERS] = {
		cmocka_unit_test(an_IAM_token_is_that_of_the_published_vector),
		cmocka_unit_test(an_IAM_token_holds_the_session_token),
		cmocka_unit_test(an_IAM_token_that_does_not_fit_is_an_error),
		cmocka_unit_test(a_key_needs_both_halves),
		cmocka_unit_test(a_time_without_a_year_is_refused),
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		tests[i] = (struct CMUnitTest){ cases[i].name, signs, NULL, NULL,
						&cases[i] };
	memcpy(tests + ARRAY_SIZE(cases), others, sizeof(others));
	return cmocka_run_group_tests_name("signing", tests, NULL, NULL);
}
