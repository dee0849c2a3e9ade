"""The characters that lib/train/tokenizer/nfc.ts lists: `python nfc_differences.py` prints them, in that file's form.

They are the code points whose place among others Rust's normalisation and Deno's see differently: marks that only one of
the two moves, letters that only one of the two composes.
"""

import json
import os
import re
import subprocess
from pathlib import Path

from tokenizers import normalizers

NFC = normalizers.NFC()
SOURCE = Path(__file__).resolve().parents[3] / "lib" / "train" / "tokenizer" / "nfc.ts"
# A mark before and after of the lowest and of the highest class, and letters that compose with vowels or with themselves.
CONTEXTS = ["{}", "a{}\u0301", "a{}\u0334", "a\u0345{}", "a\u0323{}\u0301", "{}\u0323\u0301", "a\u0300{}\u0327", "\u1100{}", "{}\u1161", "{}\u11a8", "{}{}"]
DENO_NFC = "const texts = JSON.parse(await new Response(Deno.stdin.readable).text()); console.log(JSON.stringify(texts.map((text) => text.normalize('NFC'))))"
DENO_PAIRS = """
const pairs = [];
for (let point = 0; point < 0x110000; point++) {
  if (point >= 0xd800 && point < 0xe000) continue;
  const whole = String.fromCodePoint(point), parts = [...whole.normalize("NFD")];
  if (parts.length > 1 && whole.normalize("NFC") === whole) pairs.push([...parts.slice(0, -1).join("").normalize("NFC"), parts.at(-1), whole]);
}
console.log(JSON.stringify(pairs));
"""


def listed():
    """The code points in nfc.ts."""
    ranges = re.search(r"STAND_ALONE = `(.*?)`", SOURCE.read_text(encoding="utf-8"), re.DOTALL)[1].split()
    bounds = [[int(end, 16) for end in each.split("-")] for each in ranges]
    return [point for first, *last in bounds for point in range(first, (last or [first])[0] + 1)]


STAND_ALONE = listed()


def deno(program, stdin=""):
    return json.loads(subprocess.run([os.environ.get("DENO", "deno"), "eval", program], input=stdin.encode(), stdout=subprocess.PIPE, check=True).stdout)


def found():
    points = [point for point in range(0x110000) if not 0xD800 <= point < 0xE000]
    differing = set()
    for context in CONTEXTS:
        strings = [context.replace("{}", chr(point)) for point in points]
        theirs = deno(DENO_NFC, json.dumps(strings))
        differing |= {point for point, text, other in zip(points, strings, theirs, strict=True) if NFC.normalize_str(text) != other}
    for first, second, whole in deno(DENO_PAIRS):
        if NFC.normalize_str(first + second) != whole:
            # U+0307 and its like are in both: it is enough that the letter before them stands alone
            differing |= {ord(char) for char in (first, second, whole) if not (char == second and assigned_before(char))}
    return sorted(differing)


def assigned_before(char):
    """Whether Rust knows it as a mark: it goes before one of a higher class."""
    return NFC.normalize_str(f"a\u0345{char}") != f"a\u0345{char}"


def ranges(points):
    runs = []
    for point in points:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return [f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in runs]


if __name__ == "__main__":
    print(*ranges(found()))
