/*
 * Finds the DB instance that a host name leads to: by name, by cluster, or by address.
 * It refuses every host name that could mean another instance.
 */
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>

#include "aws/rds_internal.h"
#include "base/rds_host.h"

static bool hint_instance(struct error *err)
{
	return error_hint(err,
			  "Set target.aws.instance to the DB instance's identifier.");
}

/* A host's addresses, as far as the resolver knows them. */
static void addresses_cleanup(struct addrinfo **addresses)
{
	if (*addresses != NULL)
		freeaddrinfo(*addresses);
}

static struct addrinfo *resolve(const char *host)
{
	const struct addrinfo wanted = { .ai_family = AF_UNSPEC,
					 .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;

	return getaddrinfo(host, NULL, &wanted, &found) == 0 ? found : NULL;
}

static bool share_an_address(const struct addrinfo *a, const struct addrinfo *others)
{
	for (; a != NULL; a = a->ai_next) {
		for (const struct addrinfo *b = others; b != NULL; b = b->ai_next) {
			if (a->ai_addrlen == b->ai_addrlen &&
			    memcmp(a->ai_addr, b->ai_addr, a->ai_addrlen) == 0)
				return true;
		}
	}
	return false;
}

/* A search through all instances for the one that an alias leads to. */
struct search {
	struct run *run;
	struct arena *arena;
	const char *host;
	const struct addrinfo *addresses;
	struct rds_instance found;
};

static bool is_it(const struct xml_node *node, void *arg)
{
	struct search *search = arg;
	const char *address = xml_text(node, "Endpoint/Address");
	struct error unused = { 0 };

	if (address == NULL || !run_goes_on(search->run, &unused))
		return true;
	bool same = text_equal_nocase(address, search->host);
	if (!same) {
		CLEANUP(addresses_cleanup)
		struct addrinfo *addresses = resolve(address);

		same = share_an_address(addresses, search->addresses);
	}
	if (same)
		rds_instance_parse(node, search->arena, &search->found);
	return !same;
}

static bool find_by_address(struct aws *aws, const char *host, struct arena *arena,
			    struct rds_instance *out, struct error *err)
{
	CLEANUP(addresses_cleanup) struct addrinfo *addresses = resolve(host);
	const struct text nothing = text_make(arena);
	struct search search = {
		.run = aws->api.run, .arena = arena, .host = host, .addresses = addresses
	};
	const struct rds_listing listing = {
		.action = "DescribeDBInstances",
		.list = "DBInstances",
		.form = &nothing,
		.visit = is_it,
		.arg = &search,
	};

	if (!rds_list(aws, &listing, arena, err) || !run_goes_on(aws->api.run, err))
		return false;
	if (search.found.id == NULL) {
		(void)error_set(err, ERROR_FAILED,
				"no RDS instance of %s has the address %s",
				aws->api.region, host);
		return hint_instance(err);
	}
	*out = search.found;
	return true;
}

static bool find_by_id(struct aws *aws, const char *host, const char *id,
		       struct arena *arena, struct rds_instance *out, struct error *err)
{
	struct rds_instance instance;

	if (!rds_instance_read(aws, id, arena, &instance, err))
		return aws_refused_with(aws, "DBInstanceNotFound") ? hint_instance(err) :
								     false;
	if (!text_equal_nocase(instance.address, host)) {
		(void)error_set(err, ERROR_FAILED,
				"the RDS instance %s is at %s, not at %s", id,
				instance.address == NULL ? "no address yet" :
							   instance.address,
				host);
		return hint_instance(err);
	}
	*out = instance;
	return true;
}

static bool find_writer(struct aws *aws, const char *cluster, struct arena *arena,
			struct rds_instance *out, struct error *err)
{
	struct text form = text_make(arena);
	const struct xml_node *result;

	form_add(&form, "DBClusterIdentifier", cluster);
	if (!rds_call(aws, "DescribeDBClusters", &form, false, arena, &result, err))
		return false;
	const struct xml_node *members =
		xml_find(result, "DBClusters/DBCluster/DBClusterMembers");
	const struct xml_node *member = members == NULL ? NULL : members->child;
	while (member != NULL && !text_equal(xml_text(member, "IsClusterWriter"), "true"))
		member = member->next;
	const char *id = xml_text(member, "DBInstanceIdentifier");
	if (id == NULL)
		return error_set(err, ERROR_FAILED, "the cluster %s has no writer",
				 cluster);
	return rds_instance_read(aws, id, arena, out, err);
}

static bool leads_to(const char *host, const char *address)
{
	CLEANUP(addresses_cleanup) struct addrinfo *ours = resolve(host);
	CLEANUP(addresses_cleanup) struct addrinfo *theirs = resolve(address);

	return share_an_address(ours, theirs);
}

/*
 * The instance that the manifest names must be the server that extrepl connects to;
 * otherwise extrepl would reboot another one.
 */
static bool find_named(struct aws *aws, const char *host, const char *id,
		       const char *endpoint, struct arena *arena,
		       struct rds_instance *out, struct error *err)
{
	struct rds_instance instance;
	const char *wanted = endpoint == NULL ? host : endpoint;

	if (!rds_instance_read(aws, id, arena, &instance, err))
		return false;
	if (instance.address != NULL && !text_equal_nocase(instance.address, wanted) &&
	    (endpoint != NULL || !leads_to(host, instance.address))) {
		(void)error_set(err, ERROR_FAILED,
				"the RDS instance %s is at %s, but target.%s is %s: is "
				"this another instance?",
				id, instance.address,
				endpoint == NULL ? "endpoint" : "aws.endpoint", wanted);
		return error_hint(err,
				  "Correct target.aws.instance. If target.endpoint "
				  "leads to this instance through a proxy or a tunnel, "
				  "set target.aws.endpoint: %s.",
				  instance.address);
	}
	*out = instance;
	return true;
}

bool rds_find_instance(struct aws *aws, const char *host, const char *id,
		       const char *endpoint, struct arena *arena,
		       struct rds_instance *out, struct error *err)
{
	struct rds_host parts;

	/*
	 * With a tunnel, the host proves nothing: target.aws.endpoint names the
	 * instance.
	 */
	if (id == NULL && endpoint != NULL)
		host = endpoint;
	if (id != NULL)
		return find_named(aws, host, id, endpoint, arena, out, err);
	if (!rds_host_parse(host, arena, &parts))
		return find_by_address(aws, host, arena, out, err);
	switch (parts.kind) {
	case RDS_HOST_INSTANCE:
		return find_by_id(aws, host, parts.name, arena, out, err);
	case RDS_HOST_CLUSTER:
		return find_writer(aws, parts.name, arena, out, err);
	case RDS_HOST_READERS:
	case RDS_HOST_CUSTOM:
	case RDS_HOST_PROXY:
		break;
	}
	(void)error_set(err, ERROR_FAILED, "%s is not the endpoint of an instance", host);
	return error_hint(err,
			  "Set target.endpoint to the endpoint of the instance, or of the "
			  "cluster's writer.");
}
