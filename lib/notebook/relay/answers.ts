import type { FencedKernel } from "../fenced_kernel.ts";
import type { ClientRequest } from "./client_side.ts";
import { completeness } from "./completeness.ts";
import type { InputHistory } from "./input_history.ts";

/** Answers one request. */
type Answer = (request: ClientRequest, kernel: Promise<FencedKernel>, history: InputHistory) => Promise<void>;

/** What does not wait for cells, by the type of the request. */
export const ANSWERS: Record<string, Answer> = {
  async kernel_info_request({ reply }, kernel) {
    await reply("kernel_info_reply", (await kernel).info);
  },
  async is_complete_request({ message, reply }) {
    await reply("is_complete_reply", await completeness(String(message.content.code ?? "")));
  },
  async history_request({ message, reply }, _kernel, history) {
    await reply("history_reply", { status: "ok", history: history.find(message.content) });
  },
  async comm_info_request({ reply }) {
    await reply("comm_info_reply", { status: "ok", comms: {} });
  },
  async comm_open({ message, publish }) {
    // there is nothing here to speak with
    await publish("comm_close", { comm_id: message.content.comm_id, data: {} });
  },
};
