/**
 * Small Python functions about `$one`, `$many` and `$key`, each with what is true of it behind `#:` (a test's name and what
 * it asserts). They fill modules up around the piece that a story is about.
 */
export const HELPER_BLOCKS_A = `
def chunk_$many(items: list, size: int = $limit) -> list[list]:
    """Split a list of $many into pieces.

    The last piece may be shorter than the others. An empty list gives no
    piece at all, so callers can loop over the result without a check.
    """
    if size < 1:
        raise ValueError("size must be at least 1")
    return [items[start:start + size] for start in range(0, len(items), size)]
#: chunks_of_$many | chunk_$many([1, 2, 3], 2) == [[1, 2], [3]]
#: chunks_of_nothing | chunk_$many([], 4) == []


def group_$many_by_$key(rows: list[dict]) -> dict[str, list[dict]]:
    """Collect $many under their $key, in the order in which they came."""
    groups: dict[str, list[dict]] = {}
    for row in rows:
        name = str(row.get("$key", "")).strip() or "unknown"
        groups.setdefault(name, []).append(row)
    return groups
#: grouping_keeps_order | list(group_$many_by_$key([{"$key": "b"}, {"$key": "a"}])) == ["b", "a"]
#: rows_without_$key | list(group_$many_by_$key([{}])) == ["unknown"]


def count_$many_by_$key(rows: list[dict]) -> dict[str, int]:
    """How many $many there are for every $key, the most frequent first."""
    counts: dict[str, int] = {}
    for row in rows:
        name = str(row.get("$key", "unknown"))
        counts[name] = counts.get(name, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered)
#: counting_by_$key | count_$many_by_$key([{"$key": "x"}, {"$key": "y"}, {"$key": "y"}]) == {"y": 2, "x": 1}


def newest_$one(rows: list[dict]) -> dict | None:
    """The $one with the latest \`updated_at\`, or None for an empty list.

    Dates are ISO texts, so comparing them as texts is comparing them in time.
    """
    newest = None
    for row in rows:
        if newest is None or row.get("updated_at", "") > newest.get("updated_at", ""):
            newest = row
    return newest
#: newest_of_none | newest_$one([]) is None
#: newest_of_two | newest_$one([{"updated_at": "2026-01-02"}, {"updated_at": "2025-12-31"}]) == {"updated_at": "2026-01-02"}


def slug_for_$one(title: str, limit: int = 60) -> str:
    """A name for addresses: lower case, hyphens instead of anything else."""
    kept: list[str] = []
    for char in title.strip().lower():
        if char.isalnum():
            kept.append(char)
        elif kept and kept[-1] != "-":
            kept.append("-")
    return "".join(kept).strip("-")[:limit].rstrip("-")
#: slug_is_lower_case | slug_for_$one("  Ready to Go! ") == "ready-to-go"
#: slug_of_marks | slug_for_$one("***") == ""


def merge_$one(current: dict, changes: dict) -> dict:
    """Apply changes to a $one without touching the original.

    A value of None removes the field. Nested objects are merged in the same
    way, lists are replaced as a whole.
    """
    merged = dict(current)
    for name, value in changes.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict) and isinstance(merged.get(name), dict):
            merged[name] = merge_$one(merged[name], value)
        else:
            merged[name] = value
    return merged
#: merging_replaces | merge_$one({"a": 1, "b": 2}, {"b": 3}) == {"a": 1, "b": 3}
#: merging_removes | merge_$one({"a": 1, "b": 2}, {"b": None}) == {"a": 1}
#: merging_goes_deep | merge_$one({"a": {"x": 1}}, {"a": {"y": 2}}) == {"a": {"x": 1, "y": 2}}


def missing_fields_of_$one(row: dict, required: tuple[str, ...] = ("id", "$key")) -> list[str]:
    """Names of required fields that a $one lacks or has left empty."""
    missing = []
    for name in required:
        value = row.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            missing.append(name)
    return missing
#: nothing_missing | missing_fields_of_$one({"id": 1, "$key": "x"}) == []
#: blank_$key_is_missing | missing_fields_of_$one({"id": 1, "$key": " "}) == ["$key"]


def unique_$many(rows: list[dict], field: str = "id") -> list[dict]:
    """Drop repeats: the first $one with a given value of \`field\` stays."""
    seen = set()
    kept = []
    for row in rows:
        mark = row.get(field)
        if mark in seen:
            continue
        seen.add(mark)
        kept.append(row)
    return kept
#: first_of_equals_stays | unique_$many([{"id": 1, "n": "a"}, {"id": 1, "n": "b"}]) == [{"id": 1, "n": "a"}]


def share_of_$many(part: int, whole: int) -> float:
    """Part of a whole in percent with one decimal; 0.0 where there is no whole."""
    if whole <= 0:
        return 0.0
    return round(100 * part / whole, 1)
#: share_of_a_third | share_of_$many(1, 3) == 33.3
#: share_of_nothing | share_of_$many(1, 0) == 0.0


def parse_$one_line(line: str, separator: str = ";") -> dict[str, str]:
    """Read one line of the form \`name=value;name=value\`.

    Blanks around names and values do not count. Pieces without an equals
    sign are taken as names with an empty value; empty pieces are skipped.
    """
    found: dict[str, str] = {}
    for piece in line.split(separator):
        name, _, value = piece.partition("=")
        name = name.strip()
        if not name:
            continue
        found[name] = value.strip()
    return found
#: parsing_two_pairs | parse_$one_line("a=1; b = 2") == {"a": "1", "b": "2"}
#: parsing_an_empty_line | parse_$one_line(" ;; ") == {}


def format_$one_line(fields: dict[str, str], separator: str = ";") -> str:
    """The opposite of reading a line: names in alphabetical order."""
    parts = []
    for name in sorted(fields):
        value = str(fields[name]).replace(separator, " ")
        parts.append(f"{name}={value}")
    return separator.join(parts)
#: formatting_sorts | format_$one_line({"b": "2", "a": "1"}) == "a=1;b=2"


def page_of_$many(rows: list, number: int, size: int = $limit) -> dict:
    """One page of a list with the numbers that a caller needs to go on."""
    if number < 1:
        raise ValueError("pages are counted from 1")
    pages = max(1, -(-len(rows) // size))
    start = (number - 1) * size
    return {
        "items": rows[start:start + size],
        "page": number,
        "pages": pages,
        "has_next": number < pages,
        "has_previous": number > 1,
    }
#: page_beyond_the_end | page_of_$many([1, 2, 3], 9)["items"] == []
#: first_page_has_no_previous | page_of_$many([1], 1)["has_previous"] is False
`;
