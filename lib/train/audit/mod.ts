/** What masking made of a data set, to be looked at before training. */
export { auditMasks, type MaskAudit } from "./audit_masks.ts";
export {
  type LabelledIds,
  type LabelPicture,
  labelPicture,
  type LabelPictureOptions,
} from "./label_picture.ts";
export type { Percentiles } from "./token_lengths.ts";
