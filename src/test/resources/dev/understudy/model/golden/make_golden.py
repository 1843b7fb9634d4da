"""Writes the golden files beside this script: what Hugging Face transformers says of GPT-2.

    pip install torch==2.13.0 transformers==5.23.0 safetensors==0.8.0 numpy
    python make_golden.py

config.json, model.safetensors   a small random GPT-2, names begin with "transformer."
bare/                            a smaller one, saved as the published gpt2 is: names without the
                                 prefix, and the causal mask stored as "h.0.attn.bias"
golden.safetensors               the answers, computed in float64 and stored in float32:
  ids                (2, 48)     the batch
  logits             (2, 48, 97) and loss, the mean cross entropy of ids[:, 1:]
  grad.NAME                      of that loss, for each parameter NAME of model.safetensors
  greedy_prompt (8), greedy (64) the prompt, and the tokens that greedy decoding adds to it
  adamw.NAME                     each parameter after three steps of AdamW on the batch
  losses (4), grad_norms (3)     before each step and after the last; norms before clipping
  bare.ids (1, 16), bare.logits  the smaller model's

A key's bias adds the same to every score of a query, so that its gradient is zero in exact
arithmetic, and AdamW turns the rounding noise of float32 there into steps as large as any:
do not compare the middle third of "adamw.*.attn.c_attn.bias".
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import GPT2Config, GPT2LMHeadModel, GPT2Model, set_seed

HERE = Path(__file__).parent
GREEDY_TOKENS = 64
SMALLEST_GAP = 0.02  # between the two best logits of each step, so that rounding decides none


def config(vocabulary, context, width, layers, heads):
    return GPT2Config(
        vocab_size=vocabulary, n_positions=context, n_embd=width, n_layer=layers, n_head=heads,
        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0,
        bos_token_id=vocabulary - 1, eos_token_id=vocabulary - 1)


def randomise(model):
    """Fills every parameter, biases and layer norms too, with values that tell a mistake apart."""
    for name, parameter in model.named_parameters():
        if name.endswith(("ln_1.weight", "ln_2.weight", "ln_f.weight")):
            torch.nn.init.normal_(parameter, mean=1.0, std=0.3)
        elif parameter.dim() == 1:
            torch.nn.init.normal_(parameter, std=0.2)
        else:
            torch.nn.init.normal_(parameter, std=0.35)
    return model.eval()


def greedy(model, prompt):
    """The tokens that greedy decoding adds, and the smallest gap that decided one; no cache."""
    ids, smallest = prompt.clone(), float("inf")
    for _ in range(GREEDY_TOKENS):
        best = model(ids[None]).logits[0, -1].topk(2)
        smallest = min(smallest, (best.values[0] - best.values[1]).item())
        ids = torch.cat([ids, best.indices[:1]])
    return ids[len(prompt):], smallest


def robust_prompt(model):
    """A random prompt whose continuation is varied and never near a tie."""
    while True:
        prompt = torch.randint(model.config.vocab_size, (8,))
        tokens, gap = greedy(model, prompt)
        if gap > SMALLEST_GAP and len(tokens.unique()) >= 20:
            return prompt, tokens, gap


def three_steps(model, ids):
    """AdamW on one batch: learning rate 1e-2, decay 0.1 on matrices only, norm clipped to 1."""
    named = list(model.named_parameters())
    optimizer = torch.optim.AdamW(
        [{"params": [p for _, p in named if p.dim() >= 2], "weight_decay": 0.1},
         {"params": [p for _, p in named if p.dim() < 2], "weight_decay": 0.0}],
        lr=1e-2, betas=(0.9, 0.95), eps=1e-8)
    losses, norms = [], []
    for _ in range(3):
        optimizer.zero_grad()
        loss = model(ids, labels=ids).loss
        loss.backward()
        losses.append(loss.detach())
        norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0))
        optimizer.step()
    losses.append(model(ids, labels=ids).loss.detach())
    return torch.stack(losses), torch.stack(norms)


def bare_model(folder):
    """Saves a small GPT-2 with the names of the published gpt2; returns its ids and logits."""
    model = randomise(GPT2LMHeadModel(config(97, 16, 8, 1, 2)))
    GPT2Model.save_pretrained(model.transformer, folder)
    weights = {name: tensor.contiguous() for name, tensor in model.transformer.state_dict().items()}
    weights["h.0.attn.bias"] = torch.tril(torch.ones(1, 1, 16, 16))
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    ids = torch.randint(97, (1, 16))
    return ids, model.double()(ids).logits.detach()


def main():
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    set_seed(2019)
    model = randomise(GPT2LMHeadModel(config(97, 80, 24, 2, 3)))
    model.save_pretrained(HERE)
    model.double()
    with torch.no_grad():
        prompt, tokens, gap = robust_prompt(model)
    by_cache = model.generate(  # the same again by Hugging Face's own decoding
        prompt[None], max_new_tokens=GREEDY_TOKENS, do_sample=False,
        eos_token_id=None, pad_token_id=0)
    assert by_cache[0, len(prompt):].equal(tokens)

    ids = torch.randint(97, (2, 48))
    golden = {"ids": ids, "greedy_prompt": prompt, "greedy": tokens}
    output = model(ids, labels=ids)
    output.loss.backward()
    golden["logits"], golden["loss"] = output.logits.detach(), output.loss.detach()
    golden |= {"grad." + name: p.grad.clone() for name, p in model.named_parameters()}
    golden["losses"], golden["grad_norms"] = three_steps(model, ids)
    golden |= {"adamw." + name: p.detach() for name, p in model.named_parameters()}
    golden["bare.ids"], golden["bare.logits"] = bare_model(HERE / "bare")

    for name, tensor in golden.items():
        golden[name] = (tensor.float() if tensor.is_floating_point() else tensor).contiguous()
    save_file(golden, HERE / "golden.safetensors")
    for waste in HERE.rglob("generation_config.json"):
        waste.unlink()
    print(f"loss {golden['loss']:.6f}, losses {golden['losses'].tolist()}")
    print(f"gradient norms {golden['grad_norms'].tolist()}, smallest greedy gap {gap:.4f}")
    print(f"{len(tokens.unique())} different greedy tokens")


if __name__ == "__main__":
    main()
