"""Loading gpt2-large (774M, float32, 3.1 GB) up to its first logits: transformers, and Understudy.

    pip install torch==2.13.0 transformers==5.23.0 safetensors==0.8.0 numpy
    python compare.py

The sides take turns, each in a process of its own, on a warm file cache: the file is read once
before each. Counted from the call that loads, with all libraries in memory already, to the first
logits of a prompt of 8 tokens, less a second pass over the same prompt.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RANDOM_MODEL = HERE.parent / "generate" / "random_gpt2.py"

OURS = (
    "{java} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
    " -cp bots/target/app/*:bots/target/lib/* bench/load/Load.java {model} 8 {layout}")
THEIRS = "{python} {here}/transformers_load.py {model} 8"


def warm(model):
    for file in model.iterdir():
        with file.open("rb") as opened:
            while opened.read(1 << 24):
                pass


def measured(command, environment):
    ended = subprocess.run(
        shlex.split(command), cwd=ROOT, env=environment, capture_output=True, text=True)
    found = re.search(r"load [\d.]+ s, .*", ended.stdout)
    if ended.returncode != 0 or not found:
        sys.exit(f"{ended.stdout}{ended.stderr}\n{command}\nended with {ended.returncode}")
    return found.group(0)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="default: a random gpt2-large, made once")
    parser.add_argument("--rounds", type=int, default=3, help="default 3")
    parser.add_argument("--threads", type=int, default=2, help="OMP_NUM_THREADS; default 2")
    parser.add_argument("--layout", choices=["decoding", "training"], default="decoding")
    parser.add_argument("--ours", default=OURS, help=f'default "{OURS}"')
    options = parser.parse_args()

    model = options.model or Path(tempfile.gettempdir()) / "understudy-bench-gpt2-large"
    if not (model / "config.json").exists():
        subprocess.run(
            [sys.executable, str(RANDOM_MODEL), str(model), "--size", "gpt2-large"], check=True)
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    values = {
        "java": shlex.quote(str(java)), "python": shlex.quote(sys.executable),
        "here": shlex.quote(str(HERE)), "model": shlex.quote(str(model.resolve())),
        "layout": options.layout}
    environment = os.environ | {
        "OMP_NUM_THREADS": str(options.threads), "GOMP_SPINCOUNT": "5000"}
    commands = {
        "transformers": THEIRS.format(**values), "understudy": options.ours.format(**values)}
    for turn in range(options.rounds):
        for name, command in commands.items():
            warm(model)
            print(f"round {turn + 1}, load average {os.getloadavg()[0]:.2f}, {name}:"
                  f" {measured(command, environment)}", flush=True)


if __name__ == "__main__":
    main()
