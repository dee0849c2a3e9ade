/**
 * What a mark says of itself, in the row's field `words`: under the pointer, and to those who have the picture read out.
 */
export const SPOKEN = {
  description: { field: "words", type: "nominal" as const },
  tooltip: { field: "words", type: "nominal" as const },
};
