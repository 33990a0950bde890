/*
 * Lists the variables of InnoDB, of the other engines, and of the parser that both use.
 */
#include "observed/fulltext.h"

#include "base/text.h"

const char *const fulltext_settings[] = {
	"innodb_ft_enable_stopword",
	"innodb_ft_server_stopword_table",
	"innodb_ft_user_stopword_table",
	"innodb_ft_min_token_size",
	"innodb_ft_max_token_size",
	"ngram_token_size",
	"ft_min_word_len",
	"ft_max_word_len",
	"ft_stopword_file",
};
const size_t fulltext_settings_count = ARRAY_SIZE(fulltext_settings);

bool fulltext_setting_counts(const char *variable, const char *engine)
{
	return text_equal(variable, "ngram_token_size") ||
	       text_starts(variable, "innodb_") == text_equal(engine, "InnoDB");
}
