"""Texts on which tokenizers may differ: seeded, so that a call gives the same ones again."""

import random

SURROGATES = range(0xD800, 0xE000)

# Where normalisation, classes of characters and UTF-8 are at their oddest; by name, first and last code points.
RANGES = {
    "ascii": [(0x20, 0x7E)],
    "latin": [(0x20, 0x24F)],
    "controls": [(0, 0x1F), (0x7F, 0xA0), (0xAD, 0xAD)],
    "spaces": [(9, 13), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF), (0x180E, 0x180E), (0x200B, 0x200B)],
    "marks": [(0x300, 0x36F), (0x483, 0x487), (0x591, 0x5BD), (0x610, 0x61A), (0x64B, 0x65F), (0x1AB0, 0x1ACE), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0), (0x302A, 0x302F), (0xFE20, 0xFE2F), (0x1D165, 0x1D169)],
    "new marks": [(0x7FD, 0x7FD), (0x897, 0x89F), (0x8CA, 0x8D3), (0x1ABF, 0x1ACE), (0x10EAB, 0x10EAC), (0x10EFD, 0x10EFF), (0x10F46, 0x10F50), (0x11382, 0x113D0), (0x11930, 0x11943), (0x1611E, 0x1612F), (0x16D63, 0x16D6A), (0x105C9, 0x105E4), (0x1E4EC, 0x1E4EF)],
    "jamo": [(0x1100, 0x11FF), (0xA960, 0xA97C), (0xD7B0, 0xD7FB)],
    "hangul": [(0xAC00, 0xD7A3), (0x1161, 0x11C2)],
    "indic": [(0x900, 0xDFF)],
    "south east": [(0xE00, 0xFFF), (0x1000, 0x109F), (0x1780, 0x17FF)],
    "right to left": [(0x590, 0x6FF), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069)],
    "greek and coptic": [(0x370, 0x3FF), (0x1F00, 0x1FFF)],
    "cyrillic": [(0x400, 0x52F)],
    "cjk": [(0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAD9), (0x2F800, 0x2FA1D)],
    "emoji": [(0x1F300, 0x1FAFF), (0x1F1E6, 0x1F1FF), (0x200D, 0x200D), (0xFE0F, 0xFE0F), (0x1F3FB, 0x1F3FF), (0x2600, 0x27BF), (0xE0020, 0xE007F)],
    "numbers": [(0x30, 0x39), (0xB2, 0xB3), (0xBC, 0xBE), (0x660, 0x669), (0x2150, 0x218B), (0x2460, 0x249B), (0x1D7CE, 0x1D7FF)],
    "letters alike": [(0x17F, 0x17F), (0x212A, 0x212B), (0x2126, 0x2126), (0x27, 0x27), (0x2019, 0x2019), (0x2BC, 0x2BC), (0x149, 0x149), (0xFB00, 0xFB06), (0x41, 0x5A), (0x61, 0x7A)],
    "mathematical": [(0x1D400, 0x1D7FF), (0x2200, 0x22FF)],
    "private": [(0xE000, 0xF8FF), (0xF0000, 0xF00FF)],
    "unassigned": [(0x378, 0x379), (0x530, 0x530), (0x2FE0, 0x2FEF), (0x1FBFA, 0x1FBFF), (0x323B0, 0x32400), (0xFFFE, 0xFFFF), (0x10FFFE, 0x10FFFF)],
    "any": [(0, 0x10FFFF)],
}

