"""Saves gpt2's shape (124M parameters) with random weights as a checkpoint folder."""

import argparse

from transformers import GPT2Config, GPT2LMHeadModel, set_seed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="where to; about 500 MB, so outside the repository")
    parser.add_argument("--seed", type=int, default=1, help="default 1")
    options = parser.parse_args()
    set_seed(options.seed)
    GPT2LMHeadModel(GPT2Config()).save_pretrained(options.folder)


if __name__ == "__main__":
    main()
