"""Saves a model of GPT-2's family with random weights as a checkpoint folder."""

import argparse

from transformers import GPT2Config, GPT2LMHeadModel, set_seed

SIZES = {
    "gpt2": {},
    "gpt2-medium": {"n_embd": 1024, "n_layer": 24, "n_head": 16},
    "gpt2-large": {"n_embd": 1280, "n_layer": 36, "n_head": 20},
    "gpt2-xl": {"n_embd": 1600, "n_layer": 48, "n_head": 25},
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="where to; 0.5 to 6.2 GB, so outside the repository")
    parser.add_argument("--size", choices=SIZES, default="gpt2", help="default gpt2")
    parser.add_argument("--seed", type=int, default=1, help="default 1")
    options = parser.parse_args()
    set_seed(options.seed)
    model = GPT2LMHeadModel(GPT2Config(**SIZES[options.size]))
    model.save_pretrained(options.folder, max_shard_size="20GB")


if __name__ == "__main__":
    main()
