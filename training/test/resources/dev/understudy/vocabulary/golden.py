"""Writes the three files beside it: what Hugging Face's tokenizers make of the texts below.

    pip install tokenizers==0.23.3
    python golden.py

texts.json      what to learn from, and what to encode
tokenizer.json  what Hugging Face's own trainer learns, laid out as GPT-2's: bytes, merges, end of text
encodings.json  the ids that Hugging Face's tokenizers, having loaded tokenizer.json, give each text
"""

import json
import random
import unicodedata
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

HERE = Path(__file__).parent
SIZE = 400
END = "<|endoftext|>"
SPACES = [chr(c) for c in (9, 10, 11, 12, 13, 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029,
                           0x202F, 0x205F, 0x3000)]
NEARLY_SPACES = [chr(c) for c in (0, 0x1C, 0x1D, 0x1E, 0x1F, 0x180E, 0x200B, 0x200D, 0x2060, 0xFEFF)]
LINES = [
    "are we still on for friday?", "yes\nbring the cat", "I'll bring the CAT, the cat's bowl & 2 litres of milk!!",
    "you're   late again...   it's 19:45", "aaaaaaaa aaa aaaaa aaaa hahahahaha", "naïve café, Straße, ŉ, İstanbul",
    "👩‍🚀🧑🏽‍🤝‍🧑🏻 🇧🇪🇳🇱 ❤️‍🔥 🐈🐈🐈", "Привет, мир! Как дела?", "こんにちは世界", "你好，世界", "مرحبا بالعالم",
    "नमस्ते दुनिया", "안녕하세요 세계", "e\u0301 o\u0308 z\u0334\u0335\u0336a\u0337", "x = y**2 + 3/4; // ½ Ⅷ ٣ ৪",
    END, f"say {END} to me", f"{END}{END}\n{END}", "ALICE:\nhello\n\nBOB:\nhello\n\n", "\n\n\n", "   ", "\t\tx\t", "",
]


def stable(c):
    """Assigned long ago and never reclassified, so that every library's tables agree on it."""
    old = unicodedata.ucd_3_2_0.category(c)
    return old == unicodedata.category(c) and old not in ("Cn", "Cs")


def texts():
    draw = random.Random(42)
    planes = [chr(c) for c in range(0x20, 0x110000) if stable(chr(c))]
    anywhere = [chr(c) for c in range(0x20, 0x110000) if not 0xD800 <= c < 0xE000]
    words = " ".join(LINES).split(" ")
    learn, encode = list(LINES), list(LINES)
    for _ in range(120):
        learn.append("".join(draw.choice(words) + draw.choice(SPACES + [" "] * 60) for _ in range(20)))
    for _ in range(40):
        pieces = draw.choices(SPACES + NEARLY_SPACES, k=6) + draw.choices(words, k=5) + draw.choices(planes, k=4)
        draw.shuffle(pieces)
        learn.append("".join(pieces))
    for _ in range(80):
        pieces = draw.choices(SPACES + NEARLY_SPACES, k=8) + draw.choices(words, k=6) + draw.choices(anywhere, k=6)
        draw.shuffle(pieces)
        encode.append("".join(pieces))
    return {"learn": learn, "encode": encode}


def byte_level():
    return pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)


def learned_merges(learn):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = byte_level()
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(learn, trainers.BpeTrainer(
        vocab_size=SIZE, min_frequency=2, special_tokens=[END], initial_alphabet=alphabet, show_progress=False))
    return json.loads(tokenizer.to_str())["model"]["merges"]


def tokenizer_json(merges):
    tokens = dict.fromkeys(sorted(pre_tokenizers.ByteLevel.alphabet()))
    tokens.update(dict.fromkeys(left + right for left, right in merges))
    tokens[END] = None
    ids = {token: i for i, token in enumerate(tokens)}
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    special = {"id": ids[END], "content": END, "single_word": False, "lstrip": False, "rstrip": False,
               "normalized": False, "special": True}
    model = {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
             "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
             "vocab": ids, "merges": [f"{left} {right}" for left, right in merges]}
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [special], "normalizer": None,
            "pre_tokenizer": level, "post_processor": None, "decoder": level, "model": model}


def write(name, value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    (HERE / name).write_text(text, encoding="utf-8", newline="")


def main():
    chosen = texts()
    write("texts.json", chosen)
    write("tokenizer.json", tokenizer_json(learned_merges(chosen["learn"])))
    tokenizer = Tokenizer.from_file(str(HERE / "tokenizer.json"))
    tokenizer.encode_special_tokens = True  # what a user typed is never the special token
    write("encodings.json", [tokenizer.encode(text).ids for text in chosen["encode"]])


if __name__ == "__main__":
    main()
