"""The tutorial's and the guide's own conversions, and what transformers makes of messages."""

import datetime
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast
from transformers.tokenization_utils_base import _normalize_chat_messages
from transformers.utils import chat_template_utils

sys.path.insert(0, str(Path(__file__).parent.parent / "python"))
from parsing import parse_assistant  # noqa: E402, F401 (compare.py uses it)

ROLE_MAP = {"system": "system", "human": "user", "gpt": "assistant", "tool": "tool"}


def to_openai_messages(conv):
    return [{"role": ROLE_MAP[t["from"]], "content": t["value"]} for t in conv]


def normalized(conv, prefix):
    msgs = to_openai_messages(conv)
    for m in msgs:
        if m["role"] == "tool":
            m["role"] = "user"
            m["content"] = prefix + m["content"]
    return msgs


class Fixed(datetime.datetime):
    """What is today for the templates that write the date; read_ours.ts has the same."""

    @classmethod
    def now(cls, tz=None):
        return cls(2026, 1, 2, 3, 4, 5)


chat_template_utils.datetime = Fixed

TOKENS = {"bos_token": "<|begin|>", "eos_token": "<|im_end|>"}


def templates():
    """The chat templates that trl ships, by name: those of the models, and its own for training."""
    folder = Path(find_spec("trl").origin).parent / "chat_templates"
    # these take lists of pictures and texts for a content, and nothing else
    pictures = ("idefics3", "smolvlm", "llava_next")
    files = [file for file in sorted(folder.glob("*.jinja")) if not file.stem.startswith(pictures)]
    return {file.stem: file.read_bytes().decode() for file in files}


@lru_cache
def tokenizer():
    plain = Tokenizer(models.WordLevel({"a": 0}, unk_token="a"))
    return PreTrainedTokenizerFast(tokenizer_object=plain, **TOKENS)


def render(source, messages, tools=None, add_generation_prompt=False, **variables):
    """apply_chat_template's text; None where it raises."""
    try:
        return tokenizer().apply_chat_template(
            messages,
            chat_template=source,
            tools=tools,
            add_generation_prompt=add_generation_prompt,
            tokenize=False,
            **variables,
        )
    except Exception:
        return None


def generated(source, messages):
    """What `{% generation %}` marks: the texts that TRL trains."""
    chats, spans = chat_template_utils.render_jinja_template(
        [_normalize_chat_messages(messages)], chat_template=source, return_assistant_tokens_mask=True, **TOKENS
    )
    return [chats[0][start:end] for start, end in spans[0]]
