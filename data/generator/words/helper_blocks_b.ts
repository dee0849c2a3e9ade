/** More small Python functions, in the form of {@linkcode HELPER_BLOCKS_A}. */
export const HELPER_BLOCKS_B = `
def clamp_$one_limit(value: int, low: int = 1, high: int = $limit) -> int:
    """Keep a limit for $many within what the service can bear."""
    if low > high:
        raise ValueError(f"empty range: {low} to {high}")
    return max(low, min(high, value))
#: limit_below | clamp_$one_limit(-3) == 1
#: limit_above | clamp_$one_limit(10_000_000) == $limit


def mask_$one_secret(text: str, shown: int = 4) -> str:
    """Hide all but the last characters, for logs and messages."""
    if len(text) <= shown:
        return "*" * len(text)
    return "*" * (len(text) - shown) + text[-shown:]
#: secret_keeps_its_end | mask_$one_secret("abcdef12") == "****ef12"
#: short_secret_is_hidden | mask_$one_secret("abc") == "***"


def retry_delays_for_$many(attempts: int, first: float = 0.5, factor: float = 2.0) -> list[float]:
    """Seconds to wait before every further attempt.

    The waiting time grows by \`factor\` and stops growing at a minute, because
    nobody should have to wait longer than that for a $one.
    """
    delays = []
    delay = first
    for _ in range(max(0, attempts - 1)):
        delays.append(min(delay, 60.0))
        delay *= factor
    return delays
#: delays_double | retry_delays_for_$many(4) == [0.5, 1.0, 2.0]
#: one_attempt_never_waits | retry_delays_for_$many(1) == []


def split_$one_name(full: str) -> tuple[str, str]:
    """Separate the $key from the name in \`$key/name\`; either may be empty."""
    head, mark, rest = full.strip().partition("/")
    if not mark:
        return "", head
    return head.strip(), rest.strip()
#: name_with_$key | split_$one_name("north / 12") == ("north", "12")
#: name_without_$key | split_$one_name("12") == ("", "12")


def total_of_$many(rows: list[dict], field: str = "amount") -> int:
    """Sum of one field; rows without the field count as nothing."""
    total = 0
    for row in rows:
        value = row.get(field)
        if isinstance(value, bool) or not isinstance(value, int):
            continue
        total += value
    return total
#: total_skips_texts | total_of_$many([{"amount": 2}, {"amount": "3"}, {}]) == 2


def median_of_$many(values: list[float]) -> float | None:
    """The value in the middle, or the mean of the two in the middle."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
#: median_of_three | median_of_$many([3, 1, 2]) == 2
#: median_of_none | median_of_$many([]) is None


def compare_$many(old: list[dict], new: list[dict]) -> dict[str, list]:
    """What was added, removed or changed between two lists of $many.

    Entries belong together when they have the same \`id\`. The result names
    ids only: callers that want the entries look them up themselves.
    """
    before = {row["id"]: row for row in old}
    after = {row["id"]: row for row in new}
    return {
        "added": [key for key in after if key not in before],
        "removed": [key for key in before if key not in after],
        "changed": [key for key in after if key in before and after[key] != before[key]],
    }
#: comparing_finds_additions | compare_$many([], [{"id": 7}]) == {"added": [7], "removed": [], "changed": []}


def table_of_$many(rows: list[dict], columns: tuple[str, ...] = ("id", "$key")) -> str:
    """Lay $many out as text: one line each, columns padded to equal width."""
    cells = [[str(row.get(name, "")) for name in columns] for row in rows]
    widths = [
        max([len(name)] + [len(line[at]) for line in cells])
        for at, name in enumerate(columns)
    ]
    lines = ["  ".join(name.ljust(widths[at]) for at, name in enumerate(columns)).rstrip()]
    for line in cells:
        lines.append("  ".join(cell.ljust(widths[at]) for at, cell in enumerate(line)).rstrip())
    return "\\n".join(lines)
#: table_has_a_header | table_of_$many([{"id": 1, "$key": "x"}], ("id",)) == "id\\n1"


def normalise_$key(text: str) -> str:
    """One spelling for a $key: single blanks, no blanks around it, lower case."""
    return " ".join(text.split()).lower()
#: $key_has_one_spelling | normalise_$key("  North   East ") == "north east"


def is_stale_$one(age_seconds: float, limit_seconds: float = $limit * 60) -> bool:
    """Whether a $one is too old to be shown without asking again."""
    if age_seconds < 0:
        return False
    return age_seconds > limit_seconds
#: fresh_$one | is_stale_$one(1) is False
#: $one_from_the_future | is_stale_$one(-5) is False


def rank_$many(scores: dict[str, float], top: int = $limit) -> list[tuple[int, str]]:
    """Places by score, the highest first; equal scores share a place."""
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    places: list[tuple[int, str]] = []
    place = 0
    last = None
    for at, (name, score) in enumerate(ordered, start=1):
        if score != last:
            place, last = at, score
        places.append((place, name))
    return places[:top]
#: equals_share_a_place | rank_$many({"a": 2, "b": 2, "c": 1}) == [(1, "a"), (1, "b"), (3, "c")]


def window_over_$many(values: list, size: int) -> list[list]:
    """All runs of \`size\` neighbours, from the first to the last."""
    if size < 1:
        raise ValueError("size must be at least 1")
    return [values[at:at + size] for at in range(len(values) - size + 1)]
#: windows_overlap | window_over_$many([1, 2, 3], 2) == [[1, 2], [2, 3]]


def redact_$one(row: dict, hidden: tuple[str, ...] = ("password", "token")) -> dict:
    """A copy of a $one that may be written to a log."""
    copy = {}
    for name, value in row.items():
        if any(word in name.lower() for word in hidden):
            copy[name] = "[hidden]"
        elif isinstance(value, dict):
            copy[name] = redact_$one(value, hidden)
        else:
            copy[name] = value
    return copy
#: tokens_are_hidden | redact_$one({"api_token": "x", "id": 1}) == {"api_token": "[hidden]", "id": 1}
`;
