/** A small Python module with a fault that one of its tests finds. */
export interface CodeCard {
  /** Name of the module without ending. */
  stem: string;
  /** Purpose of the module, as a noun phrase. */
  purpose: string;
  /** Code before the faulty place. */
  head: string;
  /** Faulty code. */
  faultyCode: string;
  /** Code that replaces the faulty code. */
  fixedCode: string;
  /** Code after the faulty place. */
  tail: string;
  /** Names that the tests import, with commas. */
  imports: string;
  /** Tests: the name, and the one line that asserts. */
  tests: readonly (readonly [name: string, assertion: string])[];
  /** Index in `tests` of the test that fails. */
  failingTest: number;
  /** Error that pytest prints behind `E`; the first line is also the short summary. */
  pytestError: string;
  /** How a user describes the fault. */
  symptom: string;
  /** Why the fault happens. */
  cause: string;
  /** What mends the fault, as a verb phrase. */
  fix: string;
}
