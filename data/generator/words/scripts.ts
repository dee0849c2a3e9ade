/** A small Python program, one line of which may be faulty at first. */
export interface ScriptCard {
  /** File name of the program. */
  file: string;
  /** What the program does, to follow "a script that". */
  purpose: string;
  /** The whole program, without the fault. */
  code: string;
  /** The line that may be faulty, without the fault. */
  fixedLine: string;
  /** The faulty line. */
  faultyLine: string;
  /** What Python prints of the faulty program; `{path}` stands for the script's path. */
  pythonError: string;
  /** Why the faulty line fails, as a sentence. */
  cause: string;
  /** Input file: path and content. */
  input: readonly [path: string, content: string];
  /** Arguments that the program is called with. */
  args: string;
  /** Usage line, without the program's name. */
  usage: string;
  /** What the program prints for the input. */
  output: string;
}

const main = (usage: string, count: number, call: string) =>
  `\n\nif __name__ == "__main__":\n    if len(sys.argv) != ${
    count + 1
  }:\n        print(f"usage: {sys.argv[0].split('/')[-1]} ${usage}")\n        sys.exit(2)\n    ${call}\n`;

const trace = (line: number, code: string, last: string) =>
  `Traceback (most recent call last):\n  File "{path}", line ${line}, in <module>\n    ${code}\n${last}`;

