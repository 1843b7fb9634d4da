"""Writes golden.json beside this script: what Hugging Face transformers loses on a random text.

    pip install torch==2.13.0 transformers==5.23.0 safetensors==0.8.0
    python make_golden.py

The model is the small random GPT-2 of the core's golden files. The text is read in windows of
`length` tokens that follow each other, each with the token after it as its last target; the last
window is shorter. `speakers` marks every token with a speaker from 1 on, or 0 for nobody.
  losses   sum of cross entropies, in nats, for each mark
  tokens   how many targets have it
  mean     over all targets; `labels` is transformers' own mean over the windows, as a check
"""

import json
from pathlib import Path

import torch
from transformers import GPT2LMHeadModel, set_seed

HERE = Path(__file__).parent
MODEL = HERE / "../../../../../../src/test/resources/dev/understudy/model/golden"
LENGTH = 48
SPEAKERS = 4


def main():
    set_seed(2020)
    model = GPT2LMHeadModel.from_pretrained(MODEL).double().eval()
    ids = torch.randint(model.config.vocab_size, (301,))
    speakers = torch.randint(SPEAKERS, ids.shape)
    losses, tokens, labelled = [0.0] * SPEAKERS, [0] * SPEAKERS, 0.0
    with torch.no_grad():
        for start in range(0, len(ids) - 1, LENGTH):
            window = ids[start : start + LENGTH + 1]
            output = model(window[None], labels=window[None])
            labelled += output.loss.item() * (len(window) - 1)
            each = torch.nn.functional.cross_entropy(output.logits[0, :-1], window[1:], reduction="none")
            for loss, mark in zip(each.tolist(), speakers[start + 1 : start + LENGTH + 1].tolist()):
                losses[mark] += loss
                tokens[mark] += 1
    mean = sum(losses) / sum(tokens)
    assert abs(mean - labelled / (len(ids) - 1)) < 1e-6  # which it takes in float32
    golden = {"length": LENGTH, "ids": ids.tolist(), "speakers": speakers.tolist(),
              "losses": losses, "tokens": tokens, "mean": mean}
    (HERE / "golden.json").write_text(json.dumps(golden) + "\n")
    print(f"mean {mean:.6f}")


if __name__ == "__main__":
    main()
