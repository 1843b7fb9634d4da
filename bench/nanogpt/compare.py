"""nanoGPT and Understudy, by turns, on one text by characters with nanoGPT's CPU configuration.

    pip install torch==2.13.0 transformers==5.23.0 safetensors==0.8.0 numpy requests
    git clone https://github.com/karpathy/nanoGPT
    python compare.py --nanogpt nanoGPT --text input.txt

Each round runs nanoGPT, then Understudy, each in a process of its own with a fresh folder. Times
are of the whole command; losses are over the whole validation split (evaluate.py). A round's
ratio is Understudy's time over nanoGPT's: below 1, Understudy is faster.
"""

import argparse
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Understudy's side; run in the root of the repository. It must hold out the last tenth of the text.
OURS = (
    "./understudy train --home {home} --circle bench --text {text} --vocabulary 257"
    " --layers 4 --heads 4 --width 128 --block 64 --batch 12 --steps 2000 --dropout 0"
    " --learning-rate 1e-3 --min-learning-rate 1e-4 --warm-up 100 --beta2 0.99"
    " --evaluate-every 250 --sample-every 0 --save-every 250")
OURS_CHECKPOINT = "models/bench/0001"  # a pattern below {home}: the folder with model.safetensors

# nanoGPT's side, from its README ("I only have a macbook"), unchanged.
NANOGPT = (
    "train.py config/train_shakespeare_char.py --device=cpu --compile=False --eval_iters=20"
    " --log_interval=1 --block_size=64 --batch_size=12 --n_layer=4 --n_head=4 --n_embd=128"
    " --max_iters=2000 --lr_decay_iters=2000 --dropout=0.0")


def timed(command, folder, log, environment):
    """Runs a command; returns its seconds and what it printed."""
    started = time.perf_counter()
    with open(log, "w", encoding="utf-8") as output:
        code = subprocess.call(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
    seconds = time.perf_counter() - started
    printed = log.read_text(encoding="utf-8", errors="replace")
    if code != 0:
        sys.exit(f"{printed[-2000:]}\n{shlex.join(command)}\nended with {code}; whole log: {log}")
    return seconds, printed


def whole_loss(arguments, environment):
    """Runs evaluate.py; returns the loss over the whole validation split."""
    command = [sys.executable, str(HERE / "evaluate.py"), *map(str, arguments)]
    printed = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True).stdout
    print("  " + printed.strip().replace("\n", ", "))
    return float(re.search(r"whole validation loss ([\d.]+)", printed).group(1))


def run_nanogpt(options, work, environment):
    data = options.nanogpt / "data" / "shakespeare_char"
    shutil.copyfile(options.text, data / "input.txt")
    subprocess.run([sys.executable, "prepare.py"], cwd=data, check=True, capture_output=True)
    command = [sys.executable, *NANOGPT.split(), f"--out_dir={work}"]
    seconds, printed = timed(command, options.nanogpt, work / "log.txt", environment)
    steps = [float(ms) for ms in re.findall(r"iter \d+: .* time ([\d.]+)ms", printed)]
    estimates = re.findall(r"step (\d+): train loss [\d.]+, val loss ([\d.]+)", printed)
    loss = whole_loss([work, "--text", options.text, "--nanogpt", options.nanogpt], environment)
    print(f"nanogpt     {seconds:.1f} s, {statistics.median(steps):.1f} ms a step (median),"
          f" validation loss {loss:.4f} whole,"
          f" {min(float(value) for _, value in estimates):.4f} by its best estimate")
    print("  its estimates: " + " ".join(f"{step}:{value}" for step, value in estimates))
    return seconds, loss


def run_ours(options, work, environment):
    home = work / "home"
    command = shlex.split(options.ours.format(home=home, text=options.text))
    seconds, _ = timed(command, HERE.parents[1], work / "log.txt", environment)
    found = [f for f in home.glob(options.ours_checkpoint) if (f / "model.safetensors").exists()]
    if len(found) != 1:
        sys.exit(f"{len(found)} checkpoints match {options.ours_checkpoint} below {home}")
    loss = whole_loss([found[0], "--text", options.text], environment)
    print(f"understudy  {seconds:.1f} s, validation loss {loss:.4f} whole")
    return seconds, loss


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nanogpt", type=Path, required=True, help="nanoGPT's source folder")
    parser.add_argument("--text", type=Path, required=True, help="tinyshakespeare's input.txt")
    parser.add_argument("--side", choices=["both", "nanogpt", "ours"], default="both")
    parser.add_argument("--rounds", type=int, default=2, help="default 2")
    parser.add_argument("--threads", type=int, default=2, help="OMP_NUM_THREADS; default 2")
    parser.add_argument("--ours", default=OURS, help=f'default "{OURS}"')
    parser.add_argument("--ours-checkpoint", default=OURS_CHECKPOINT, metavar="PATTERN",
                        help=f'below the home folder; default "{OURS_CHECKPOINT}"')
    options = parser.parse_args()
    options.text, options.nanogpt = options.text.resolve(), options.nanogpt.resolve()
    environment = os.environ | {
        "OMP_NUM_THREADS": str(options.threads), "PYTHONUNBUFFERED": "1"}
    sides = {"nanogpt": run_nanogpt, "ours": run_ours}
    names = list(sides) if options.side == "both" else [options.side]

    folder, results = Path(tempfile.mkdtemp(prefix="bench-nanogpt-")), {name: [] for name in names}
    print(f"logs and checkpoints: {folder}; load average {os.getloadavg()[0]:.2f}")
    for turn in range(options.rounds):
        for name in names:
            work = folder / f"{turn}-{name}"
            work.mkdir()
            results[name].append(sides[name](options, work, environment))
        if len(names) == 2:
            ratio = results["ours"][-1][0] / results["nanogpt"][-1][0]
            print(f"round {turn + 1}: time ratio {ratio:.2f}")
    if len(names) == 2:
        for summary in (statistics.median, min):
            nanogpt, ours = (summary([s for s, _ in results[name]]) for name in names)
            print(f"time ratio of each side's {summary.__name__} {ours / nanogpt:.2f}")


if __name__ == "__main__":
    main()
