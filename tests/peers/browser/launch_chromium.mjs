import { chromium } from "playwright-core";

/** Starts the browser that CHROMIUM names (/usr/bin/chromium if it is not set); it asks for nothing by itself. */
export function launchChromium() {
  return chromium.launch({
    executablePath: Deno.env.get("CHROMIUM") ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
