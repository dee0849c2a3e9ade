/** Writes a folder that trains and evaluates a model on traces. */
export type { FolderSide } from "./divide_traces.ts";
export { type TrainingFolderOptions, writeTrainingFolder } from "./write_training_folder.ts";
export type { TrainedTokens, TrainingFile, TrainingManifest } from "./manifest.ts";
export type { FolderFormat } from "./folder_formats.ts";
