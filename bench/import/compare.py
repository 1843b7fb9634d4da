"""Reads exports with chat-miner and with Understudy in turn, and prints both speeds and their ratio.

    python3 -m venv venv && venv/bin/pip install chat-miner==0.6.0
    venv/bin/python bench/import/compare.py ROUNDS EXPORT...

chat-miner reads a file into a list of messages, in a process of its own for each round, without the time its libraries take to load;
Understudy reads it as `import --dry-run` does, in one too, with the JVM's warm-up in its time.
"""

import pathlib
import re
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHAT_MINER = """
import logging, sys, time
from chatminer import chatparsers
logging.disable(logging.CRITICAL)
path = sys.argv[1]
parser = chatparsers.WhatsAppParser(path) if path.endswith(".txt") else chatparsers.TelegramJsonParser(path)
start = time.perf_counter()
parser.parse_file()
print(time.perf_counter() - start, len(parser.parsed_messages.get_df()))
"""


def chat_miner(path):
    out = subprocess.run([sys.executable, "-W", "ignore", "-c", CHAT_MINER, path], check=True, capture_output=True, text=True).stdout
    seconds, messages = out.split()[-2:]
    return float(seconds), int(messages)


def understudy(path):
    libraries = (ROOT / "training/target/classpath").read_text()
    classes = ":".join([str(ROOT / "training/target/classes"), str(ROOT / "src/target/classes"), libraries])
    out = subprocess.run(
        ["java", "-Xmx256m", "-cp", classes, str(ROOT / "bench/import/MeasureImport.java"), path],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    messages, seconds = re.search(r"read +([\d,]+) messages +([\d.]+) s", out).groups()
    return float(seconds), int(messages.replace(",", ""))


def main(rounds, paths):
    for path in paths:
        times = {chat_miner: [], understudy: []}
        for _ in range(rounds):
            for read in times:
                seconds, messages = read(path)
                times[read].append(seconds)
                print(f"{pathlib.Path(path).name} {read.__name__}: {messages:,} messages in {seconds:.2f} s", flush=True)
        ratio = statistics.median(times[chat_miner]) / statistics.median(times[understudy])
        print(f"{pathlib.Path(path).name}: Understudy reads {ratio:.1f} times as fast (medians of {rounds})")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
