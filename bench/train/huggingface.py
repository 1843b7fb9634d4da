"""Hugging Face's Trainer on one text: tokens a second and peak memory.

    pip install torch==2.13.0 transformers==5.23.0 accelerate==1.15.0 numpy
    python huggingface.py --model FOLDER --text input.txt --batch 2 --block 512 --steps 8 \\
        --output EMPTY_FOLDER

The text's GPT-2 tokens are cut into blocks as in transformers' run_clm.py. Dropout is 0, the
optimizer AdamW, everything else Trainer's default. Tokens a second are of the median step, from the
third on. Prints one line of JSON.
"""

import argparse
import json
import resource
import statistics
import time

import torch
from transformers import (
    AutoModelForCausalLM, AutoTokenizer, Trainer, TrainerCallback, TrainingArguments)


class Clock(TrainerCallback):
    """Takes the time at the end of each step."""

    def __init__(self):
        self.ends = []

    def on_step_end(self, *_, **__):
        self.ends.append(time.perf_counter())


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, help="checkpoint folder")
    parser.add_argument("--text", required=True)
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--block", type=int, default=512)
    parser.add_argument("--accumulation", type=int, default=1)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--checkpointing", action="store_true")
    parser.add_argument("--optimizer", default="adamw_torch_fused", help="Trainer's optim")
    parser.add_argument("--clip", type=float, default=1.0)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--output", required=True, help="an empty folder for the Trainer")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    tokenizer = AutoTokenizer.from_pretrained(options.model)
    with open(options.text, encoding="utf-8") as text:
        ids = tokenizer(text.read())["input_ids"]
    blocks = [ids[i:i + options.block] for i in range(0, len(ids) - options.block, options.block)]
    model = AutoModelForCausalLM.from_pretrained(
        options.model, dtype=torch.float32, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0)
    clock = Clock()
    Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=options.output, max_steps=options.steps,
            per_device_train_batch_size=options.batch,
            gradient_accumulation_steps=options.accumulation,
            gradient_checkpointing=options.checkpointing, optim=options.optimizer,
            max_grad_norm=options.clip, bf16=options.bf16, learning_rate=5e-5, save_strategy="no",
            logging_strategy="no", report_to=[], disable_tqdm=True, seed=42),
        train_dataset=[{"input_ids": block, "labels": block} for block in blocks],
        callbacks=[clock],
    ).train()
    ends = clock.ends[1:] if len(clock.ends) > 2 else clock.ends
    seconds = [b - a for a, b in zip(ends, ends[1:])]
    tokens = options.batch * options.block * options.accumulation
    print(json.dumps({
        "tokens_per_second": round(tokens / statistics.median(seconds), 1),
        "seconds_per_step": [round(s, 3) for s in seconds],
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))


if __name__ == "__main__":
    main()
