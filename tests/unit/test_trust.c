/* The machine's trusted CAs, and that OpenSSL no longer loads them by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>
#include <string.h>

#include "base/trust.h"

static void test_the_environment_names_them(void **state)
{
	(void)state;
	assert_int_equal(setenv("SSL_CERT_FILE", "/some/authority.pem", 1), 0);
	assert_int_equal(unsetenv("SSL_CERT_DIR"), 0);
	struct trust trust = trust_system();
	assert_true(trust.named);
	assert_string_equal(trust.file, "/some/authority.pem");
	assert_string_equal(trust.folder, X509_get_default_cert_dir());
}

static void test_else_openssl_does(void **state)
{
	(void)state;
	assert_int_equal(unsetenv("SSL_CERT_FILE"), 0);
	assert_int_equal(unsetenv("SSL_CERT_DIR"), 0);
	struct trust trust = trust_system();
	assert_false(trust.named);
	assert_true(trust.file == NULL ||
		    strcmp(trust.file, X509_get_default_cert_file()) == 0);
	assert_string_equal(trust.folder, X509_get_default_cert_dir());
}

/*
 * What a client library does for every connection. It comes last, because it cannot be
 * undone.
 */
static void test_then_openssl_finds_none(void **state)
{
	(void)state;
	assert_int_equal(setenv("SSL_CERT_DIR", "/etc", 1), 0);
	trust_only_when_named();
	trust_only_when_named();
	assert_string_equal(trust_system().folder, "/etc");
	assert_string_equal(getenv("SSL_CERT_DIR"), "/dev/null");
	X509_STORE *store = X509_STORE_new();
	assert_non_null(store);
	assert_int_equal(X509_STORE_set_default_paths(store), 1);
	assert_int_equal(sk_X509_OBJECT_num(X509_STORE_get0_objects(store)), 0);
	X509_STORE_free(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_environment_names_them),
		cmocka_unit_test(test_else_openssl_does),
		cmocka_unit_test(test_then_openssl_finds_none),
	};

	return cmocka_run_group_tests_name("trust", tests, NULL, NULL);
}
