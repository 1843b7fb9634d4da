"""Hugging Face's side of `compare.py`: from a checkpoint folder to the first logits.

Prints what `Load.java` prints: seconds, and megabytes as Linux counts them.
"""

import argparse
import time

import torch
from transformers import GPT2LMHeadModel


def resident(what):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(what + ":")) // 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("prompt", type=int, help="tokens")
    options = parser.parse_args()
    ids = torch.zeros(1, options.prompt, dtype=torch.long)
    before = resident("VmRSS")
    started = time.perf_counter()
    model = GPT2LMHeadModel.from_pretrained(options.folder, dtype=torch.float32).eval()
    load = time.perf_counter() - started
    peak = resident("VmHWM")
    with torch.inference_mode():
        model(ids)
        first = time.perf_counter() - started
        again = time.perf_counter()
        model(ids)
        one = time.perf_counter() - again
    weights = sum(p.numel() * p.element_size() for p in model.parameters()) >> 20
    print(f"load {load:.2f} s, first logits beyond the pass {first - one:.2f} s, pass {one:.2f} s,"
          f" peak {peak} MB, after the first logits {resident('VmHWM')} MB, before {before} MB,"
          f" weights {weights} MB")


if __name__ == "__main__":
    main()
