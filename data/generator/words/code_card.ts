/** A small module with a fault that a test finds: everything a story about it needs. */
export interface CodeCard {
  /** The module's name without ending. */
  stem: string;
  /** What it is for, as a noun phrase. */
  purpose: string;
  /** The text before the faulty place. */
  head: string;
  /** The faulty place. */
  faultyCode: string;
  /** The same place, right. */
  fixedCode: string;
  /** The text after it. */
  tail: string;
  /** What the tests import. */
  imports: string;
  /** The tests: name and the one line that asserts. */
  tests: readonly (readonly [name: string, assertion: string])[];
  /** Which test fails. */
  failingTest: number;
  /** What pytest says behind `E`, the first line being the summary. */
  pytestError: string;
  /** How a user meets the fault. */
  symptom: string;
  /** Why it happens. */
  cause: string;
  /** What is changed, as a verb phrase. */
  fix: string;
}
