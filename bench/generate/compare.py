"""Greedy decoding of gpt2 (124M) and gpt2-large (774M), random weights, by three programs:

    huggingface      Hugging Face `generate` in float32
    ggml-f16, -q8_0, -q4_0
                     ggml's example gpt-2, in each of these formats
    float32, int8    Understudy

    pip install torch==2.13.0 transformers==5.24.0 safetensors==0.8.0 numpy
    git clone https://github.com/ggml-org/ggml && cd ggml
    cmake -B build -DCMAKE_BUILD_TYPE=Release -DGGML_NATIVE=ON -DGGML_LLAMAFILE=ON
    cmake --build build --target gpt-2-backend gpt-2-quantize
    python compare.py --ggml ggml/build

One sequence, a prompt of 64 tokens, 128 new ones. The sides take turns, each in processes of its
own. A figure is new tokens over the seconds from the prompt to the last of them; loading is not
counted, reading the prompt is. Above 1, a ratio says that Understudy is faster.
"""

import argparse
import json
import os
import random
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from to_ggml import convert, token, word

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FORMATS = ["f16", "q8_0", "q4_0"]
GGML = ["ggml-" + name for name in FORMATS]
OURS = ["float32", "int8"]
SIDES = ["huggingface", *GGML, *OURS]
QUIET = 0.05  # cores
PAUSE = 15  # seconds
# What the launcher sets.
LAUNCHER = {
    "GOMP_SPINCOUNT": "5000",
    "GLIBC_TUNABLES": "glibc.malloc.mmap_threshold=2097152:glibc.malloc.hugetlb=1"}

# Understudy's side; run in the root of the repository. It must print "N tokens/s".
OUR_COMMAND = (
    "{java} -XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED"
    " --sun-misc-unsafe-memory-access=allow -cp {classes}:bots/target/app/*:bots/target/lib/*"
    " Decode {model} {precision} {prompt} {new} {repeat}")


def run(command, environment=None):
    ended = subprocess.run(
        command, cwd=ROOT, env=os.environ | (environment or {}), capture_output=True, text=True)
    if ended.returncode != 0:
        sys.exit(f"{ended.stdout}{ended.stderr}\n{shlex.join(command)}\n"
                 f"ended with {ended.returncode}")
    return ended.stdout


def found(pattern, text):
    match = re.search(pattern, text, re.DOTALL)
    return match or sys.exit(f"{text}\nhas no {pattern}")


class Sides:
    """Measures each side on one model; `memory` is the most that Understudy's processes took."""

    def __init__(self, options, model, classes):
        self.options, self.model, self.classes = options, model, classes
        threads = {"OMP_NUM_THREADS": str(options.threads)}
        self.launched = threads | LAUNCHER
        self.environment = threads | ({"GOMP_SPINCOUNT": options.spin} if options.spin else {})
        self.vocabulary = json.loads((model / "config.json").read_text())["vocab_size"]
        self.memory = {}

    def tokens_a_second(self, side):
        if side in GGML:
            return self.ggml(side)
        return self.ours(side) if side in OURS else self.huggingface()

    def huggingface(self):
        o = self.options
        printed = run(
            [sys.executable, str(HERE / "generate.py"), str(self.model), "--prompt", str(o.prompt),
             "--new", str(o.new), "--repeat", str(o.repeat)], self.environment)
        return float(found(r"([\d.]+) tokens/s", printed)[1])

    def ours(self, precision, **fewer):
        o = self.options
        values = {"prompt": o.prompt, "new": o.new, "repeat": o.repeat} | fewer
        command = o.ours.format(
            java=shlex.quote(java("java")), classes=shlex.quote(str(self.classes)),
            model=shlex.quote(str(self.model)), precision=precision, **values)
        printed = run(shlex.split(command), self.launched)
        most = self.memory.setdefault(precision, {})
        for key, kilobytes in re.findall(r"(VmHWM|VmRSS): (\d+) kB", printed):
            most[key] = max(int(kilobytes), most.get(key, 0))
        return float(found(r"([\d.]+) tokens/s", printed)[1])

    def ggml(self, side):
        """Its seconds for a reply are all of its `predict time`, which has the prompt in it; its
        time per token is of prompt and new tokens alike. Drawing tokens and printing is left
        out."""
        o = self.options
        dice = random.Random(1)
        prompt = [dice.randrange(self.vocabulary) for _ in range(o.prompt)]
        command = [
            str(o.ggml / "bin" / "gpt-2-backend"), "-m", str(self.model / f"{side}.bin"),
            "-t", str(o.threads), "-n", str(o.new), "-b", str(o.prompt), "-s", "1",
            "--top_k", "1", "--temp", "1", "--ignore-eos", "-p", "".join(map(word, prompt))]
        rates = []
        for _ in range(o.repeat):
            printed = run(command, self.environment)
            words = found(r"first 8 tokens:[^\n]*\n\n(.*?)\n\nmain: ", printed)[1].split()
            times = found(r"predict time = +([\d.]+) ms / ([\d.]+) ms per token", printed)
            milliseconds, each = float(times[1]), float(times[2])
            evaluated = o.prompt + o.new - 1  # nothing follows the last token
            assert [token(one) for one in words[:o.prompt]] == prompt, words
            assert len(words) == o.prompt + o.new, words
            assert abs(milliseconds / evaluated - each) < 0.01, times[0]
            rates.append(1000 * o.new / milliseconds)
        return statistics.median(rates)

    def prepare(self, sides):
        """Files that are made once, so that no round pays for them."""
        if "int8" in sides:
            self.ours("int8", prompt=1, new=1, repeat=1)
            self.memory.clear()
        if not set(GGML) & set(sides):
            return
        first = self.model / "ggml-f16.bin"
        if not is_newer(first, self.model / "model.safetensors"):
            convert(self.model, first)
        for name in FORMATS[1:]:
            file = self.model / f"ggml-{name}.bin"
            if not is_newer(file, first):
                run([str(self.options.ggml / "bin" / "gpt-2-quantize"), str(first), str(file),
                     name])


