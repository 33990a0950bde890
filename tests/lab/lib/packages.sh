# Downloads and unpacks packages without installing them: apt with a separate state, so it needs no root and touches
# neither the machine's lists nor its package database.
# shellcheck shell=bash

readonly DEBIAN_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# apt_open STATE [SUITE]: creates the state and reads the lists of the machine's own package sources or, with SUITE, of
# that suite on the machine's own Debian mirror.
apt_open() {
	local state=$1 suite=${2:-}

	mkdir -p "$state"/{lists/partial,cache/archives/partial}
	cat >"$state/apt.conf" <<-END
		Dir::State::Lists "$state/lists";
		Dir::Cache "$state/cache";
		Dir::Cache::archives "$state/cache/archives";
		APT::Sandbox::User "root";
		Acquire::Languages "none";
		Acquire::Retries "3";
		# Do not run the machine's own update hooks.
		#clear APT::Update::Pre-Invoke;
		#clear APT::Update::Post-Invoke;
		#clear APT::Update::Post-Invoke-Success;
	END
	if [[ $suite ]]; then
		[[ -r $DEBIAN_KEYRING ]] || die "$DEBIAN_KEYRING is missing: install debian-archive-keyring"
		printf 'deb [signed-by=%s] %s %s main\n' \
			"$DEBIAN_KEYRING" "$(debian_mirror)" "$suite" >"$state/sources.list"
		# Otherwise apt wants the newer versions that the machine has installed.
		cat >>"$state/apt.conf" <<-END
			Dir::State::status "/dev/null";
			Dir::Etc::SourceList "$state/sources.list";
			Dir::Etc::SourceParts "/dev/null";
		END
	fi
	# A broken package source may not matter; a missing package is reported later.
	apt-get -c "$state/apt.conf" -qq update >&2 || say "apt-get update had errors; going on"
}

# Prints the mirror that the machine's own sources name, to keep using a proxy or a local mirror.
debian_mirror() {
	local uri

	# shellcheck disable=SC2016 # apt's own variable
	uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' |
		grep -E '/debian/?$' | head -n 1) || true
	[[ $uri ]] || die "found no Debian mirror among the machine's apt sources"
	printf '%s\n' "$uri"
}

# Prints the first of the named packages that this state can download.
apt_first_of() {
	local state=$1 package
	shift
	for package in "$@"; do
		if apt-cache -c "$state/apt.conf" policy "$package" | grep -q 'Candidate: [^(]'; then
			printf '%s\n' "$package"
			return
		fi
	done
	return 1
}

# apt_unpack STATE ROOT PACKAGE... [-- PACKAGE...]: unpacks packages with all dependencies, except those that only an
# installation needs. Packages after -- come without dependencies.
apt_unpack() {
	local state=$1 root=$2 archive
	local -a wanted=() closure
	shift 2
	while (($#)) && [[ $1 != -- ]]; do
		wanted+=("$1")
		shift
	done

	mapfile -t closure < <(
		apt-cache -c "$state/apt.conf" depends --recurse --no-recommends --no-suggests \
			--no-conflicts --no-breaks --no-replaces --no-enhances "${wanted[@]}" |
			grep -E '^[a-z0-9]' |
			grep -Ev '^(perl|libperl|c?debconf|debconf-|libdebconf|gcc-[0-9]+-base|dpkg|libdpkg|tar|init-system)' |
			grep -Ev '^(systemd|libsystemd-shared|passwd|adduser|debianutils|base-files|login)' |
			sort -u
	)
	mkdir -p "$state/debs" "$root"
	(
		cd "$state/debs" &&
		apt_downloadable "$state" "${closure[@]}" "${@:2}" |
			xargs apt-get -c "$state/apt.conf" -qq download >&2
	)
	for archive in "$state"/debs/*.deb; do
		dpkg -x "$archive" "$root"
	done
}

# Drops virtual packages and packages of another suite, which cannot be downloaded.
apt_downloadable() {
	local state=$1
	shift
	apt-cache -c "$state/apt.conf" policy "$@" |
		awk '/^[^ ]/ { name = $1; sub(/:$/, "", name) }
		     /Candidate:/ && $2 != "(none)" { print name }' | sort -u
}
