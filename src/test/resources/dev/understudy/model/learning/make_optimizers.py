"""Makes optimizers.safetensors: what other optimizers do in three steps.

    pip install torch==2.13.0 bitsandbytes==0.50.2 safetensors numpy
    python make_optimizers.py

AdamW with 8-bit state on a matrix of 65 x 101, which leaves a block of 256 incomplete,
with bitsandbytes' table of values and its order of computation, but codes that are the nearest:
its own CPU kernel finds them in a coarse lookup table, where 1e-10 becomes 2e-5. And PyTorch's Muon on the four matrices of a block of width 16: queries, keys and values are given to it apart,
and all transposed, since it takes matrices as (out, in).
"""

from pathlib import Path

import torch
from bitsandbytes.functional import create_dynamic_map
from safetensors.torch import save_file

torch.manual_seed(7)
found = {"signed": create_dynamic_map(True), "unsigned": create_dynamic_map(False)}



def stored(x, table, keeps_zero):
    """x as blocks of 256 after a round through codes."""
    flat = torch.nn.functional.pad(x.flatten(), (0, -x.numel() % 256)).view(-1, 256)
    largest = flat.abs().amax(1, keepdim=True)
    codes = ((flat / largest).unsqueeze(2) - table).abs().argmin(2)
    if not keeps_zero:
        codes = torch.where((codes == 0) & (flat > 0), 1, codes)
    return (table[codes] * largest).flatten()[:x.numel()].view_as(x)


weight = torch.randn(65, 101)
found["adamw.before"] = weight.clone()
m, v = torch.zeros_like(weight), torch.zeros_like(weight)
rate, beta1, beta2, epsilon, decay = 1e-2, 0.9, 0.99, 1e-8, 0.1
for step in range(1, 4):
    gradient = torch.randn(65, 101) * torch.logspace(-4, 0, 101)
    found[f"adamw.gradient.{step - 1}"] = gradient.clone()
    m = m * beta1 + gradient * (1 - beta1)
    v = v * beta2 + gradient * gradient * (1 - beta2)
    weight *= 1 - rate * decay
    deviation = (v / (1 - beta2 ** step)).sqrt() + epsilon
    weight -= rate / (1 - beta1 ** step) * m / deviation
    m = stored(m, found["signed"], keeps_zero=True)
    v = stored(v, found["unsigned"], keeps_zero=False)
found["adamw.after"] = weight.clone()

C = 16
shapes = [(C, 3 * C), (C, C), (C, 4 * C), (4 * C, C)]
matrices = [torch.randn(shape) for shape in shapes]
for i, matrix in enumerate(matrices):
    found[f"muon.before.{i}"] = matrix.clone()
q, k, v = matrices[0].chunk(3, 1)
parts = [q, k, v, *matrices[1:]]
parts = [torch.nn.Parameter(part.t().contiguous().clone()) for part in parts]
muon = torch.optim.Muon(parts, lr=2e-2, momentum=0.95, weight_decay=0.1)
for step in range(3):
    gradients = [torch.randn(shape) for shape in shapes]
    for i, gradient in enumerate(gradients):
        found[f"muon.gradient.{step}.{i}"] = gradient.clone()
    split = [*gradients[0].chunk(3, 1), *gradients[1:]]
    for part, gradient in zip(parts, split):
        part.grad = gradient.t().contiguous().clone()
    muon.step()
after = [part.detach().t() for part in parts]
after = [torch.cat(after[:3], 1), *after[3:]]
for i, matrix in enumerate(after):
    found[f"muon.after.{i}"] = matrix.contiguous()
save_file(found, Path(__file__).with_name("optimizers.safetensors"))
