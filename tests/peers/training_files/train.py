"""Trains a tiny random model with TRL on every shape of file, as it is: `python train.py FOLDER`."""

import json
import math
import os
import sys
import warnings
from pathlib import Path

os.environ.update(TRANSFORMERS_VERBOSITY="error", TOKENIZERS_PARALLELISM="false")

import datasets
import torch
import transformers
from datasets import load_dataset
from transformers import AutoTokenizer, Qwen2Config, Qwen2ForCausalLM
from trl import SFTConfig, SFTTrainer

warnings.filterwarnings("ignore")
datasets.disable_progress_bars()
transformers.utils.logging.disable_progress_bar()
torch.set_num_threads(2)

LENGTH, ROWS = 128, 6
BUILDERS = {"jsonl": "json", "parquet": "parquet"}
# each shape that TRL takes, in one ending (read_back.py shows that both hold the same), with what is set for it
SHAPES = [
    ("messages", "jsonl", {"assistant_only_loss": True}),
    ("tool_calls", "parquet", {"assistant_only_loss": True}),
    ("text", "jsonl", {"dataset_text_field": "text"}),
    ("chatml", "parquet", {}),
    ("pairs", "parquet", {}),
    ("tokens", "parquet", {}),
]


def tiny_model(tokenizer):
    torch.manual_seed(0)
    sizes = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2}
    heads = {"num_attention_heads": 4, "num_key_value_heads": 2}
    return Qwen2ForCausalLM(Qwen2Config(vocab_size=len(tokenizer), tie_word_embeddings=True, **sizes, **heads))


def load(folder, name, ending):
    file = str(folder / f"{name}.{ending}")
    data = load_dataset(BUILDERS[ending], data_files=file, split="train", cache_dir=str(folder / "cache"))
    return data.select(range(ROWS))


def trainer_of(folder, data, settings, tokenizer):
    args = SFTConfig(
        output_dir=str(folder / "out"),
        max_steps=2,
        per_device_train_batch_size=2,
        max_length=LENGTH,
        logging_steps=1,
        save_strategy="no",
        report_to="none",
        use_cpu=True,
        bf16=False,
        gradient_checkpointing=False,
        disable_tqdm=True,
        **settings,
    )
    return SFTTrainer(model=tiny_model(tokenizer), args=args, train_dataset=data, processing_class=tokenizer)


def trains(trainer):
    """Whether two steps change the weights, with losses that are numbers."""
    before = trainer.model.model.embed_tokens.weight.detach().clone()
    trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    changed = not torch.equal(before, trainer.model.model.embed_tokens.weight)
    return len(losses) == 2 and all(math.isfinite(loss) and loss > 0 for loss in losses) and changed


def labels_kept(trainer, folder):
    """Whether collated batches hold our ids and labels as they are, filled up with -100."""
    ours = {}
    for line in (folder / "tokens.expected").read_text("utf-8").split("\n")[:ROWS]:
        record = json.loads(line)
        ours[tuple(record["input_ids"][:LENGTH])] = record["labels"][:LENGTH]
    seen = 0
    for batch in trainer.get_train_dataloader():
        for ids, labels, mask in zip(*(batch[key].tolist() for key in ["input_ids", "labels", "attention_mask"])):
            length = sum(mask)
            if ours.get(tuple(ids[:length])) != labels[:length] or any(label != -100 for label in labels[length:]):
                return False
            seen += 1
    return seen == ROWS


def calls_rendered(trainer, tokenizer):
    """Whether arguments reach the template as data: it would write a text in quotes."""
    text = "".join(tokenizer.decode(row["input_ids"]) for row in trainer.train_dataset)
    return '"arguments": {"' in text and '"arguments": "{' not in text


def answers_trained(trainer, tokenizer, data):
    """Whether training begins with the assistant's first words, and nothing else's are trained on."""
    for row, record in zip(trainer.train_dataset, data, strict=True):
        trained = tokenizer.decode([label for label in row["labels"] if label != -100]).strip()
        first = next(message["content"] for message in record["messages"] if message["role"] == "assistant")
        if "<|im_start|>" in trained or trained[:20] != first.strip()[:20]:
            print(f"trained {trained[:60]!a}, expected {first[:60]!a}")
            return False
    return True


def checks(folder, name, ending, settings, tokenizer):
    data = load(folder, name, ending)
    trainer = trainer_of(folder, data, settings, tokenizer)
    yield "trains", trains(trainer)
    if name == "tokens":
        yield "labels", labels_kept(trainer, folder)
    if name == "tool_calls":
        yield "calls", calls_rendered(trainer, tokenizer)
    if name == "messages":
        yield "answers", answers_trained(trainer, tokenizer, data)


def main(folder):
    tokenizer = AutoTokenizer.from_pretrained(str(folder / "tokenizer"))
    passed = failed = 0
    for name, ending, settings in SHAPES:
        for what, holds in checks(folder, name, ending, settings, tokenizer):
            passed += holds
            failed += not holds
            if not holds:
                print(f"FAILED {name}.{ending}: {what}")
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
