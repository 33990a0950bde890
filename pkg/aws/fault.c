/*
 * Reads AWS's error documents (XML and JSON) and sorts their codes by what the caller
 * can do about them.
 */
#include "aws/fault.h"

#include <string.h>

#include "aws/json.h"
#include "aws/xml.h"
#include "base/text.h"

/* Codes with a special meaning. Other codes are sorted by their HTTP status. */
static const struct code {
	const char *code;
	enum fault_kind kind;
} codes[] = {
	/* clang-format off */
	{ "Throttling",                             FAULT_THROTTLED },
	{ "ThrottlingException",                    FAULT_THROTTLED },
	{ "ThrottledException",                     FAULT_THROTTLED },
	{ "RequestThrottled",                       FAULT_THROTTLED },
	{ "RequestThrottledException",              FAULT_THROTTLED },
	{ "TooManyRequestsException",               FAULT_THROTTLED },
	{ "RequestLimitExceeded",                   FAULT_THROTTLED },
	{ "BandwidthLimitExceeded",                 FAULT_THROTTLED },
	{ "LimitExceededException",                 FAULT_THROTTLED },
	{ "ProvisionedThroughputExceededException", FAULT_THROTTLED },
	{ "TransactionInProgressException",         FAULT_THROTTLED },
	{ "PriorRequestNotComplete",                FAULT_THROTTLED },
	{ "EC2ThrottledException",                  FAULT_THROTTLED },
	{ "SlowDown",                               FAULT_THROTTLED },
	{ "RequestTimeout",                         FAULT_TRANSIENT },
	{ "RequestTimeoutException",                FAULT_TRANSIENT },
	{ "IDPCommunicationError",                  FAULT_TRANSIENT },
	{ "InternalServiceError",                   FAULT_TRANSIENT },
	{ "InternalFailure",                        FAULT_TRANSIENT },
	{ "ServiceUnavailable",                     FAULT_TRANSIENT },
	{ "AccessDenied",                           FAULT_DENIED },
	{ "AccessDeniedException",                  FAULT_DENIED },
	{ "UnauthorizedOperation",                  FAULT_DENIED },
	{ "NotAuthorized",                          FAULT_DENIED },
	{ "OptInRequired",                          FAULT_DENIED },
	{ "InvalidClientTokenId",                   FAULT_KEY },
	{ "UnrecognizedClientException",            FAULT_KEY },
	{ "InvalidAccessKeyId",                     FAULT_KEY },
	{ "AuthFailure",                            FAULT_KEY },
	{ "SignatureDoesNotMatch",                  FAULT_KEY },
	{ "InvalidSignatureException",              FAULT_KEY },
	{ "IncompleteSignature",                    FAULT_KEY },
	{ "IncompleteSignatureException",           FAULT_KEY },
	{ "MissingAuthenticationToken",             FAULT_KEY },
	{ "MissingAuthenticationTokenException",    FAULT_KEY },
	{ "RequestExpired",                         FAULT_KEY },
	{ "RequestTimeTooSkewed",                   FAULT_KEY },
	{ "ExpiredToken",                           FAULT_EXPIRED },
	{ "ExpiredTokenException",                  FAULT_EXPIRED },
	/* clang-format on */
};

static enum fault_kind kind_of(const char *code, long status)
{
	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		if (text_equal(codes[i].code, code))
			return codes[i].kind;
	}
	if (status == 429)
		return FAULT_THROTTLED;
	if (status == 500 || (status >= 502 && status <= 504))
		return FAULT_TRANSIENT;
	return FAULT_OTHER;
}

/* Copies letters and digits, as far as there is room. */
static void copy_code(const char *code, char *out, size_t room)
{
	size_t length = 0;

	while (code[length] != '\0' && (unsigned char)code[length] > ' ' &&
	       code[length] != ':' && length + 1 < room)
		length++;
	memcpy(out, code, length);
	out[length] = '\0';
}

/*
 * Copies the first line, as many whole characters as fit: for a wrong signature, AWS
 * returns the whole text to sign.
 */
static void copy_line(const char *text, char *out, size_t room)
{
	size_t length = strcspn(text, "\r\n");

	if (length >= room)
		length = room - 1;
	while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
		length--;
	while (length > 0 && (text[length - 1] == '.' || text[length - 1] == ' '))
		length--;
	memcpy(out, text, length);
	out[length] = '\0';
	for (; *out != '\0'; out++)
		*out = (unsigned char)*out < ' ' ? ' ' : *out;
}

static bool read_xml(const struct http_reply *reply, struct fault *out)
{
	AUTO_ARENA *arena = arena_make();
	const struct xml_node *root;
	struct error unused = { 0 };

	if (!xml_parse(reply->body, reply->length, arena, &root, &unused))
		return false;
	const char *code = xml_text(root, "Error/Code");
	const char *message = xml_text(root, "Error/Message");
	if (code == NULL)
		return false;
	copy_code(code, out->code, sizeof(out->code));
	copy_line(message == NULL ? "" : message, out->message, sizeof(out->message));
	return true;
}

/*
 * Parses "com.amazonaws.secretsmanager#ResourceNotFoundException"; the part up to # is
 * optional.
 */
static void read_json(const struct http_reply *reply, struct fault *out)
{
	AUTO_JSON *root = json_loadb(reply->body, reply->length, 0, NULL);
	const char *code = json_text(root, "__type");
	const char *message = json_text(root, "Message");

	if (message == NULL)
		message = json_text(root, "message");
	if (code == NULL)
		return;
	const char *hash = strchr(code, '#');
	copy_code(hash == NULL ? code : hash + 1, out->code, sizeof(out->code));
	copy_line(message == NULL ? "" : message, out->message, sizeof(out->message));
}

void fault_read(const struct http_reply *reply, struct fault *out)
{
	*out = (struct fault){ .status = reply->status };
	if (!read_xml(reply, out))
		read_json(reply, out);
	out->kind = kind_of(out->code, reply->status);
	/* This message may quote the Authorization header. */
	if (out->kind == FAULT_KEY)
		out->message[0] = '\0';
}
