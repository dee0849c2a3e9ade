/** Before traces are shared: secrets and what says who somebody is, taken out and counted. */
export * from "./redact_trace.ts";
export * from "./redaction_report.ts";