def is_newer(file, than):
    return file.exists() and file.stat().st_mtime >= than.stat().st_mtime


def java(tool):
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", tool)) if home else tool


def strangers():
    """Seconds of CPU that other processes than these had since the machine started (Linux)."""
    try:
        user, nice, system = map(int, Path("/proc/stat").read_text().split()[1:4])
    except OSError:
        return 0.0
    own = os.times()
    return (user + nice + system) / os.sysconf("SC_CLK_TCK") - sum(own[:4])


def ratios(rates):
    """What is divided by what, for one figure of each side."""
    best = max((side for side in GGML if side in rates), key=rates.get, default=None)
    pairs = [("int8", best), ("int8", "huggingface"), ("float32", "huggingface")]
    return {
        f"{ours} / {theirs}": rates[ours] / rates[theirs]
        for ours, theirs in pairs if ours in rates and theirs in rates}


def attempts(measured, side, again):
    """The cores that other programs had meanwhile, and the tokens a second: until they had next to
    none, or `again` more times."""
    for attempt in range(again + 1):
        time.sleep(PAUSE if attempt > 0 else 0)
        started, others = time.monotonic(), strangers()
        rate = measured.tokens_a_second(side)
        others = max(0.0, strangers() - others) / (time.monotonic() - started)
        yield others, rate
        if others < QUIET:
            break


def compare(name, measured, sides, rounds, again):
    print(f"{name}: load average {os.getloadavg()[0]:.2f}", flush=True)
    rates = {side: [] for side in sides}
    for turn in range(rounds):
        for side in sides:
            others, rate = min(
                attempts(measured, side, again), key=lambda attempt: attempt[0])
            rates[side].append(rate)
            print(f"{name} round {turn + 1}: {side:11} {rate:6.1f} tokens/s, {1000 / rate:.1f} ms"
                  f" a token; other programs had {others:.2f} cores", flush=True)
        for pair, ratio in ratios({side: rates[side][-1] for side in sides}).items():
            print(f"{name} round {turn + 1}: {pair} {ratio:.2f}")
    for summary in (statistics.median, max):
        for pair, ratio in ratios({side: summary(rates[side]) for side in sides}).items():
            print(f"{name}: each side's {summary.__name__}: {pair} {ratio:.2f}")
    for precision, memory in measured.memory.items():
        for key, what in (("VmHWM", "at its peak"), ("VmRSS", "at the end")):
            if key in memory:
                print(f"{name} {precision}: {memory[key] * 1024 / 1e9:.2f} GB resident {what}"
                      f" ({key} {memory[key]} kB)")
    print(f"{name}: load average {os.getloadavg()[0]:.2f}\n", flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=["gpt2", "gpt2-large"], nargs="+",
                        default=["gpt2", "gpt2-large"], help="default both")
    parser.add_argument("--model", type=Path, help="a checkpoint folder, in place of random ones")
    parser.add_argument("--sides", choices=SIDES, nargs="+", default=SIDES, help="default all")
    parser.add_argument("--ggml", type=Path, help="its build folder; without it ggml is left out")
    parser.add_argument("--rounds", type=int, default=3, help="default 3")
    parser.add_argument("--repeat", type=int, default=5, help="replies a round; default 5")
    parser.add_argument("--prompt", type=int, default=64, help="tokens; default 64")
    parser.add_argument("--new", type=int, default=128, help="tokens; default 128")
    parser.add_argument("--threads", type=int, default=2, help="default 2")
    parser.add_argument("--again", type=int, default=0, help="how often to measure a side anew if"
                        f" other programs had {QUIET} cores or more meanwhile; default 0")
    parser.add_argument("--spin", help="GOMP_SPINCOUNT of the others, for a busy machine: with GNU"
                        " OpenMP's own they come to a crawl there")
    parser.add_argument("--ours", default=OUR_COMMAND, help=f'default "{OUR_COMMAND}"')
    options = parser.parse_args()

    sides = [side for side in SIDES if side in options.sides]
    if options.ggml is None and set(GGML) & set(sides):
        print("ggml is left out: no --ggml. How to get and build it: compare.py --help")
        sides = [side for side in sides if side not in GGML]
    elif options.ggml is not None:
        options.ggml = options.ggml.resolve()
    with tempfile.TemporaryDirectory() as classes:
        if set(OURS) & set(sides):
            run(["./understudy", "--version"])  # builds what changed
            run([java("javac"), "-d", classes, "-cp", "bots/target/app/*:bots/target/lib/*",
                 str(HERE / "Decode.java")])
        for name in options.size if options.model is None else [options.model.resolve().name]:
            model = options.model or Path(tempfile.gettempdir()) / f"understudy-bench-{name}"
            if options.model is None and not (model / "config.json").exists():
                run([sys.executable, str(HERE / "random_gpt2.py"), str(model), "--size", name])
            measured = Sides(options, model.resolve(), classes)
            measured.prepare(sides)
            compare(name, measured, sides, options.rounds, options.again)


if __name__ == "__main__":
    main()
