import type { CodeCard } from "./code_card.ts";

/** Modules about text, settings and state. */
export const CODE_CARDS_B: readonly CodeCard[] = [
  {
    stem: "slugify",
    purpose: "making URL slugs from titles",
    head:
      `import re\nimport unicodedata\n\n\ndef slugify(title: str) -> str:\n    """A title as it stands in a URL: "Crème brûlée!" -> "creme-brulee"."""\n`,
    faultyCode: `    ascii_only = title.encode("ascii", "ignore").decode()\n`,
    fixedCode:
      `    decomposed = unicodedata.normalize("NFKD", title)\n    ascii_only = decomposed.encode("ascii", "ignore").decode()\n`,
    tail:
      `    words = re.findall(r"[a-z0-9]+", ascii_only.lower())\n    return "-".join(words)\n\n\ndef unique_slug(title: str, taken: set[str]) -> str:\n    slug = slugify(title)\n    number = 2\n    while slug in taken:\n        slug = f"{slugify(title)}-{number}"\n        number += 1\n    return slug\n`,
    imports: "slugify, unique_slug",
    tests: [
      ["test_words_are_joined", 'assert slugify("Hello, World") == "hello-world"'],
      ["test_accents_are_kept_as_letters", 'assert slugify("Crème brûlée") == "creme-brulee"'],
      ["test_taken_slug_gets_a_number", 'assert unique_slug("A", {"a"}) == "a-2"'],
    ],
    failingTest: 1,
    pytestError: "AssertionError: assert 'crme-brle' == 'creme-brulee'\n  \n  - creme-brulee\n  + crme-brle",
    symptom: "titles with accents lose letters in their URL",
    cause:
      "encoding to ASCII with `ignore` drops é and û as a whole; the text has to be decomposed first so that only the accent is dropped",
    fix: "normalise to NFKD before encoding",
  },
  {
    stem: "settings",
    purpose: "reading settings from the environment",
    head:
      `import os\n\nTRUE = {"1", "true", "yes", "on"}\n\n\ndef flag(name: str, default: bool = False, env=os.environ) -> bool:\n    """A truth value from the environment."""\n`,
    faultyCode: `    return bool(env.get(name, default))\n`,
    fixedCode:
      `    value = env.get(name)\n    return default if value is None else value.strip().lower() in TRUE\n`,
    tail:
      `\n\ndef number(name: str, default: int, env=os.environ) -> int:\n    value = env.get(name)\n    if value is None:\n        return default\n    try:\n        return int(value)\n    except ValueError:\n        raise ValueError(f"{name} must be a whole number, not {value!r}") from None\n`,
    imports: "flag, number",
    tests: [
      ["test_flag_default", 'assert flag("DEBUG", True, {}) is True'],
      ["test_flag_on", 'assert flag("DEBUG", env={"DEBUG": "yes"}) is True'],
      ["test_flag_off", 'assert flag("DEBUG", env={"DEBUG": "false"}) is False'],
      ["test_number", 'assert number("PORT", 80, {"PORT": "8080"}) == 8080'],
    ],
    failingTest: 2,
    pytestError:
      "AssertionError: assert True is False\n +  where True = flag('DEBUG', env={'DEBUG': 'false'})",
    symptom: "DEBUG=false still turns debugging on",
    cause: '`bool("false")` is True, because every non-empty string is',
    fix: "compare the text with the words that mean yes",
  },
  {
    stem: "retry",
    purpose: "repeating calls that fail",
    head:
      `import time\n\n\ndef delays(attempts: int, base: float = 0.5, cap: float = 8.0) -> list[float]:\n    """Seconds to wait before each further attempt."""\n`,
    faultyCode: `    return [min(cap, base * n) for n in range(attempts)]\n`,
    fixedCode: `    return [min(cap, base * 2 ** n) for n in range(attempts - 1)]\n`,
    tail:
      `\n\ndef retry(call, attempts: int = 4, errors=(OSError,), sleep=time.sleep):\n    waits = delays(attempts)\n    for n in range(attempts):\n        try:\n            return call()\n        except errors:\n            if n == attempts - 1:\n                raise\n            sleep(waits[n])\n`,
    imports: "delays, retry",
    tests: [
      ["test_value_is_returned", "assert retry(lambda: 7) == 7"],
      ["test_delays_double", "assert delays(4) == [0.5, 1.0, 2.0]"],
      ["test_delays_are_capped", "assert max(delays(40)) == 8.0"],
    ],
    failingTest: 1,
    pytestError:
      "assert [0.0, 0.5, 1.0, 1.5] == [0.5, 1.0, 2.0]\n  At index 0 diff: 0.0 != 0.5\n  Left contains one more item: 1.5",
    symptom: "the client hammers the server when it is down instead of backing off",
    cause:
      "the waits grow linearly from zero, so the first retry comes at once, and there is one wait too many",
    fix: "double the wait each time and make one wait fewer than attempts",
  },
  {
    stem: "cache",
    purpose: "a small LRU cache",
    head:
      `from collections import OrderedDict\n\n\nclass LRUCache:\n    """Keeps the \`size\` entries used last."""\n\n    def __init__(self, size: int) -> None:\n        self.size = size\n        self._entries: OrderedDict = OrderedDict()\n\n    def get(self, key, default=None):\n`,
    faultyCode: `        return self._entries.get(key, default)\n`,
    fixedCode:
      `        if key not in self._entries:\n            return default\n        self._entries.move_to_end(key)\n        return self._entries[key]\n`,
    tail:
      `\n    def put(self, key, value) -> None:\n        self._entries[key] = value\n        self._entries.move_to_end(key)\n        if len(self._entries) > self.size:\n            self._entries.popitem(last=False)\n\n    def keys(self) -> list:\n        return list(self._entries)\n`,
    imports: "LRUCache",
    tests: [
      ["test_missing_key", 'assert LRUCache(2).get("a") is None'],
      [
        "test_oldest_entry_goes",
        'c = LRUCache(2); [c.put(k, 1) for k in "abc"]; assert c.keys() == ["b", "c"]',
      ],
      [
        "test_reading_keeps_an_entry",
        'c = LRUCache(2); c.put("a", 1); c.put("b", 2); c.get("a"); c.put("c", 3); assert c.keys() == ["a", "c"]',
      ],
    ],
    failingTest: 2,
    pytestError:
      "AssertionError: assert ['b', 'c'] == ['a', 'c']\n  At index 0 diff: 'b' != 'a'\n  Use -v to get more diff",
    symptom: "hot entries are thrown out of the cache although they are read all the time",
    cause:
      "`get` never moves the entry to the end, so the cache is first-in-first-out instead of least-recently-used",
    fix: "move an entry to the end when it is read",
  },
  {
    stem: "reply_parser",
    purpose: "splitting model replies into thought and answer",
    head:
      `"""Splits a reply such as "<think>…</think>answer"."""\n\nOPEN, CLOSE = "<think>", "</think>"\n\n\ndef split_reply(text: str) -> tuple[str, str]:\n    """The thought and the answer; a reply without tags is all answer."""\n    if not text.startswith(OPEN):\n        return "", text.strip()\n`,
    faultyCode: `    thought, answer = text[len(OPEN):].split(CLOSE)\n`,
    fixedCode: `    thought, _, answer = text[len(OPEN):].partition(CLOSE)\n`,
    tail:
      `    return thought.strip(), answer.strip()\n\n\ndef has_call(text: str) -> bool:\n    return "<tool_call>" in text and "</tool_call>" in text\n`,
    imports: "has_call, split_reply",
    tests: [
      ["test_plain_reply", 'assert split_reply("hi ") == ("", "hi")'],
      ["test_thought_and_answer", 'assert split_reply("<think>a</think>b") == ("a", "b")'],
      [
        "test_second_close_tag_stays_in_the_answer",
        'assert split_reply("<think>a</think>b</think>")[0] == "a"',
      ],
      ["test_call", 'assert has_call("<tool_call>{}</tool_call>")'],
    ],
    failingTest: 2,
    pytestError: "ValueError: too many values to unpack (expected 2)",
    symptom: "replies with a second </think> crash the importer",
    cause:
      "`split(CLOSE)` gives three parts when the tag occurs twice, and unpacking into two names raises ValueError",
    fix: "cut at the first closing tag only, with `partition`",
  },
  {
    stem: "rate_limit",
    purpose: "limiting requests per client",
    head:
      `class RateLimiter:\n    """At most \`limit\` requests in any \`window\` seconds."""\n\n    def __init__(self, limit: int, window: float) -> None:\n        self.limit, self.window = limit, window\n        self._seen: dict[str, list[float]] = {}\n\n    def allow(self, client: str, now: float) -> bool:\n        seen = self._seen.setdefault(client, [])\n`,
    faultyCode:
      `        seen[:] = [t for t in seen if now - t <= self.window]\n        seen.append(now)\n        return len(seen) <= self.limit\n`,
    fixedCode:
      `        seen[:] = [t for t in seen if now - t < self.window]\n        if len(seen) >= self.limit:\n            return False\n        seen.append(now)\n        return True\n`,
    tail: `\n    def forget(self, client: str) -> None:\n        self._seen.pop(client, None)\n`,
    imports: "RateLimiter",
    tests: [
      ["test_first_requests_pass", 'r = RateLimiter(2, 10); assert r.allow("a", 0) and r.allow("a", 1)'],
      ["test_too_many_are_refused", 'r = RateLimiter(1, 10); r.allow("a", 0); assert not r.allow("a", 1)'],
      [
        "test_refused_requests_do_not_count",
        'r = RateLimiter(1, 10); r.allow("a", 0); r.allow("a", 5); assert r.allow("a", 10)',
      ],
    ],
    failingTest: 2,
    pytestError: "AssertionError: assert False\n +  where False = allow('a', 10)",
    symptom: "a client that keeps trying is locked out for ever",
    cause:
      "refused requests are recorded as well, so every new try extends the lock; and a request exactly one window old still counts",
    fix: "record only the requests that were allowed and let a request expire after exactly one window",
  },
];
