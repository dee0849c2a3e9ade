/** The records of training files, and the card that goes with them. */
export { dataCard, type DataCardFile, type DataCardParts, type DataCardSection } from "./data_card.ts";
export { FILE_FORMATS, type FileFormat } from "./file_formats.ts";
export { type ExportCounts, type Exporter, type LeftOut, makeExporter } from "./make_exporter.ts";
export { trainerNotes } from "./trainer_notes.ts";
export { TOKEN_FIELDS, type TrainingFields, type TrainingFieldType } from "./training_fields.ts";
