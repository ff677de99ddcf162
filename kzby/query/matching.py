"""Full-text search: the records with some words, the best match first."""

import json
import re
from collections.abc import Sequence

from kzby.errors import UsageError
from kzby.query.answer import Select
from kzby.query.filters import Condition, tests_of, values_of
from kzby.text import visible

_MOST = 2_000  # matches that are ranked: to rank is slow, and words that more have tell little

# A word is found by its stem or as a beginning. The weights are those of title, quote, names, rest.
_HITS = """
    SELECT key AS word, stems.rowid AS position{}
    FROM json_each(?1) JOIN stems ON stems MATCH value {when}
    UNION SELECT key, words.rowid{}
    FROM json_each(?1) JOIN words ON words MATCH value || '*' {when}
"""
_RANKED = _HITS.format(
    ", bm25(stems, 4, 3, 1, 2) AS score",
    ", bm25(words, 4, 3, 1, 2)",
    when=f"WHERE (SELECT count(*) FROM matched) <= {_MOST}",
)
_MATCHING = f"""
    WITH matched AS MATERIALIZED (
        SELECT position FROM ({_HITS.format("", "", when="")})
        GROUP BY position HAVING count(*) = json_array_length(?1)
    )
    SELECT position, sum(score) AS score FROM (
        SELECT position, min(score) AS score FROM ({_RANKED}) GROUP BY word, position
    ) GROUP BY position HAVING count(*) = json_array_length(?1)
    UNION ALL
    SELECT position, 0 FROM matched WHERE (SELECT count(*) FROM matched) > {_MOST}
"""


def patterns(words: str) -> str:
    """The words as FTS5 takes them, each once and without a possessive ending, in a JSON list.

    UsageError if there is none.
    """
    bare = (re.sub("['’]s$", "", word) for word in visible(words).replace("\0", " ").split())
    typed = dict.fromkeys(word for word in bare if any(sign.isalnum() for sign in word))
    if not typed:
        raise UsageError(f"nothing to search for in {words!r}; give one or more words")
    return json.dumps(['"' + word.replace('"', '""') + '"' for word in typed])


def hits(patterns: str, conditions: Sequence[Condition]) -> Select:
    """The records with all the words that pass the conditions, in order."""
    found = f"SELECT id FROM ({_MATCHING}) JOIN main.record USING (position)"
    # a limit and a cross join keep the order of a subquery
    ranked = f"{found} WHERE {tests_of(conditions)} ORDER BY score, id LIMIT -1"
    sql = f"SELECT records.* FROM ({ranked}) CROSS JOIN records USING (id)"
    return Select(sql, (patterns, *values_of(conditions)))
