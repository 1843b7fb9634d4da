"""Writes a checkpoint folder of GPT-2's family as the f16 file that ggml's example gpt-2 reads.

The matrices that a checkpoint holds as (in, out) are turned, as the example wants them. Its
vocabulary is made up, a word of four letters for each token, so that a prompt of any tokens can be
written down, and what it answers be read as tokens again.
"""

import argparse
import json
import re
import string
import struct
from pathlib import Path

import numpy as np
from safetensors import safe_open

MAGIC = 0x67676D6C
F32, F16 = 0, 1
LETTERS = string.ascii_lowercase
PARTS = {
    "ln_1.weight": "ln_1/g", "ln_1.bias": "ln_1/b", "ln_2.weight": "ln_2/g", "ln_2.bias": "ln_2/b",
    "attn.c_attn.weight": "attn/c_attn/w", "attn.c_attn.bias": "attn/c_attn/b",
    "attn.c_proj.weight": "attn/c_proj/w", "attn.c_proj.bias": "attn/c_proj/b",
    "mlp.c_fc.weight": "mlp/c_fc/w", "mlp.c_fc.bias": "mlp/c_fc/b",
    "mlp.c_proj.weight": "mlp/c_proj/w", "mlp.c_proj.bias": "mlp/c_proj/b"}
WHOLE = {
    "wte.weight": "model/wte", "wpe.weight": "model/wpe",
    "ln_f.weight": "model/ln_f/g", "ln_f.bias": "model/ln_f/b"}


def word(token):
    """" aaaa" for 0, " aaab" for 1: the example's tokenizer splits a text at such spaces."""
    letters = ""
    for _ in range(4):
        token, letter = divmod(token, len(LETTERS))
        letters = LETTERS[letter] + letters
    return " " + letters


def token(letters):
    number = 0
    for letter in letters.strip():
        number = number * len(LETTERS) + LETTERS.index(letter)
    return number


def ggml_name(name):
    """None for what ggml does not store."""
    block = re.fullmatch(r"h\.(\d+)\.(.+)", name)
    if block:
        part = PARTS.get(block[2])
        return part and f"model/h{block[1]}/{part}"
    return WHOLE.get(name)


def convert(folder, file):
    config = json.loads((folder / "config.json").read_text())
    vocabulary = config["vocab_size"]
    with safe_open(folder / "model.safetensors", "np") as weights, file.open("wb") as out:
        out.write(struct.pack(
            "<8i", MAGIC, vocabulary, config["n_positions"], config["n_embd"], config["n_head"],
            config["n_layer"], F16, vocabulary))
        for number in range(vocabulary):
            text = word(number).encode()
            out.write(struct.pack("<i", len(text)) + text)
        for name in weights.keys():
            short = name.removeprefix("transformer.")
            known = ggml_name(short)
            if known is None:
                continue
            data = weights.get_tensor(name)
            halves = data.ndim == 2 and known != "model/wpe"
            if short.startswith("h.") and halves:
                data = data.T
            data = np.ascontiguousarray(data, np.float16 if halves else np.float32)
            text = known.encode()
            out.write(struct.pack(
                f"<{3 + data.ndim}i", data.ndim, len(text), F16 if halves else F32,
                *reversed(data.shape)))
            out.write(text)
            out.write(data)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="config.json and model.safetensors")
    parser.add_argument("file", type=Path, help="where to; half the size")
    options = parser.parse_args()
    beside = options.file.with_name(options.file.name + ".part")
    convert(options.folder, beside)
    beside.replace(options.file)


if __name__ == "__main__":
    main()
