"""Writes golden.json beside this script: what Hugging Face transformers leaves to draw from.

    pip install torch==2.13.0 transformers==5.24.0 numpy
    python make_golden.py

Each case has the processors that `generate` builds for its settings, in the order of `generate`
(GenerationMixin._get_logits_processor). transformers has no presence and frequency penalty: the
class below is the formula of OpenAI's API reference ("Frequency and presence penalties"), given to
`generate` as a processor of one's own, which it puts before the warpers.

golden.json
  logits   97 scores, none equal to another
  prompt, picked   token ids before and after the model began to write
  cases    name, settings, and the chance of each token that is left, all others having none
"""

import json
import re
from pathlib import Path

import torch
from transformers import (
    GenerationConfig, GPT2Config, GPT2LMHeadModel, LogitsProcessor, LogitsProcessorList)

VOCABULARY = 97
HERE = Path(__file__).parent

CASES = {
    "nothing": {},
    "temperature": {"temperature": 0.7},
    "top-k": {"topK": 9},
    "top-p": {"topP": 0.8},
    "min-p": {"minP": 0.05},
    "typical-p": {"typicalP": 0.6},
    "typical-p of little": {"typicalP": 0.15},
    "repetition penalty": {"repetition": 1.3},
    "presence penalty": {"presence": 0.8},
    "frequency penalty": {"frequency": 0.6},
    "presence and frequency penalty below 0": {"presence": -0.5, "frequency": -0.25},
    "no repeat of one": {"noRepeat": 1},
    "no repeat of two": {"noRepeat": 2},
    "no repeat of three": {"noRepeat": 3},
    "no repeat of four": {"noRepeat": 4},
    "banned": {"banned": [3, 41]},
    "favoured": {"favoured": {"5": 3.5, "60": -2.0, "12": 0.25}},
    "everything": {
        "temperature": 1.4, "topK": 60, "topP": 0.97, "minP": 0.01, "typicalP": 0.9,
        "repetition": 1.2, "presence": 0.4, "frequency": 0.3, "noRepeat": 2,
        "banned": [3], "favoured": {"5": 3.5, "12": -1.5}},
    "bold but never odd": {
        "temperature": 1.8, "minP": 0.1, "repetition": 1.15, "frequency": 0.5, "noRepeat": 3},
    "typical after top-p": {"temperature": 0.9, "topP": 0.9, "typicalP": 0.5, "presence": 0.3},
    "favoured and repeated": {"favoured": {"12": 2.0, "7": -2.0}, "repetition": 1.5, "topK": 20},
}


class Penalties(LogitsProcessor):
    def __init__(self, prompt, presence, frequency):
        self.prompt, self.presence, self.frequency = prompt, presence, frequency

    def __call__(self, input_ids, scores):
        counts = torch.bincount(input_ids[0, self.prompt:], minlength=scores.shape[-1])
        return scores - counts * self.frequency - (counts > 0).float() * self.presence


def processors(model, settings, prompt):
    config = GenerationConfig(
        do_sample=True,
        temperature=settings.get("temperature", 1.0),
        top_k=settings.get("topK", 0),
        top_p=settings.get("topP", 1.0),
        min_p=settings.get("minP"),
        typical_p=settings.get("typicalP", 1.0),
        repetition_penalty=settings.get("repetition", 1.0),
        no_repeat_ngram_size=settings.get("noRepeat", 0),
        suppress_tokens=settings.get("banned"),
        sequence_bias=[[[int(id)], bias] for id, bias in settings["favoured"].items()]
        if "favoured" in settings else None)
    own = LogitsProcessorList([
        Penalties(prompt, settings.get("presence", 0.0), settings.get("frequency", 0.0))])
    return model._get_logits_processor(
        config, input_ids_seq_length=prompt, logits_processor=own, device="cpu")


def main():
    torch.manual_seed(5)
    model = GPT2LMHeadModel(GPT2Config(
        vocab_size=VOCABULARY, n_positions=64, n_embd=8, n_layer=1, n_head=1,
        bos_token_id=0, eos_token_id=0))
    logits = torch.randn(VOCABULARY) * 2.5
    assert logits.unique().numel() == VOCABULARY
    likely = logits.topk(12).indices.tolist()
    # The last tokens, a b c, came before: "c d", "b c d" and "a b c d", and others after fewer.
    a, b, c, d, e = likely[:5]
    prompt = [7, a, b, c, d, 12, b, c, e, 60, c, 7]
    picked = [12, likely[5], likely[6], 12, d, a, b, c]
    text = torch.tensor([prompt + picked])
    cases = []
    for name, settings in CASES.items():
        scores = logits[None]
        for processor in processors(model, settings, len(prompt)):
            scores = processor(text, scores.clone())
        chances = scores[0].double().softmax(-1)
        left = {str(id): round(chance, 9) for id, chance in enumerate(chances.tolist()) if chance > 0}
        cases.append({"name": name, "settings": settings, "left": left})
    whole = {"logits": [float(f"{x:.9g}") for x in logits.tolist()], "prompt": prompt,
             "picked": picked, "cases": cases}
    text = json.dumps(whole, indent=1)
    (HERE / "golden.json").write_text(compact(text) + "\n")


def compact(text):
    """One line for each list and each case's tokens, so that a difference can be read."""
    return re.sub(r"[\[{][^\[\]{}]*[\]}]", lambda m: re.sub(r"\s+", " ", m.group()), text)


if __name__ == "__main__":
    main()
