# /// script
# requires-python = ">=3.11"
# dependencies = ["accelerate==1.15.0", "peft>=0.18", "torch>=2.6", "transformers==5.24.0"]
# ///
"""Lets a model write the next turn of every held-out step, for `traces score`.

    uv run evaluate.py                                  the model that train.py made
    uv run evaluate.py --model Qwen/Qwen2.5-0.5B-Instruct --out before.jsonl
    uv run evaluate.py --smoke                          a few steps, a few tokens
"""

import argparse
import json
import os
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

FOLDER = Path(__file__).resolve().parent
SMOKE = {"steps": 12, "tokens": 24, "context": 512}
COPIED = ["category", "source", "tools"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default=str(FOLDER / "run" / "model"), help="a hub id or a folder")
    parser.add_argument("--out", default=str(FOLDER / "predictions.jsonl"), help="the file to write")
    parser.add_argument("--steps", type=int, help="so many steps only, spread evenly")
    parser.add_argument("--tokens", type=int, default=1024, help="tokens of a turn, at most")
    parser.add_argument("--context", type=int, default=32_768, help="tokens before the turn; the last ones are kept")
    parser.add_argument("--smoke", action="store_true", help="few steps, few tokens, on the CPU")
    args = parser.parse_args()
    return argparse.Namespace(**{**vars(args), **SMOKE}) if args.smoke else args


def held_out_steps():
    """Every held-out step with what comes before it."""
    for line in (FOLDER / "data" / "evaluate.jsonl").read_text("utf-8").splitlines():
        trace = json.loads(line)
        for step in trace["steps"]:
            yield trace, step, trace["messages"][: step["message"]]


def spread(steps, most):
    """At most so many of the steps, spread evenly."""
    if most is None or most >= len(steps):
        return steps
    return [steps[at * len(steps) // most] for at in range(most)]


def end_of_turn(tokenizer):
    """The id of the token that ends an assistant's turn."""
    word = "qz-said"
    turns = [{"role": "user", "content": "a"}, {"role": "assistant", "content": word}]
    text = tokenizer.apply_chat_template(turns, tokenize=False)
    ends = tokenizer.encode(text.rsplit(word, 1)[1].strip(), add_special_tokens=False)
    return ends[0]


def main():
    args = arguments()
    tokenizer = AutoTokenizer.from_pretrained(FOLDER / "tokenizer")
    device = "cuda" if torch.cuda.is_available() and not args.smoke else "cpu"
    dtype = torch.bfloat16 if device == "cuda" else torch.float32
    model = AutoModelForCausalLM.from_pretrained(args.model, dtype=dtype).to(device).eval()
    end = end_of_turn(tokenizer)
    steps = spread(list(held_out_steps()), args.steps)
    partial = f"{args.out}.part"
    with open(partial, "w", encoding="utf-8") as out:
        for number, (trace, step, messages) in enumerate(steps, 1):
            tools = json.loads(trace["tools"] or "[]") if trace["listsTools"] else None
            prompt = tokenizer.apply_chat_template(messages, tools=tools, tokenize=False, add_generation_prompt=True)
            ids = tokenizer.encode(prompt, add_special_tokens=False)[-args.context :]
            given = torch.tensor([ids], device=device)
            with torch.inference_mode():
                made = model.generate(
                    given,
                    attention_mask=torch.ones_like(given),
                    max_new_tokens=args.tokens,
                    do_sample=False,
                    eos_token_id=end,
                    pad_token_id=end,
                )[0, len(ids) :].tolist()
            stopped = end in made
            text = tokenizer.decode(made[: made.index(end)] if stopped else made, skip_special_tokens=False)
            row = {"id": trace["id"], "step": step["step"], **{name: trace[name] for name in COPIED}}
            row |= {"previous": step["previous"], "target": step["target"], "prediction": text}
            out.write(json.dumps({**row, "stopped": stopped, "model": str(args.model)}, ensure_ascii=False) + "\n")
            print(f"\r{number} of {len(steps)} steps", end="", flush=True)
    os.replace(partial, args.out)
    print(f"\nPredictions are in {args.out}.")


if __name__ == "__main__":
    main()
