"""Understudy and Hugging Face's Trainer, by turns, fine-tuning one model on one text.

    pip install torch==2.13.0 transformers==5.23.0 accelerate==1.15.0 numpy
    python bench/generate/random_gpt2.py FOLDER --size gpt2     # and GPT-2's vocabulary beside it
    python bench/train/compare.py --model FOLDER --text input.txt

Each round runs the Trainer, then `./understudy train`, each in a process of its own: a few steps
with the same options, dropout 0. Tokens a second are of the median step from the third on, memory
is the most that the process had resident. A ratio is Understudy's over the Trainer's.
"""

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def run(command, log, environment):
    """Runs a command in the repository's root; returns its peak memory in MB, children's too."""
    with open(log, "w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{log.read_text()[-2000:]}\n{shlex.join(command)}\nended with {status}")
    return usage.ru_maxrss / 1024


def trainer(options, folder, environment):
    command = [
        sys.executable, str(HERE / "huggingface.py"), "--model", str(options.model),
        "--text", str(options.text), "--batch", str(options.batch),
        "--block", str(options.block), "--steps", str(options.steps),
        "--clip", str(options.clip), "--optimizer", options.trainer_optimizer,
        "--output", str(folder / "output")]
    if options.checkpointing:
        command.append("--checkpointing")
    if options.bf16:
        command.append("--bf16")
    memory = run(command, folder / "log.txt", environment)
    found = json.loads((folder / "log.txt").read_text().strip().splitlines()[-1])
    return found["tokens_per_second"], memory


def understudy(options, folder, environment):
    command = [
        "./understudy", "train", "--home", str(folder), "--circle", "bench",
        "--text", str(options.text), "--base", str(options.model), "--dropout", "0",
        "--batch", str(options.batch), "--accumulation", "1", "--block", str(options.block),
        "--steps", str(options.steps), "--clip", str(options.clip),
        "--optimizer", options.optimizer, "--sample-every", "0",
        "--evaluate-every", "100000", "--evaluate-blocks", "1", "--save-every", "100000",
        "--gradient-checkpointing", "on" if options.checkpointing else "off",
        "--precision", "bf16" if options.bf16 else "float32"]
    memory = run(command, folder / "log.txt", environment)
    lines = [
        json.loads(line)
        for line in next(folder.glob("models/bench/*/metrics.jsonl")).read_text().splitlines()]
    steps = [line["tokens_per_second"] for line in lines if "tokens_per_second" in line]
    return statistics.median(steps[2:] or steps), memory


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="checkpoint folder")
    parser.add_argument("--text", type=Path, required=True, help="tinyshakespeare's input.txt")
    parser.add_argument("--side", choices=["both", "trainer", "understudy"], default="both")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--block", type=int, default=512)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--clip", type=float, default=1.0)
    parser.add_argument("--checkpointing", action="store_true")
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--optimizer", default="adamw", help="Understudy's")
    parser.add_argument("--trainer-optimizer", default="adamw_torch_fused", help="the Trainer's")
    parser.add_argument("--threads", type=int, default=2, help="OMP_NUM_THREADS; default 2")
    options = parser.parse_args()
    options.model, options.text = options.model.resolve(), options.text.resolve()
    environment = os.environ | {"OMP_NUM_THREADS": str(options.threads)}
    sides = {"trainer": trainer, "understudy": understudy}
    names = list(sides) if options.side == "both" else [options.side]

    work = Path(tempfile.mkdtemp(prefix="bench-train-"))
    print(f"logs: {work}; load average {os.getloadavg()[0]:.2f}")
    speeds, memories = {name: [] for name in names}, {name: [] for name in names}
    for turn in range(options.rounds):
        for name in names:
            folder = work / f"{turn}-{name}"
            folder.mkdir()
            speed, memory = sides[name](options, folder, environment)
            speeds[name].append(speed)
            memories[name].append(memory)
            print(f"{name:10}  {speed:7.1f} tokens/s  {memory:6.0f} MB at most", flush=True)
    if len(names) == 2:
        for what, found in (("tokens a second", speeds), ("memory", memories)):
            ours, theirs = (statistics.median(found[n]) for n in ("understudy", "trainer"))
            print(f"ratio of the {what}: {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