SPECIAL = ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "<tool_call>", "</tool_call>", "<think>", "</think>", "<tool_response>", "<|eot_id|>", "<|begin_of_text|>", "<|start_header_id|>", "<｜User｜>", "<｜end▁of▁sentence｜>", "<|reserved_special_token_1|>", "<|vision_pad|>"]
WORDS = ["'s", "'S", "'ſ", "'re", "'RE", "'ll", "'lL", "'ve", "'d", "'m", "'t", "don't", "I'M", "''s", " 's", "def f(x):\n", "    return", "\t\treturn", "{}", "\"a\": 1.0", "1e-07", "12345678", "٣٤٥", "\r\n", "\n\n", "  ", " \n ", "   x", "#!/bin/sh", "//", "/*", "*/", "==", "!=", "=>", "-->", "http://a.b/c?d=e&f", "\\n", "\\u00e9", "é", "e\u0301", "한국어", "日本語", "😀", "👩‍👩‍👧", "🇩🇪", "\u200d", "\ufeff", "\x85", "\u00a0", "naïve", "ﬁ"]


def points(name, rng, count):
    ranges = RANGES[name]
    found = []
    while len(found) < count:
        first, last = ranges[rng.randrange(len(ranges))]
        point = rng.randint(first, last)
        if point not in SURROGATES:
            found.append(point)
    return "".join(map(chr, found))


def unicode_texts(rng, count):
    names = list(RANGES)
    for _ in range(count):
        yield "".join(points(rng.choice(names), rng, rng.randint(1, 12)) for _ in range(rng.randint(1, 4)))


def word_texts(rng, count):
    for _ in range(count):
        yield "".join(rng.choice(WORDS) for _ in range(rng.randint(1, 12)))


def byte_texts(rng, count):
    for _ in range(count):
        yield rng.randbytes(rng.randint(1, 60)).decode("latin-1")


def space_texts(rng, count):
    for _ in range(count):
        runs = [points(rng.choice(["spaces", "spaces", "ascii"]), rng, rng.choice([1, 1, 2, 3, 8, 40])) for _ in range(rng.randint(1, 6))]
        yield "".join(run[0] * len(run) if rng.random() < 0.5 else run for run in runs)


def special_texts(rng, count):
    """Special tokens whole, cut short, doubled, with something put into them, and beside words and spaces."""

    def odd(token):
        at = rng.randrange(len(token) + 1)
        return rng.choice([token, token, token[:at], token[at:], token[:at] + rng.choice(" \n|<>x\u0301") + token[at:], token.upper(), token + token[1:], token[:-1] + token])

    for _ in range(count):
        pieces = [rng.choice([odd(rng.choice(SPECIAL)), odd(rng.choice(SPECIAL)), rng.choice(WORDS), " ", "\u0301", "word"]) for _ in range(rng.randint(1, 8))]
        yield "".join(pieces)


def long_texts(rng):
    """What costs quadratic time where a word's pairs are all looked at again after each merge."""
    yield "a" * 20_000
    yield " " * 20_000 + "x"
    yield "\n" * 20_000
    yield (" " * 50 + "\n") * 400
    yield "ab" * 10_000
    yield "=" * 20_000
    yield "é" * 10_000
    yield "日" * 10_000
    yield "".join(rng.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(50_000))
    yield "".join(rng.choice("+/=-_") for _ in range(20_000))
    yield "\u0301" * 5_000 + "a" + "\u0301\u0323" * 5_000


def every_point(step):
    """All code points, `step` to a text, each where normalisation, the classes or the contractions would show it."""
    together = []
    for point in range(0x110000):
        if point in SURROGATES:
            continue
        c = chr(point)
        # most of planes 2 to 16 is ideographs, unassigned or private use: there two places are enough
        plain = point >= 0x20000 and not 0x2F800 <= point < 0x2FA20 and not 0xE0000 <= point < 0xE0200
        together.append(f"x{c} {c}" if plain else f"x{c}\u0323\u0301 {c}1{c}'{c}e\n{c}{c}a\u0345{c}")
        if len(together) == step:
            yield "".join(together)
            together = []
    yield "".join(together)


def random_texts(seed, count):
    rng = random.Random(seed)
    share = count // 10
    return [
        "",
        *long_texts(rng),
        *unicode_texts(rng, 6 * share),
        *word_texts(rng, share),
        *byte_texts(rng, share),
        *space_texts(rng, share),
        *special_texts(rng, share),
    ]
