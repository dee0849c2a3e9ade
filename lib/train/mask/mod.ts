/** From traces to token ids and labels. */
export {
  type MaskMethod,
  type MaskOptions,
  TRAINED_PARTS,
  type TrainedPart,
  type Truncation,
} from "./mask_options.ts";
export { type MaskedTrace, type MaskRecord, maskTrace } from "./mask_trace.ts";
export { type MaskRun, maskTraces } from "./mask_traces.ts";
export type { MaskLoss, MaskReport, NothingTrained } from "./mask_report.ts";
export { buildMasked, type TutorialMask } from "./tutorial_mask.ts";
