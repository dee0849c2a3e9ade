"""Odd pieces of text: what a port of the tutorial to another language could read differently from Python."""

SPACES = ["", " ", "\n", "\n\n", "\t", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\xa0",
          "\u1680", "\u2003", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", " \x1c\u2028\n"]
# white space to JavaScript, or to the eye, but not to Python
NOT_SPACES = ["\ufeff", "\u180e", "\u200b", "\u2060", "\x00", "\x08", "\x7f", "\u00ad"]

TAGS = ["<think>", "</think>", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<think", "think>",
        "</think >", "<THINK>", "<tool_call", "< tool_call>", "<tool_call/>", "<tools>", "<", ">", "</", "{", "}", "{}",
        "} </tool_call>", '"}</tool_call>', "}\u2028</tool_call>", "}\ufeff</tool_call>", "}}", '{"name": "a"}']

# tags that only come about when a think is taken out
JOINED = ["<tool_<think>x</think>call>{\"name\": \"joined\"}</tool_call>", "<think><think>a</think>b</think>c",
          "<th<think>a</think>ink>b</think>", "<tool_call>{<think>}</tool_call></think>\"name\": 1}</tool_call>",
          "<tool_call><think>x</think>{\"name\": \"after\"}</tool_call>", "<think>open <tool_call>{\"name\": \"inside\"}</tool_call>",
          "<think>t <tool_call>{\"name\": \"mentioned\"}</tool_call></think>", "</think><think></think>",
          "<tool_call>{\"name\": \"x\", \"arguments\": {\"s\": \"</tool_call>\"}}</tool_call>",
          "<tool_call>{\"name\": \"x\", \"arguments\": {\"s\": \"} </tool_call> <tool_call> {\"}}</tool_call>",
          "<tool_call>\n{\"name\": \"a\"}\n{\"name\": \"b\"}\n</tool_call>", "<tool_call>[{\"name\": \"a\"}]</tool_call>",
          "<tool_call>{\"name\": \"a\"}<tool_call>{\"name\": \"b\"}</tool_call>", "<tool_call>}{</tool_call>",
          "<tool_call>{</tool_call>}</tool_call>", "<tool_call></tool_call>{}</tool_call>", "<tool_call>{}</tool_call>",
          "<tool_call>{\"name\": \"a\"}</tool_call></tool_call>", "<tool_call>\ufeff{\"name\": \"a\"}</tool_call>"]

NUMBERS = ["0", "-0", "-0.0", "1", "1.0", "1.50", "1E5", "1e5", "1e-7", "1e-5", "0.0001", "1e15", "1e16", "123456789012345.6",
           "1e21", "1e22", "1e23", "1e400", "-1e400", "5e-324", "2.2250738585072014e-308", "1.7976931348623157e308", "0.1",
           "0.30000000000000004", "9007199254740991", "9007199254740993", "9007199254740993.0", "-9223372036854775809",
           "123456789012345678901234567890", "NaN", "Infinity", "-Infinity", "-NaN", "nan", "inf", "+1", ".5", "1.", "01", "-",
           "1_000", "0x10", "１", "0e0", "-0e-0", "1e+05", "12e-1", "1" * 4300, "-" + "2" * 4300, "1" * 4301 + ".0"]

STRINGS = ['""', '"a"', '"\\u0041"', '"\\ud83d\\ude42"', '"\\ud83d"', '"\\ude42\\ud83d"', '"\\ud83d\\u0041"', '"\\uD83D\\uDE42"',
           '"🙂é中"', '"\\u0000"', '"\\/\\b\\f\\n\\r\\t\\\\\\""', '"\u2028\u2029\x7f\x85"', '"\x01"', '"a\nb"', '"\t"', '"\\x41"',
           '"\\u12"', '"\\u+123"', '"\\u00e"', '"unclosed', "'single'", '"\\u000error"', '"\x0error"', '"err\\u006fr"', '"ERRO\u212a"',
           '"Error"', '"\\u0130"', '"trace\\u0062ack"', '"TRACEBACK (most recent call last)"', '"\\"exit_code\\": 1"', '"\ufeff"']

KEYS = ['"name"', '"arguments"', '""', '"__proto__"', '"constructor"', '"toString"', '"2"', '"1"', '"10"', '"01"', '"-1"', '"a"',
        '"\\u0061"', '"é"', '"\\ud800"', '"error"', '"exit_code"', '"EXIT_CODE"', '"length"', '"\\u0000"', "a", "1"]

WORDS = ["null", "true", "false", "True", "None", "nul", "undefined", "tru", "nulll"]

NAMES = ["null", "true", "false", "1", "1.0", "0", "-0.0", '"1"', '""', '"<unknown>"', '"<malformed>"', '"terminal"', '"Terminal"',
         '"terminal "', '"🙂"', '"\\ud83d\\ude42"', '"caf\\u00e9"', '"cafe\\u0301"', '"__proto__"', '"constructor"', '"hasOwnProperty"',
         '"None"', '"True"', "10000000000000000000000", "1e22", "2.5", "9007199254740993", "9007199254740992.0"]
# not JSON to everybody: kept to a file of their own
STRANGE_NAMES = ["NaN", "Infinity", "1e400", "-Infinity", "1.0", "123456789012345678901234567890", '"\\ud800"', '"\\u0000"', "-0.0", "true"]

# flagged or not: the test looks into the JSON text, lower-cased
RESPONSES = ['{"error": null}', '{"error": ""}', '{"exit_code": 1}', '{"exit_code":1}', '{"exit_code": 12}', '{"exit_code": 1.5}',
             '{"exit_code": 1e5}', '{"exit_code": 0}', '{"exit_code": 2}', '{"exit_code": "1"}', '{"exit_code": -1}', '{"exit_code": 1e0}',
             '{"EXIT_CODE": 1}', '{"Exit_Code" :  127}', '{"exit_code":\n1}', '{"exit_code": [1]}', '{"x": "\\"exit_code\\": 1"}',
             '"\\"exit_code\\": 1"', 'exit_code: 1', '"exit_code": 1', "{'exit_code': 1}", "Err\nor", "err\x0cor", "TrAcEbAcK", "t raceback",
             "\x0error", "\x00error", "\u000error\n", "ERR\u00d2R", "\u212arror", "eRRor", "terror", "mirror", "no problem", "ｅｒｒｏｒ",
             '{"a": 1} trailing', '{"a": 1, "a": "error", "a": 2}', '{"a": "error", "a": 2}', '{"a": NaN}', '[]', '""', 'null', 'true', '1.0',
             '{"raw": 1}', "\ufeff{}", '\ufeff{"error": 1}', '{"ok": true,}', '{"\\u0065rror": 1}', '{"k": "\\u000error"}', "<tool_call>", "",
             '{"e": "\\ud83d"}', '{"n": ' + "1" * 4300 + "}", '{"n": ' + "1" * 4301 + "}", '{"error_": ' + "1" * 4301 + "}", "[" * 880 + "]" * 880,
             "[" * 5000 + "]" * 5000, '{"a":' * 5000 + '"error"' + "}" * 5000, "[" * 5000]

# what textwrap.shorten splits, keeps or breaks
WRAPPED = ["well-known", "x-y-z", "a-b", "ab-cd", "ab-c", "a-bc", "-", "--", "---", "----", "em--dash", "em --dash", "em-- dash", "word--",
           "--flag", "--long-option=a-b-c", "-x", "1-2", "2024-01-02", "a1-b2", "ab1-cd", "é-è", "éé-èè", "中文-中文", "foo‐bar", "foo‑bar", "foo–bar",
           "foo—bar", "don't--stop", "end.--Next", "(paren)-(paren)", "x_y-z_w", "_a-_b", "https://a-b.c/d--e?f=g-h", "ﬁ-ﬂ", "a\u0301b-c\u0301d",
           "ⅷx-xⅷ", "½½-½½", "²²-aa", "🙂🙂-🙂🙂", "🙂", "\U00010d41a-b\U00010d41", "\u1c8a\u1c8a-\u1c8a\u1c8a", "\U0001e4f1-", "!", "?--a", "&--b", "\"--c", "'--d", ",--e",
           "\ufeff", "\u200b", "\xa0", "\u2028", "\x1c", "\t", "\n\n", "  ", "word", "a", "i", "longer-word-with-many-hyphens",
           "-----a", "a-----", "\x00", "\x7f"]