/** The programs that users ask for. */
export const SCRIPTS: readonly ScriptCard[] = [
  {
    file: "word_count.py",
    purpose: "prints the most frequent words of a text file",
    code:
      `import re\nimport sys\nfrom collections import Counter\n\n\ndef words(path, most):\n    text = open(path, encoding="utf-8").read().lower()\n    for word, n in Counter(re.findall(r"\\w+", text)).most_common(most):\n        print(n, word)${
        main("FILE COUNT", 2, "words(sys.argv[1], int(sys.argv[2]))")
      }`,
    fixedLine: "words(sys.argv[1], int(sys.argv[2]))",
    faultyLine: "words(sys.argv[1], sys.argv[2])",
    pythonError: trace(
      15,
      "words(sys.argv[1], sys.argv[2])",
      `  File "{path}", line 8, in words\n    for word, n in Counter(re.findall(r"\\w+", text)).most_common(most):\n  File "/usr/lib/python3.10/collections/__init__.py", line 603, in most_common\n    return heapq.nlargest(n, self.items(), key=_itemgetter(1))\n  File "/usr/lib/python3.10/heapq.py", line 542, in nlargest\n    if n >= size:\nTypeError: '>=' not supported between instances of 'str' and 'int'`,
    ),
    cause: "Arguments are text, and the count has to be a number.",
    input: ["sample/poem.txt", "The sea, the sky, the sea again.\nÜber allen Gipfeln the wind, the sea.\n"],
    args: "sample/poem.txt 3",
    usage: "FILE COUNT",
    output: "5 the\n3 sea\n1 sky",
  },
  {
    file: "json_keys.py",
    purpose: "lists all key paths of a JSON file with their types",
    code:
      `import json\nimport sys\n\n\ndef walk(value, path="$"):\n    print(path, type(value).__name__)\n    if isinstance(value, dict):\n        for key, inner in value.items():\n            walk(inner, f"{path}.{key}")\n    elif isinstance(value, list) and value:\n        walk(value[0], f"{path}[]")${
        main("FILE", 1, 'walk(json.load(open(sys.argv[1], encoding="utf-8")))')
      }`,
    fixedLine: 'walk(json.load(open(sys.argv[1], encoding="utf-8")))',
    faultyLine: "walk(json.load(sys.argv[1]))",
    pythonError: trace(
      17,
      "walk(json.load(sys.argv[1]))",
      `  File "/usr/lib/python3.10/json/__init__.py", line 293, in load\n    return loads(fp.read(),\nAttributeError: 'str' object has no attribute 'read'`,
    ),
    cause: "`json.load` wants an open file, not its name.",
    input: ["sample/user.json", '{"name": "Zoë", "tags": ["a", "b"], "limits": {"daily": 5}}\n'],
    args: "sample/user.json",
    usage: "FILE",
    output: "$ dict\n$.name str\n$.tags list\n$.tags[] str\n$.limits dict\n$.limits.daily int",
  },
  {
    file: "checksums.py",
    purpose: "writes the SHA-256 of every file in a folder, sorted by name",
    code:
      `import hashlib\nimport sys\nfrom pathlib import Path\n\n\ndef sums(folder):\n    for path in sorted(Path(folder).iterdir()):\n        print(hashlib.sha256(path.read_bytes()).hexdigest()[:16], path.name)${
        main("FOLDER", 1, "sums(sys.argv[1])")
      }`,
    fixedLine: "path.read_bytes()",
    faultyLine: "path.read_text()",
    pythonError:
      `Traceback (most recent call last):\n  File "{path}", line 14, in <module>\n    sums(sys.argv[1])\n  File "{path}", line 8, in sums\n    print(hashlib.sha256(path.read_text()).hexdigest()[:16], path.name)\nTypeError: Strings must be encoded before hashing`,
    cause: "A hash is computed over bytes, not over text.",
    input: ["sample/sums/a.txt", "abc"],
    args: "sample/sums",
    usage: "FOLDER",
    output: "ba7816bf8f01cfea a.txt",
  },
  {
    file: "csv_to_md.py",
    purpose: "turns a CSV file into a Markdown table",
    code:
      `import csv\nimport sys\n\n\ndef convert(path):\n    rows = list(csv.reader(open(path, newline="", encoding="utf-8")))\n    rows.insert(1, ["---"] * len(rows[0]))\n    for row in rows:\n        print("| " + " | ".join(row) + " |")${
        main("FILE", 1, "convert(sys.argv[1])")
      }`,
    fixedLine: '["---"] * len(rows[0])',
    faultyLine: '["---"] * rows[0]',
    pythonError:
      `Traceback (most recent call last):\n  File "{path}", line 15, in <module>\n    convert(sys.argv[1])\n  File "{path}", line 7, in convert\n    rows.insert(1, ["---"] * rows[0])\nTypeError: can't multiply sequence by non-int of type 'list'`,
    cause: "The separator row needs the number of columns, not the header itself.",
    input: ["sample/tea.csv", 'tea,minutes\ngreen,2\n"black, strong",5\nмята,7\n'],
    args: "sample/tea.csv",
    usage: "FILE",
    output: "| tea | minutes |\n| --- | --- |\n| green | 2 |\n| black, strong | 5 |\n| мята | 7 |",
  },
  {
    file: "todo_finder.py",
    purpose: "finds all comments marked LATER in a source tree",
    code:
      `import sys\nfrom pathlib import Path\n\n\ndef find(folder):\n    for path in sorted(Path(folder).rglob("*.py")):\n        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):\n            if "# LATER" in line:\n                print(f"{path}:{n}: {line.split('# LATER')[1].strip()}")${
        main("FOLDER", 1, "find(sys.argv[1])")
      }`,
    fixedLine: 'Path(folder).rglob("*.py")',
    faultyLine: 'folder.rglob("*.py")',
    pythonError:
      `Traceback (most recent call last):\n  File "{path}", line 15, in <module>\n    find(sys.argv[1])\n  File "{path}", line 6, in find\n    for path in sorted(folder.rglob("*.py")):\nAttributeError: 'str' object has no attribute 'rglob'`,
    cause: "The folder is still a text; it has to become a Path first.",
    input: ["sample/tree/job.py", "def run():\n    pass  # LATER retry when the queue is full\n"],
    args: "sample/tree",
    usage: "FOLDER",
    output: "sample/tree/job.py:2: retry when the queue is full",
  },
  {
    file: "dates.py",
    purpose: "prints the weekday of every date in a file",
    code:
      `import sys\nfrom datetime import date\n\n\ndef weekdays(path):\n    for line in open(path, encoding="utf-8"):\n        day = date.fromisoformat(line.strip())\n        print(day, day.strftime("%A"))${
        main("FILE", 1, "weekdays(sys.argv[1])")
      }`,
    fixedLine: "date.fromisoformat(line.strip())",
    faultyLine: "date.fromisoformat(line)",
    pythonError:
      `Traceback (most recent call last):\n  File "{path}", line 14, in <module>\n    weekdays(sys.argv[1])\n  File "{path}", line 7, in weekdays\n    day = date.fromisoformat(line)\nValueError: Invalid isoformat string: '2026-03-01\\n'`,
    cause: "Each line still has its line end.",
    input: ["sample/dates.txt", "2026-03-01\n2026-03-02\n2026-12-24\n"],
    args: "sample/dates.txt",
    usage: "FILE",
    output: "2026-03-01 Sunday\n2026-03-02 Monday\n2026-12-24 Thursday",
  },
];
