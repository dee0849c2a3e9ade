import evaluate from "./folder/evaluate.py" with { type: "text" };
import requirements from "./folder/requirements.txt" with { type: "text" };
import train from "./folder/train.py" with { type: "text" };

/** The files that every training folder has, by name. */
export const FOLDER_FILES: Readonly<Record<string, string>> = {
  "train.py": train,
  "evaluate.py": evaluate,
  "requirements.txt": requirements,
};
