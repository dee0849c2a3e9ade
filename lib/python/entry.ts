/**
 * `tracebook/python`: JSON, text, `repr` and floats as Python reads and writes them, for code that must give Python's
 * bytes.
 *
 * @module
 */
export {
  isPythonSpace,
  type Json,
  JsonDecodeError,
  permutation,
  plainJson,
  type PythonDict,
  pythonDumps,
  pythonDumpsText,
  pythonFixed,
  PythonFloat,
  pythonFloatRepr,
  pythonHead,
  type PythonJson,
  pythonLength,
  PythonLimitError,
  pythonLoads,
  pythonRawDecode,
  pythonRepr,
  pythonStr,
  pythonStrip,
  shorten,
  skipSpace,
  skipSpaceBack,
} from "./mod.ts";
