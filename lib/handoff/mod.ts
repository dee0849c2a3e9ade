/** From traces to a folder that trains, and from predictions to what a model has learned. */
export type { HandoffSide } from "./divide_traces.ts";
export { handoff, type HandoffOptions } from "./handoff.ts";
export type { HandoffFile, HandoffManifest, TrainedTokens } from "./manifest.ts";
export type { TrainingWay } from "./training_way.ts";
