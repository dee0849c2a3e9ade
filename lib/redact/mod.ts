/** Before traces are shared: secrets and what says who somebody is, taken out and counted. */
export {
  makeRedactor,
  REDACTED_KINDS,
  type RedactedKind,
  type RedactedTrace,
  type Redaction,
} from "./redact_trace.ts";
export {
  makeRedactionCounter,
  type RedactionCount,
  type RedactionCounter,
  type RedactionReport,
} from "./redaction_report.ts";
