# Keeps comments within LIMIT columns, which clang-format 14 does badly: reflows paragraphs, and moves a comment above its
# declaration if clang-format would break the declaration.
function columns(text) {
	gsub(/\t/, "        ", text)
	return length(text)
}

# Prints words after "indent *", as many per line as fit.
function fill(indent, text,   words, count, i, line) {
	count = split(text, words, / +/)
	line = indent " *"
	for (i = 1; i <= count; i++) {
		if (columns(line " " words[i]) > LIMIT) {
			print line
			line = indent " *"
		}
		line = line " " words[i]
	}
	print line
}

# Prints a one-line comment, on several lines if necessary.
function tell(indent, comment) {
	if (columns(indent comment) <= LIMIT) {
		print indent comment
		return
	}
	print indent "/*"
	fill(indent, substr(comment, 4, length(comment) - 6))
	print indent " */"
}

# Prints the collected paragraph, unchanged if all of it fits.
function end_paragraph(   i) {
	if (too_long)
		fill(paragraph_indent, paragraph_text)
	else
		for (i = 1; i <= paragraph_lines; i++)
			print paragraph[i]
	paragraph_lines = too_long = 0
	paragraph_text = ""
}

function split_off_indent(line) {
	match(line, /^[ \t]*/)
	return substr(line, 1, RLENGTH)
}

/clang-format off/ { off = 1 }
/clang-format on/ { off = 0 }

# Inside a comment of several lines: a paragraph's lines begin with " * " and a word.
in_comment && /^\t* \* [^ \t*-]/ {
	paragraph[++paragraph_lines] = $0
	paragraph_indent = split_off_indent($0)
	sub(/ $/, "", paragraph_indent)
	text = $0
	sub(/^\t* \* /, "", text)
	paragraph_text = paragraph_text (paragraph_lines > 1 ? " " : "") text
	too_long = too_long || (columns($0) > LIMIT && !off)
	next
}
in_comment {
	end_paragraph()
	if (/\*\/$/)
		in_comment = 0
	print
	next
}
/^\t*\/\*$/ { in_comment = 1 }

# Only after a declaration or a row of an enum, not after code, whose line it explains.
!off && /^[ \t]*[^ \t*\/].*[;,][ \t]*\/\* .* \*\/$/ {
	at = match($0, /[ \t]*\/\* .* \*\/$/)
	code = substr($0, 1, at - 1)
	comment = substr($0, at)
	sub(/^[ \t]+/, "", comment)
	if (columns(code) + 1 + length(comment) > LIMIT) {
		tell(split_off_indent(code), comment)
		print code
		next
	}
}

!off && /^\t*\/\* .* \*\/$/ {
	comment = $0
	sub(/^\t*/, "", comment)
	tell(split_off_indent($0), comment)
	next
}

{ print }
