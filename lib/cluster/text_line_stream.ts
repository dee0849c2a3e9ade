/** Cuts bytes into lines of text, without their ends. */
export class TextLineStream extends TransformStream<Uint8Array, string> {
  constructor() {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let pieces: string[] = []; // of a line that is not complete
    super({
      transform(bytes, controller) {
        const [head, ...lines] = decoder.decode(bytes, { stream: true }).split("\n");
        pieces.push(head!);
        for (const line of lines) {
          controller.enqueue(pieces.join(""));
          pieces = [line];
        }
      },
      flush(controller) {
        const last = pieces.join("") + decoder.decode();
        if (last !== "") controller.enqueue(last);
      },
    });
  }
}
