"""Loads a checkpoint folder with Hugging Face transformers and compares its logits with ours.

    python check_checkpoint.py FOLDER ANSWERS

ANSWERS is a .safetensors or .json file with `ids` (batch, time) and the `logits` (batch, time,
vocabulary) that we computed. Exit code 0: the folder loads completely and the logits agree;
1: they do not; 3: transformers is not installed, nothing was checked.
"""

import argparse
import json
import sys
from pathlib import Path

try:
    import torch
    from safetensors.torch import load_file
    from transformers import GPT2LMHeadModel
except ImportError as absent:
    print(f"not checked: {absent}")
    sys.exit(3)


def answers(file):
    if file.suffix == ".safetensors":
        return load_file(file)
    return {name: torch.tensor(values) for name, values in json.loads(file.read_text()).items()}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="config.json and model.safetensors")
    parser.add_argument("answers", type=Path, help="ids and logits")
    parser.add_argument("--tolerance", type=float, default=1e-4, help="default 1e-4")
    options = parser.parse_args()

    model, loading = GPT2LMHeadModel.from_pretrained(
        options.folder, dtype=torch.float32, output_loading_info=True)
    problems = {kind: sorted(names) for kind, names in loading.items() if names}
    if problems:
        sys.exit(f"{options.folder} does not load completely: {problems}")
    ours = answers(options.answers)
    with torch.no_grad():
        theirs = model.eval()(ours["ids"].long()).logits
    if ours["logits"].shape != theirs.shape:
        sys.exit(f"our logits are {tuple(ours['logits'].shape)}, theirs {tuple(theirs.shape)}")
    difference = (ours["logits"] - theirs).abs().max().item()
    print(f"largest difference {difference:.2e}, accepted {options.tolerance:.0e}")
    sys.exit(0 if difference <= options.tolerance else 1)


if __name__ == "__main__":
    main()
