# Which certificates extrepl's own connections trust, by tls.mode. Each of the lab's servers has its own CA.
# shellcheck shell=bash

# with_tls MODE CA FILTER...: a plan that connects to the target with this tls.mode and CA file (or none).
with_tls() {
	local tls
	tls=$(jq -n --arg mode "$1" --arg ca "$2" '{ mode: $mode } + if $ca == "" then {} else { ca: $ca } end')
	manifest ".target.tls = $tls" "${@:3}"
	extrepl plan
}

fresh
remember

it "verify-identity: the authority that signed for this name"
with_tls verify-identity "$TARGET_CA"
expect_status 0

it "another authority: 69"
with_tls verify-ca "$SOURCE_CA"
expect_refused 69
expect_error "target 127.0.0.1:$TARGET_PORT: "
expect_error "(2026)"
expect_hint "Does the server offer TLS, and is its certificate signed by tls.ca?"

it "another name than the certificate's: 69"
with_tls verify-identity "$TARGET_CA" '.target.endpoint = "127.1"' '.target.aws.instance = "rds001"'
expect_refused 69
expect_error "(2026)"

it "no authority named: those that the system trusts"
with_tls verify-identity ''
expect_refused 69
expect_error "(2026)"
SSL_CERT_FILE=$TARGET_CA with_tls verify-identity ''
expect_status 0
SSL_CERT_FILE=$SOURCE_CA with_tls verify-ca ''
expect_refused 69

it "required: encrypted, whoever it is"
SSL_CERT_FILE=$SOURCE_CA with_tls required ''
expect_status 0
