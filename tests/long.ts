/**
 * Tests that go through many cases do a share of them in `deno task test`, and all of them in `deno task soak`, which
 * sets TRACEBOOK_LONG=1 and runs every test file that imports this one.
 *
 * @module
 */

/** Whether all cases are gone through. */
export const LONG = Deno.env.get("TRACEBOOK_LONG") === "1";

/** A number, or a list of cases: a share of it, and the whole of it in a long run. */
export const shortOrLong = <T>(short: T, long: T): T => LONG ? long : short;
