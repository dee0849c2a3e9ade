# /// script
# requires-python = ">=3.11"
# dependencies = ["accelerate==1.15.0", "datasets==5.2.0", "peft>=0.18", "torch>=2.6", "transformers==5.24.0", "trl==1.16.0"]
# ///
"""Trains on this folder's data with TRL.

    uv run train.py                     the tutorial's settings: 20 steps, rate 2e-5, 4 records a step
    uv run train.py --lora              adapters instead of all weights
    accelerate launch train.py          on several GPUs
    uv run train.py --resume            goes on from the last checkpoint
    uv run train.py --smoke             minutes on a CPU, without a hub: a tiny model of random weights
"""

import argparse
import json
import math
import sys
from pathlib import Path

import torch
from accelerate.utils import gather_object
from datasets import disable_progress_bars, load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer, Qwen2Config, Qwen2ForCausalLM, set_seed
from transformers.trainer_utils import get_last_checkpoint
from trl import SFTConfig, SFTTrainer

FOLDER = Path(__file__).resolve().parent
MANIFEST = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
WAY = MANIFEST["way"]
IGNORED = -100  # the label of what is not trained

# --smoke: small enough for minutes on two cores, large enough that the loss must fall
SMOKE = {"steps": 12, "rate": 3e-3, "accumulation": 1, "length": 512, "every": 6}
SMOKE_VALIDATION = 6  # records
SMOKE_MARGIN = 0.5  # nats by which the validation loss must fall


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="Qwen/Qwen2.5-0.5B-Instruct", help="a hub id or a folder")
    parser.add_argument("--out", default=str(FOLDER / "run"), help="where checkpoints and the model go")
    parser.add_argument("--steps", type=int, default=20, help="optimizer steps")
    parser.add_argument("--rate", type=float, default=2e-5, help="learning rate")
    parser.add_argument("--batch", type=int, default=1, help="records at once on each device")
    parser.add_argument("--accumulation", type=int, default=4, help="batches a step")
    parser.add_argument("--length", type=int, default=MANIFEST["maxLength"], help="tokens of a record, at most")
    parser.add_argument("--every", type=int, default=10, help="steps from one checkpoint to the next")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--lora", action="store_true", help="train adapters only (peft)")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in --out")
    parser.add_argument("--smoke", action="store_true", help="a tiny random model on the CPU, and all checks")
    args = parser.parse_args()
    return argparse.Namespace(**{**vars(args), **SMOKE}) if args.smoke else args


