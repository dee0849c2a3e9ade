import { tool } from "./schema.ts";

/** Schemas of the file tools. */
export const FILE_TOOLS = [
  tool(
    "read_file",
    "Read a text file, with line numbers and in pages. Use this instead of cat, head or tail in the terminal. Each line is written as 'NUMBER|TEXT'. When the file is not there, files with similar names are suggested. Long files are read with 'offset' and 'limit'. Pictures and other binary files cannot be read with it: use vision_analyze for pictures.",
    {
      "path!": [
        "string",
        "The file to read: absolute, relative to the working directory, or beginning with ~/.",
      ],
      offset: ["integer", "The first line to return, counted from 1 (default 1).", {
        default: 1,
        minimum: 1,
      }],
      limit: ["integer", "The most lines to return (default 500, at most 2000).", {
        default: 500,
        maximum: 2000,
      }],
    },
  ),
  tool(
    "write_file",
    "Write a file, replacing whatever was in it. Use this instead of echo or a here-document in the terminal. Folders that are missing are created. The whole file is replaced: for a change in one place use 'patch'.",
    {
      "path!": ["string", "The file to write. It is created if it is not there, and replaced if it is."],
      "content!": ["string", "The whole content of the file."],
    },
  ),
  tool(
    "patch",
    "Change text in files. Use this instead of sed or awk in the terminal. The text to replace need not match to the last blank: several ways of comparing are tried, so that small differences in indentation do no harm. The result is a unified diff, and a syntax check follows.\n\n" +
      "Mode 'replace' (the default): finds one text in one file and puts another in its place. Mode 'patch': applies changes to several files, in the V4A format.",
    {
      "mode!": [
        "string",
        "'replace' for one change in one file, 'patch' for a V4A patch over several files.",
        { enum: ["replace", "patch"], default: "replace" },
      ],
      path: ["string", "The file to change (needed in mode 'replace')."],
      old_string: [
        "string",
        "The text to find (needed in mode 'replace'). It must occur only once, unless replace_all is set: take a few lines around it along.",
      ],
      new_string: [
        "string",
        "The text to put in its place (needed in mode 'replace'). An empty text deletes.",
      ],
      replace_all: [
        "boolean",
        "Whether to replace every occurrence instead of requiring that there is one only (default false).",
        { default: false },
      ],
      patch: [
        "string",
        "The patch (needed in mode 'patch'):\n*** Begin Patch\n*** Update File: path/to/file\n@@ a line to go by @@\n a line that stays\n-a line that goes\n+a line that comes\n*** End Patch",
      ],
    },
  ),
  tool(
    "search_files",
    "Search the contents of files, or find files by name. Use this instead of grep, rg, find or ls in the terminal: it is faster, knows what to leave out, and cuts long results.\n\n" +
      "For contents (target='content'): a regular expression is looked for inside the files. The output is the matching lines with their numbers, the files alone, or how many matches each file has.\n" +
      "For names (target='files'): a glob such as '*.py' or '*config*' is compared with file names; the newest files come first.",
    {
      "pattern!": ["string", "A regular expression for contents, or a glob (for example '*.py') for names."],
      target: ["string", "'content' looks inside files, 'files' looks at names.", {
        enum: ["content", "files"],
        default: "content",
      }],
      path: ["string", "The folder or file in which to search (default: the working directory).", {
        default: ".",
      }],
      file_glob: [
        "string",
        "Only look at files whose name matches, for example '*.ts' (content searches only).",
      ],
      limit: ["integer", "The most results to return (default 50).", { default: 50 }],
      offset: ["integer", "How many results to skip, to page through them (default 0).", { default: 0 }],
      output_mode: [
        "string",
        "For contents: 'content' gives lines with numbers, 'files_only' the paths, 'count' the matches in each file.",
        { enum: ["content", "files_only", "count"], default: "content" },
      ],
      context: ["integer", "Lines to show before and after each match (content searches only).", {
        default: 0,
      }],
    },
  ),
];
