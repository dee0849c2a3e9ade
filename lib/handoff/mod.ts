/** From traces to a folder that trains, and from predictions to what a model has learned. */
export type { FolderSide } from "./divide_traces.ts";
export { type TrainingFolderOptions, writeTrainingFolder } from "./write_training_folder.ts";
export type { TrainedTokens, TrainingFile, TrainingManifest } from "./manifest.ts";
export type { FolderFormat } from "./folder_formats.ts";
