"""Greedy float32 decoding of gpt2 (124M, random weights): Hugging Face `generate`, and Understudy.

    pip install torch==2.13.0 transformers==5.23.0 safetensors==0.8.0 numpy
    python compare.py

One sequence, a prompt of 64 tokens, 128 new ones. The sides take turns, each in a process of its
own that loads the model, warms up once and then measures; loading is not counted, reading the
prompt is. A round's ratio is Understudy's tokens a second over Hugging Face's: above 1,
Understudy is faster.
"""

import argparse
import os
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Understudy's side; run in the root of the repository, built before. It must print "N tokens/s".
OURS = (
    "{java} --enable-native-access=ALL-UNNAMED -cp bots/target/app/*:bots/target/lib/*"
    " bench/generate/Decode.java {model} {prompt} {new} {repeat}")
THEIRS = "{python} {here}/generate.py {model} --prompt {prompt} --new {new} --repeat {repeat}"


def tokens_a_second(command, environment):
    ended = subprocess.run(
        shlex.split(command), cwd=HERE.parents[1], env=environment, capture_output=True, text=True)
    found = re.search(r"([\d.]+) tokens/s", ended.stdout)
    if ended.returncode != 0 or not found:
        sys.exit(f"{ended.stdout}{ended.stderr}\n{command}\nended with {ended.returncode}")
    return float(found.group(1))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="default: a random gpt2 in a temporary folder")
    parser.add_argument("--side", choices=["both", "theirs", "ours"], default="both")
    parser.add_argument("--rounds", type=int, default=3, help="default 3")
    parser.add_argument("--repeat", type=int, default=5, help="replies a round; default 5")
    parser.add_argument("--prompt", type=int, default=64, help="tokens; default 64")
    parser.add_argument("--new", type=int, default=128, help="tokens; default 128")
    parser.add_argument("--threads", type=int, default=2, help="OMP_NUM_THREADS; default 2")
    parser.add_argument("--ours", default=OURS, help=f'default "{OURS}"')
    options = parser.parse_args()

    model = options.model or Path(tempfile.gettempdir()) / "understudy-bench-gpt2"
    if not (model / "model.safetensors").exists():
        subprocess.run([sys.executable, str(HERE / "random_gpt2.py"), str(model)], check=True)
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    values = {
        "java": shlex.quote(str(java)),
        "python": shlex.quote(sys.executable), "here": shlex.quote(str(HERE)),
        "model": shlex.quote(str(model.resolve())), "prompt": options.prompt,
        "new": options.new, "repeat": options.repeat}
    environment = os.environ | {"OMP_NUM_THREADS": str(options.threads)}
    commands = {"theirs": THEIRS.format(**values), "ours": options.ours.format(**values)}
    names = list(commands) if options.side == "both" else [options.side]

    print(f"load average {os.getloadavg()[0]:.2f}, {options.threads} threads")
    rates = {name: [] for name in names}
    for turn in range(options.rounds):
        for name in names:
            rates[name].append(tokens_a_second(commands[name], environment))
            rate = rates[name][-1]
            print(f"round {turn + 1}: {name:6} {rate:.1f} tokens/s, {1000 / rate:.1f} ms a token")
        if len(names) == 2:
            print(f"round {turn + 1}: ratio {rates['ours'][-1] / rates['theirs'][-1]:.2f}")
    if len(names) == 2:
        for summary in (statistics.median, max):
            ratio = summary(rates["ours"]) / summary(rates["theirs"])
            print(f"ratio of each side's {summary.__name__} {ratio:.2f}")


if __name__ == "__main__":
    main()
