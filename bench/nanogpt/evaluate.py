"""Loss over the whole validation split, measured the same way for both sides.

The split is nanoGPT's: the last tenth of the text's characters. Every character but the first is
predicted once, in consecutive blocks; a block sees nothing of the one before it.
"""

import argparse
import sys
from pathlib import Path

import torch
from torch.nn.functional import cross_entropy

BLOCKS_A_BATCH = 64


def nanogpt(source, folder, text):
    """nanoGPT's best checkpoint: from ids to logits, from text to ids."""
    sys.path.insert(0, str(source))
    from model import GPT, GPTConfig  # nanoGPT's own

    saved = torch.load(folder / "ckpt.pt", map_location="cpu")
    print(f"checkpoint of step {saved['iter_num']}")
    model = GPT(GPTConfig(**saved["model_args"]))
    model.load_state_dict(saved["model"])
    model.eval()
    symbols = {symbol: i for i, symbol in enumerate(sorted(set(text)))}
    # with targets it gives the logits of every position
    return lambda ids: model(ids, ids)[0], lambda part: [symbols[symbol] for symbol in part]


def understudy(folder):
    """The same for a checkpoint folder in Hugging Face's layout."""
    from tokenizers import Tokenizer
    from transformers import GPT2LMHeadModel

    model = GPT2LMHeadModel.from_pretrained(folder).eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return lambda ids: model(ids).logits, lambda part: tokenizer.encode(part).ids


@torch.no_grad()
def mean_loss(logits_of, ids, block):
    """Mean cross entropy of ids[1:], in nats; the last block may be shorter."""
    total, whole = 0.0, (len(ids) - 1) // block * block
    pairs = list(zip(
        ids[:whole].view(-1, block).split(BLOCKS_A_BATCH),
        ids[1:whole + 1].view(-1, block).split(BLOCKS_A_BATCH)))
    if whole < len(ids) - 1:
        pairs.append((ids[None, whole:-1], ids[None, whole + 1:]))
    for x, y in pairs:
        total += cross_entropy(logits_of(x).flatten(0, 1), y.flatten(), reduction="sum").item()
    return total / (len(ids) - 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="of nanoGPT's ckpt.pt, or of our checkpoint")
    parser.add_argument("--text", type=Path, required=True, help="all of it, training part too")
    parser.add_argument("--nanogpt", type=Path, help="nanoGPT's source, for its ckpt.pt")
    parser.add_argument("--block", type=int, default=64, help="tokens a block; default 64")
    options = parser.parse_args()

    text = options.text.read_text(encoding="utf-8")
    logits_of, encode = (
        nanogpt(options.nanogpt, options.folder, text) if options.nanogpt
        else understudy(options.folder))
    validation = text[int(len(text) * 0.9):]
    ids = torch.tensor(encode(validation))
    if len(ids) != len(validation):
        sys.exit(f"{len(ids)} tokens for {len(validation)} characters: losses do not compare")
    print(f"threads {torch.get_num_threads()}, tokens {len(ids) - 1}")
    print(f"whole validation loss {mean_loss(logits_of, ids, options.block):.4f}")


if __name__ == "__main__":
    main()
