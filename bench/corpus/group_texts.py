"""How many tokens Hugging Face's way of packing a text throws away, and how many nanoGPT's layout keeps.

    python group_texts.py input.txt GPT2_TOKENIZER_FOLDER [--block 1024] [--validation 0.05]

`group_texts` is that of Hugging Face's run_clm.py: each batch of lines (1,000 in `datasets.map`) is joined, cut into
blocks, and what does not fill a block is dropped.
"""

import argparse
from pathlib import Path

from transformers import GPT2TokenizerFast

LINES_A_BATCH = 1000


def grouped(lines, tokenizer, block):
    """Tokens there were, and tokens that are left in blocks."""
    total = kept = 0
    for first in range(0, len(lines), LINES_A_BATCH):
        batch = lines[first : first + LINES_A_BATCH]
        tokens = sum(len(ids) for ids in tokenizer(batch)["input_ids"])
        total += tokens
        kept += tokens // block * block
    return total, kept


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("text", type=Path)
    parser.add_argument("tokenizer")
    parser.add_argument("--block", type=int, default=1024)
    parser.add_argument("--validation", type=float, default=0.05)
    arguments = parser.parse_args()
    tokenizer = GPT2TokenizerFast.from_pretrained(arguments.tokenizer)
    tokenizer.model_max_length = 10**9
    lines = arguments.text.read_text(encoding="utf-8").splitlines(keepends=True)
    cut = int(len(lines) * arguments.validation)
    for name, part in (("training", lines[cut:]), ("validation, the oldest", lines[:cut])):
        total, kept = grouped(part, tokenizer, arguments.block)
        lost = total - kept
        print(f"{name}: {total:,} tokens, {lost:,} lost = {100 * lost / total:.1f} %")


if __name__ == "__main__":
    main()
