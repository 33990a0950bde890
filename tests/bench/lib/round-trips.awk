# Counts round trips to one port in what `strace -ff` wrote: from the first command on, each sending that
# follows an answer is one more.
# A thread of its own logs in, so the traces are read twice: first for the sockets, then for what goes over them.
# usage: awk -v port=3306 -f round-trips.awk TRACE... pass=2 TRACE...

# connect(7, {sa_family=AF_INET, sin_port=htons(3306), ...
/^connect\(/ && index($0, "htons(" port ")") {
	socket = descriptor()
	ours[socket] = 1
	asked[socket] = answered[socket] = 0
	next
}

pass != 2 { next }

# The fourth byte numbers the packets of an exchange: commands begin one, logging in goes on with the server's.
/^(sendto|write)\(/ && descriptor() in ours {
	socket = descriptor()
	if (!asked[socket] && $0 ~ /"(\\x..)(\\x..)(\\x..)\\x00/)
		asked[socket] = answered[socket] = 1
	if (asked[socket] && answered[socket]) {
		trips++
		answered[socket] = 0
	}
}

/^(recvfrom|read)\(/ && / = [1-9]/ && descriptor() in ours {
	answered[descriptor()] = 1
}

END { print trips + 0 }

function descriptor(   text) {
	text = $0
	sub(/^[^(]*\(/, "", text)
	sub(/[^0-9].*/, "", text)
	return text
}
