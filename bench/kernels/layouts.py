"""One row times gpt2's matrices, by memory layout: pip install torch==2.13.0; python layouts.py"""

import time

import torch


def milliseconds(product, count=40):
    times = []
    for i in range(count + 3):
        started = time.perf_counter()
        product(i % 12)  # another matrix each time, so that it comes from memory
        times.append(time.perf_counter() - started)
    return 1000 * sorted(times[3:])[count // 2]


for rows, columns in ((768, 2304), (768, 3072), (3072, 768), (768, 768)):
    out_in = [torch.randn(columns, rows) for _ in range(12)]
    in_out = [w.t().contiguous() for w in out_in]
    bias, x = torch.randn(columns), torch.randn(1, rows)
    gigabytes = rows * columns * 4 / 1e9
    linear = milliseconds(lambda i: torch.nn.functional.linear(x, out_in[i], bias))
    addmm = milliseconds(lambda i: torch.addmm(bias, x, in_out[i]))
    print(f"{rows} x {columns}: (out, in) {1000 * gigabytes / linear:.1f} GB/s,"
          f" (in, out) {1000 * gigabytes / addmm:.1f} GB/s")
