"""What more rows cost: int8 products of gpt2's matrices by 1 to 16 rows, as the model computes
them, and attention of one row to so many positions in several ways. Microseconds, the tenth
percentile; each call finds other weights or keys than the one before, as in a model.

    pip install torch==2.13.0
    GOMP_SPINCOUNT=5000 python bench/kernels/rows.py
"""

import itertools
import time

import torch

THREADS, CALLS, HEADS, WIDTH = 2, 300, 12, 64
MATRICES = [(2304, 768), (768, 768), (3072, 768), (768, 3072), (50257, 768)]  # (out, in)
PRODUCT = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32


def microseconds(call):
    for _ in range(CALLS // 10):
        call()
    times = []
    for _ in range(CALLS):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return sorted(times)[CALLS // 10] * 1e6


def packed(out, into):
    whole = torch.randint(-127, 128, (out, into)).to(torch.int8)
    scales, zeros = torch.full((out,), 0.02).double(), torch.zeros(out, dtype=torch.long)
    weights = torch._make_per_channel_quantized_tensor(whole, scales, zeros, 0)
    return torch.ops.quantized.linear_prepack(weights, None)


def products():
    layer = {}
    for out, into in MATRICES:
        several = max(1, min(30, 60_000_000 // (out * into)))
        weights = itertools.cycle([packed(out, into) for _ in range(several)])
        costs = {}
        for rows in (1, 2, 4, 8, 16):
            x = torch.rand(rows, into) * 2 - 1
            costs[rows] = microseconds(lambda: PRODUCT(x, 1 / 63, 64, next(weights)))
            layers = 1 if out > 50_000 else 12
            layer[rows] = layer.get(rows, 0) + layers * costs[rows]
        print(f"product {out} x {into}:", *(f"{n} rows {t:.0f}" for n, t in costs.items()))
    print("all of gpt2:", *(f"{n} rows {t:.0f} ({t / layer[1]:.2f} x)" for n, t in layer.items()))


def attention():
    one = torch.randn(1, HEADS, 1, WIDTH)
    two = torch.randn(1, HEADS, 2, WIDTH)
    attend = torch.nn.functional.scaled_dot_product_attention
    for positions in (64, 128, 256, 512, 900):
        caches = itertools.cycle([torch.randn(2, 1, HEADS, 1024, WIDTH) for _ in range(96)])
        seen = (torch.unbind(cache.narrow(3, 0, positions)) for cache in caches)

        def products_of(keys, values):
            return torch.softmax(one @ keys.transpose(2, 3) / 8, -1) @ values

        def sums(keys, values):
            weights = torch.softmax((keys * one).sum(-1, keepdim=True) / 8, 2)
            return (values * weights).sum(2)

        print(f"attention to {positions}:",
              f"one row {microseconds(lambda: attend(one, *next(seen))):.0f},",
              f"two rows {microseconds(lambda: attend(two, *next(seen))):.0f},",
              f"matmul {microseconds(lambda: products_of(*next(seen))):.0f},",
              f"sums {microseconds(lambda: sums(*next(seen))):.0f}")


if __name__ == "__main__":
    torch.set_num_threads(THREADS)
    products()
    attention()
