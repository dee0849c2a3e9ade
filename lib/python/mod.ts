/** Python's own reading and writing of JSON and text, and numpy's shuffle: what parity with Python stands on. */
export { exactJson, pythonDumps, pythonDumpsText, spacedJson } from "./json_dumps.ts";
export {
  JsonDecodeError,
  PythonLimitError,
  pythonLoads,
  pythonRawDecode,
  ScanFailure,
  scanJson,
  skipJsonSpaceBack,
} from "./json_loads.ts";
export {
  isObject,
  type Json,
  plainJson,
  type PythonDict,
  PythonFloat,
  pythonFloatRepr,
  type PythonJson,
} from "./json_value.ts";
export { nativeJson } from "./native_json.ts";
export { permutation } from "./numpy_random.ts";
export { pythonFixed, pythonRepr, pythonStr } from "./repr.ts";
export {
  isPythonSpace,
  pythonHead,
  pythonLength,
  pythonStrip,
  shorten,
  skipSpace,
  skipSpaceBack,
} from "./text.ts";
export type { Scanned } from "./json_loads.ts";
