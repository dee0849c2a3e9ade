import type { CodeCard } from "./code_card.ts";

/** Modules about numbers, dates and lists. */
export const CODE_CARDS_A: readonly CodeCard[] = [
  {
    stem: "pricing",
    purpose: "discounts and totals",
    head:
      `"""Prices in cents, so that nothing is lost to floats."""\n\n\ndef apply_discount(cents: int, percent: int) -> int:\n    """Take \`percent\` off, rounding half up."""\n`,
    faultyCode: `    return cents - cents * percent // 100\n`,
    fixedCode: `    return cents - (cents * percent + 50) // 100\n`,
    tail:
      `\n\ndef total(lines: list[tuple[int, int]]) -> int:\n    """Sum of quantity times price."""\n    return sum(quantity * cents for quantity, cents in lines)\n\n\ndef format_cents(cents: int) -> str:\n    sign = "-" if cents < 0 else ""\n    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"\n`,
    imports: "apply_discount, format_cents, total",
    tests: [
      ["test_total_sums_lines", "assert total([(2, 350), (1, 99)]) == 799"],
      ["test_no_discount", "assert apply_discount(1999, 0) == 1999"],
      ["test_discount_rounds_half_up", "assert apply_discount(1999, 15) == 1699"],
      ["test_format", 'assert format_cents(-5) == "-0.05"'],
    ],
    failingTest: 2,
    pytestError: "assert 1700 == 1699\n +  where 1700 = apply_discount(1999, 15)",
    symptom: "discounted prices are sometimes a cent too high",
    cause:
      "`cents * percent // 100` rounds the discount down, so 299.85 becomes 299 and the customer pays one cent too much; it should be rounded half up",
    fix: "round the discount half up by adding 50 before the division",
  },
  {
    stem: "paginate",
    purpose: "splitting lists into pages",
    head:
      `"""Pages of a list, counted from 1."""\n\n\ndef page_count(items: int, size: int) -> int:\n    if size < 1:\n        raise ValueError("size must be at least 1")\n`,
    faultyCode: `    return items // size\n`,
    fixedCode: `    return -(-items // size)\n`,
    tail:
      `\n\ndef page(items: list, number: int, size: int) -> list:\n    start = (number - 1) * size\n    return items[start:start + size]\n\n\ndef links(number: int, count: int) -> dict:\n    return {\n        "previous": number - 1 if number > 1 else None,\n        "next": number + 1 if number < count else None,\n    }\n`,
    imports: "links, page, page_count",
    tests: [
      ["test_full_pages", "assert page_count(20, 10) == 2"],
      ["test_last_page_is_partial", "assert page_count(21, 10) == 3"],
      ["test_page_contents", "assert page(list(range(25)), 3, 10) == [20, 21, 22, 23, 24]"],
      ["test_links_at_the_end", 'assert links(3, 3) == {"previous": 2, "next": None}'],
    ],
    failingTest: 1,
    pytestError: "assert 2 == 3\n +  where 2 = page_count(21, 10)",
    symptom: "the last, half-full page of results cannot be reached",
    cause:
      "`items // size` drops the remainder, so 21 items in pages of 10 count as two pages and the last item is never linked",
    fix: "round the division up instead of down",
  },
  {
    stem: "durations",
    purpose: "parsing durations such as 1h30m",
    head:
      `import re\n\nUNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}\n\n\ndef parse_duration(text: str) -> int:\n    """Seconds in a duration such as "1h30m"."""\n    total = 0\n`,
    faultyCode:
      `    match = re.match(r"(\\d+)([smhd])", text)\n    if match is None:\n        raise ValueError(f"not a duration: {text!r}")\n    total += int(match[1]) * UNITS[match[2]]\n`,
    fixedCode:
      `    parts = re.findall(r"(\\d+)([smhd])", text)\n    if not parts or "".join(n + u for n, u in parts) != text:\n        raise ValueError(f"not a duration: {text!r}")\n    total += sum(int(n) * UNITS[u] for n, u in parts)\n`,
    tail:
      `    return total\n\n\ndef format_duration(seconds: int) -> str:\n    out = ""\n    for unit in "dhms":\n        count, seconds = divmod(seconds, UNITS[unit])\n        if count:\n            out += f"{count}{unit}"\n    return out or "0s"\n`,
    imports: "format_duration, parse_duration",
    tests: [
      ["test_single_unit", 'assert parse_duration("45s") == 45'],
      ["test_several_units", 'assert parse_duration("1h30m") == 5400'],
      ["test_format", 'assert format_duration(5400) == "1h30m"'],
    ],
    failingTest: 1,
    pytestError: "AssertionError: assert 3600 == 5400\n +  where 3600 = parse_duration('1h30m')",
    symptom: "a timeout of 1h30m ends after one hour",
    cause: "`re.match` only looks at the first number and unit, so everything after `1h` is silently ignored",
    fix: "read all number-unit pairs and refuse text between them",
  },
  {
    stem: "intervals",
    purpose: "merging time ranges",
    head:
      `"""Half-open ranges [start, end)."""\n\n\ndef merge(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:\n    merged: list[tuple[int, int]] = []\n    for start, end in sorted(ranges):\n        if merged and start <= merged[-1][1]:\n`,
    faultyCode: `            merged[-1] = (merged[-1][0], end)\n`,
    fixedCode: `            merged[-1] = (merged[-1][0], max(merged[-1][1], end))\n`,
    tail:
      `        else:\n            merged.append((start, end))\n    return merged\n\n\ndef covered(ranges: list[tuple[int, int]]) -> int:\n    return sum(end - start for start, end in merge(ranges))\n`,
    imports: "covered, merge",
    tests: [
      ["test_separate_ranges_stay", "assert merge([(5, 6), (1, 2)]) == [(1, 2), (5, 6)]"],
      ["test_touching_ranges_join", "assert merge([(1, 3), (3, 4)]) == [(1, 4)]"],
      ["test_contained_range_is_swallowed", "assert merge([(1, 10), (2, 3)]) == [(1, 10)]"],
      ["test_covered", "assert covered([(0, 4), (2, 6)]) == 6"],
    ],
    failingTest: 2,
    pytestError:
      "assert [(1, 3)] == [(1, 10)]\n  At index 0 diff: (1, 3) != (1, 10)\n  Use -v to get more diff",
    symptom: "booked hours get shorter when one booking lies inside another",
    cause: "when a range lies inside the one before, its smaller end replaces the larger one",
    fix: "keep the larger of the two ends",
  },
  {
    stem: "stats",
    purpose: "simple statistics of measurements",
    head:
      `"""Statistics without dependencies."""\n\n\ndef mean(values: list[float]) -> float:\n    return sum(values) / len(values)\n\n\ndef median(values: list[float]) -> float:\n    ordered = sorted(values)\n    middle = len(ordered) // 2\n`,
    faultyCode: `    return ordered[middle]\n`,
    fixedCode:
      `    if len(ordered) % 2:\n        return ordered[middle]\n    return (ordered[middle - 1] + ordered[middle]) / 2\n`,
    tail:
      `\n\ndef percentile(values: list[float], share: float) -> float:\n    """Nearest rank."""\n    ordered = sorted(values)\n    rank = max(1, round(share / 100 * len(ordered)))\n    return ordered[rank - 1]\n`,
    imports: "mean, median, percentile",
    tests: [
      ["test_mean", "assert mean([1, 2, 3]) == 2"],
      ["test_median_of_odd_count", "assert median([9, 1, 5]) == 5"],
      ["test_median_of_even_count", "assert median([4, 1, 3, 2]) == 2.5"],
      ["test_percentile", "assert percentile(list(range(1, 11)), 90) == 9"],
    ],
    failingTest: 2,
    pytestError: "assert 3 == 2.5\n +  where 3 = median([4, 1, 3, 2])",
    symptom: "the median of an even number of samples is wrong",
    cause: "for an even count `median` returns the upper of the two middle values instead of their mean",
    fix: "take the mean of the two middle values when the count is even",
  },
  {
    stem: "inventory",
    purpose: "stock levels and reservations",
    head:
      `class OutOfStock(Exception):\n    """Raised when more is wanted than there is."""\n\n\nclass Inventory:\n    def __init__(self, stock: dict[str, int]) -> None:\n        self.stock = dict(stock)\n        self.reserved: dict[str, int] = {}\n\n    def available(self, sku: str) -> int:\n`,
    faultyCode: `        return self.stock.get(sku, 0)\n`,
    fixedCode: `        return self.stock.get(sku, 0) - self.reserved.get(sku, 0)\n`,
    tail:
      `\n    def reserve(self, sku: str, count: int) -> None:\n        if count > self.available(sku):\n            raise OutOfStock(f"{sku}: wanted {count}, have {self.available(sku)}")\n        self.reserved[sku] = self.reserved.get(sku, 0) + count\n\n    def release(self, sku: str, count: int) -> None:\n        self.reserved[sku] = max(0, self.reserved.get(sku, 0) - count)\n`,
    imports: "Inventory, OutOfStock",
    tests: [
      ["test_unknown_sku_has_none", 'assert Inventory({}).available("x") == 0'],
      ["test_stock_is_available", 'assert Inventory({"cup": 3}).available("cup") == 3'],
      [
        "test_reserved_is_not_available",
        'i = Inventory({"cup": 3}); i.reserve("cup", 2); assert i.available("cup") == 1',
      ],
    ],
    failingTest: 2,
    pytestError: "AssertionError: assert 3 == 1\n +  where 3 = available('cup')",
    symptom: "items can be sold twice while they are reserved",
    cause: "`available` returns the whole stock and never looks at `self.reserved`",
    fix: "subtract what is reserved",
  },
];
