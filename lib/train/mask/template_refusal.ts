/** A chat template does not take a trace, or moves what it says. */
export class TemplateRefusal extends RangeError {
  /** The error's name. */
  override name = "TemplateRefusal";
}

/**
 * Runs what a template may refuse.
 *
 * @param render What is done.
 * @returns What it returned.
 * @throws {TemplateRefusal} Where it throws a RangeError.
 */
export function refusable<T>(render: () => T): T {
  try {
    return render();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new TemplateRefusal(cause.message, { cause });
  }
}
