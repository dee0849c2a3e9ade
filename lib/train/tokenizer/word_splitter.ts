/**
 * Begins to cut a text into words.
 *
 * @param text The text.
 * @param bytes The same in UTF-8.
 * @param length How many bytes it takes.
 * @returns Where the word ends that begins at a byte. It is asked from the beginning, word by word.
 */
export type WordSplitter = (text: string, bytes: Uint8Array, length: number) => (at: number) => number;
