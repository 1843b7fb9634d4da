"""Hugging Face's side: greedy `generate` in float32 with its cache, one sequence."""

import argparse
import statistics
import time

import torch
from transformers import GPT2LMHeadModel


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="checkpoint folder")
    parser.add_argument("--prompt", type=int, default=64, help="tokens; default 64")
    parser.add_argument("--new", type=int, default=128, help="tokens; default 128")
    parser.add_argument("--repeat", type=int, default=5, help="measurements; default 5")
    options = parser.parse_args()

    model = GPT2LMHeadModel.from_pretrained(options.model, dtype=torch.float32).eval()
    torch.manual_seed(1)
    ids = torch.randint(model.config.vocab_size, (1, options.prompt))
    seconds = []
    for _ in range(options.repeat + 1):
        started = time.perf_counter()
        with torch.inference_mode():
            written = model.generate(
                ids, attention_mask=torch.ones_like(ids), max_new_tokens=options.new,
                do_sample=False, use_cache=True, eos_token_id=None, pad_token_id=0)
        seconds.append(time.perf_counter() - started)
        assert written.shape[1] == options.prompt + options.new
    typical = statistics.median(seconds[1:])  # the first is the warm-up
    print(f"{options.new / typical:.2f} tokens/s, {1000 * typical / options.new:.2f} ms a token,"
          f" {torch.get_num_threads()} threads")


if __name__ == "__main__":
    main()