def tiny_model(tokenizer):
    """A Qwen2 of random weights that a CPU trains in seconds."""
    sizes = {"hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2}
    heads = {"num_attention_heads": 4, "num_key_value_heads": 2}
    return Qwen2ForCausalLM(Qwen2Config(vocab_size=len(tokenizer), tie_word_embeddings=True, **sizes, **heads))


def make_model(args, tokenizer):
    set_seed(args.seed)
    if args.smoke:
        return tiny_model(tokenizer)
    # full training keeps weights in 32 bits and computes in 16; adapters leave the weights alone
    dtype = half_precision() or torch.float32 if args.lora else torch.float32
    return AutoModelForCausalLM.from_pretrained(args.model, dtype=dtype)


def half_precision():
    """The 16-bit type that the GPU computes in; None on a CPU."""
    if not torch.cuda.is_available():
        return None
    return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16


def records(side, args):
    """One side of the data; with --smoke, of each record the part up to the last token that is trained."""
    data = load_dataset("parquet", data_files=str(FOLDER / "data" / f"{side}.parquet"), split="train")
    if args.smoke and side == "validation":
        data = data.select(range(min(len(data), SMOKE_VALIDATION)))
    if not args.smoke or WAY != "tokens":
        return data

    def crop(row):
        end = max(at for at, label in enumerate(row["labels"]) if label != IGNORED) + 1
        return {name: row[name][max(0, end - args.length) : end] for name in ["input_ids", "labels", "attention_mask"]}

    return data.map(crop)


def make_trainer(args, tokenizer, data):
    half = None if args.smoke else half_precision()
    config = SFTConfig(
        output_dir=args.out,
        max_steps=args.steps,
        learning_rate=args.rate,
        per_device_train_batch_size=args.batch,
        per_device_eval_batch_size=args.batch,
        gradient_accumulation_steps=args.accumulation,
        max_length=args.length,
        truncation_mode="keep_end" if args.smoke and WAY == "messages" else "keep_start",
        assistant_only_loss=WAY == "messages",
        dataset_text_field="text",
        logging_steps=2,
        save_steps=args.every,
        report_to="none",
        disable_tqdm=not sys.stderr.isatty(),
        bf16=half is torch.bfloat16,
        fp16=half is torch.float16,
        use_cpu=args.smoke,
        seed=args.seed,
    )
    peft_config = None
    if args.lora:
        from peft import LoraConfig

        peft_config = LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")
    return SFTTrainer(
        model=make_model(args, tokenizer),
        args=config,
        train_dataset=data["train"],
        eval_dataset=data["validation"],
        processing_class=tokenizer,
        peft_config=peft_config,
    )


def say_what_is_trained(trainer, tokenizer):
    """Prints how much of the records is trained, and warns where that is nothing."""
    rows, say = trainer.train_dataset, trainer.accelerator.print  # several processes say it once
    if WAY == "text":
        head = tokenizer.encode("<|im_start|>assistant", add_special_tokens=False)
        reach = sum(any(ids[i : i + len(head)] == head for i in range(len(ids))) for ids in rows["input_ids"])
        say(f"{reach} of {len(rows)} records reach an assistant's turn within {trainer.args.max_length} tokens.")
        if reach < len(rows):
            say("WARNING: the others hold only the system prompt, so that is what is trained.")
        return
    trained = [sum(label != IGNORED for label in labels) for labels in labels_of(rows)]
    total = sum(len(ids) for ids in rows["input_ids"])
    say(f"{sum(trained):,} of {total:,} tokens are trained ({sum(trained) / max(1, total):.1%}).")
    if 0 in trained:
        say(f"WARNING: {trained.count(0)} of {len(trained)} records train nothing within {trainer.args.max_length} tokens.")


def labels_of(rows):
    if "labels" in rows.column_names:
        return rows["labels"]
    masks = zip(rows["input_ids"], rows["assistant_masks"])
    return [[token if kept else IGNORED for token, kept in zip(ids, mask)] for ids, mask in masks]


def check_labels(trainer, data):
    """Whether batches hold the file's own ids and labels, filled up with what is not trained."""
    length = trainer.args.max_length
    cut = ((tuple(row["input_ids"][:length]), tuple(row["labels"][:length])) for row in data["train"])
    wanted = {hash(pair) for pair in cut if any(label != IGNORED for label in pair[1])}  # TRL drops the others
    seen = set()
    for batch in trainer.get_train_dataloader():
        for ids, labels, mask in zip(*(batch[name].tolist() for name in ["input_ids", "labels", "attention_mask"])):
            size = sum(mask)
            seen.add(hash((tuple(ids[:size]), tuple(labels[:size]))))
            if any(label != IGNORED for label in labels[size:]):
                sys.exit("The padding of a batch has labels: this version of TRL does not take pre-tokenised records as they are.")
    seen = set(gather_object(list(seen)))  # each process sees its share
    if seen != wanted:
        sys.exit(f"{len(seen ^ wanted)} of {len(wanted)} records do not reach the model with the ids and labels of the file.")
    trainer.accelerator.print(f"The labels of all {len(seen)} different records reach the model as the file has them.")


def check_resume(args, tokenizer, data, trained):
    """Whether a run that goes on from the middle ends where the whole run ended."""
    again = make_trainer(args, tokenizer, data)
    middle = Path(args.out) / f"checkpoint-{args.steps // 2}"
    again.train(resume_from_checkpoint=str(middle))
    pairs = zip(trained.state_dict().values(), again.model.state_dict().values(), strict=True)
    if not all(torch.allclose(a, b, atol=1e-5) for a, b in pairs):
        sys.exit(f"The run that went on from {middle.name} ended with other weights.")
    again.accelerator.print(f"Going on from {middle.name} ends with the same weights.")


def main():
    args = arguments()
    if not sys.stderr.isatty():
        disable_progress_bars()
    tokenizer = AutoTokenizer.from_pretrained(FOLDER / "tokenizer")
    data = {side: records(side, args) for side in ["train", "validation"]}
    trainer = make_trainer(args, tokenizer, data)
    for side, rows in [("training", trainer.train_dataset), ("validation", trainer.eval_dataset)]:
        if len(rows) == 0:
            sys.exit(f"No {side} record trains anything within {args.length} tokens: give a longer --length.")
    say_what_is_trained(trainer, tokenizer)
    if WAY == "tokens":
        check_labels(trainer, data)
    before = trainer.evaluate()["eval_loss"]
    last = get_last_checkpoint(args.out) if args.resume else None
    trainer.train(resume_from_checkpoint=last)
    after = trainer.evaluate()["eval_loss"]
    trainer.save_model(str(Path(args.out) / "model"))
    trainer.accelerator.print(f"validation loss: {before:.3f} before, {after:.3f} after {trainer.state.global_step} steps")
    if args.smoke:
        if WAY == "tokens" and trainer.accelerator.num_processes == 1:  # several take other records after a checkpoint
            check_resume(args, tokenizer, data, trainer.model)
        if not math.isfinite(after) or before - after < SMOKE_MARGIN:
            sys.exit(f"The validation loss fell by {before - after:.3f}, not by {SMOKE_MARGIN}: something is wrong.")
    trainer.accelerator.print(f"The model is in {Path(args.out) / 'model'}.")


if __name__ == "__main__":
    main()
