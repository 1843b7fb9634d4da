"""Saves one small random GPT-2 in every form that weights come in, each with what it answers.

    pip install torch==2.13.0 transformers==5.23.0 safetensors==0.8.0 numpy
    python make_formats.py [FOLDER]          default: formats/ beside this script

Each folder below FOLDER holds config.json, the weights, and answers.safetensors: `ids` (1, 16) and
the `logits` (1, 16, 97) of these very weights, computed in float64.

whole/        model.safetensors, as save_pretrained writes it
shards/       model-0000N-of-0000M.safetensors and their index, by a small max_shard_size
f16/, bf16/   model.safetensors in half precision, for which the weights were rounded
torch/        pytorch_model.bin of torch.save, with what old checkpoints hold besides (causal masks,
              lm_head.weight tied to the embedding), a transposed matrix, and a Parameter
legacy/       the same in the format of PyTorch before 1.6, which is no zip archive
torch_shards/ the same as two zip archives with an index

Exit code 3: transformers is not installed.
"""

import argparse
import json
import sys
from pathlib import Path

try:
    import torch
    from safetensors.torch import save_file
    from transformers import GPT2Config, GPT2LMHeadModel, set_seed
except ImportError as absent:
    print(f"nothing made: {absent}")
    sys.exit(3)

HERE = Path(__file__).parent


def random_model(seed, width):
    set_seed(seed)
    model = GPT2LMHeadModel(GPT2Config(
        vocab_size=97, n_positions=16, n_embd=width, n_layer=1, n_head=2,
        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0, bos_token_id=96, eos_token_id=96))
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.35)
    return model.eval()


def save_answers(model, folder):
    ids = torch.randint(97, (1, 16), generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        logits = model.double()(ids).logits
    save_file({"ids": ids, "logits": logits.float().contiguous()}, folder / "answers.safetensors")


def save_safetensors(model, folder, **options):
    model.save_pretrained(folder, **options)
    save_answers(GPT2LMHeadModel.from_pretrained(folder, dtype=torch.float64), folder)


def old_state(model):
    """What a checkpoint of 2019 holds, in no particular order of bytes."""
    state = model.state_dict()
    state["transformer.h.0.attn.bias"] = torch.tril(torch.ones(1, 1, 16, 16, dtype=torch.uint8))
    state["transformer.h.0.attn.masked_bias"] = torch.tensor(-1e4)
    for name in ("transformer.wpe.weight", "transformer.h.0.mlp.c_fc.weight"):
        state[name] = state[name].t().contiguous().t()
        assert not state[name].is_contiguous()
    bias = "transformer.ln_f.bias"
    state[bias] = torch.nn.Parameter(state[bias])
    assert state["lm_head.weight"].data_ptr() == state["transformer.wte.weight"].data_ptr()
    return state


def save_torch(model, folder, **options):
    folder.mkdir(parents=True, exist_ok=True)
    model.config.save_pretrained(folder)
    torch.save(old_state(model), folder / "pytorch_model.bin", **options)
    save_answers(model, folder)


def save_torch_shards(model, folder):
    folder.mkdir(parents=True, exist_ok=True)
    model.config.save_pretrained(folder)
    state = old_state(model)
    places = {}
    for part in (1, 2):
        file = f"pytorch_model-0000{part}-of-00002.bin"
        shard = {name: tensor for i, (name, tensor) in enumerate(state.items()) if i % 2 == part - 1}
        torch.save(shard, folder / file)
        places |= dict.fromkeys(shard, file)
    index = {"metadata": {"total_size": 0}, "weight_map": places}
    (folder / "pytorch_model.bin.index.json").write_text(json.dumps(index, indent=2) + "\n")
    save_answers(model, folder)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=HERE / "formats")
    parser.add_argument("--seed", type=int, default=2020, help="default 2020")
    parser.add_argument("--width", type=int, default=8, help="a multiple of 2; default 8")
    options = parser.parse_args()

    def model():
        return random_model(options.seed, options.width)

    save_safetensors(model(), options.folder / "whole")
    save_safetensors(model(), options.folder / "shards", max_shard_size="4KB")
    save_safetensors(model().half(), options.folder / "f16")
    save_safetensors(model().bfloat16(), options.folder / "bf16")
    save_torch(model(), options.folder / "torch")
    save_torch(model(), options.folder / "legacy", _use_new_zipfile_serialization=False)
    save_torch_shards(model(), options.folder / "torch_shards")
    for waste in options.folder.rglob("generation_config.json"):
        waste.unlink()


if __name__ == "__main__":
    main()
