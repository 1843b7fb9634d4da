# GPT-2 (Radford et al. 2019) in the dialect that libtorch reads from a TorchScript archive. Program packs and calls it.
#
# B batch, T time, N = B * T, C channels (width), H heads, D = C / H, V vocabulary, P context length.
# e: embeddings and last norm: wte (V, C), wpe (P, C), ln_f weight, bias (C)
# w: one block's twelve tensors:
#   ln_1 weight, bias (C) . attention (C, 3C), (3C) . projection (C, C), (C)
#   ln_2 weight, bias (C) . mlp (C, 4C), (4C) . projection (4C, C), (C)
# Linear weights are (in, out), as Hugging Face's checkpoints hold them: nothing is transposed on the way in or out, and
# one row times such a matrix reads memory faster than torch.linear's (out, in) does (measured: 26 against 18 GB/s).
class Gpt2(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # ---- Decoding: the next tokens of several sequences in one call, which reads the matrices once for all.
  #
  # N tokens in all. The cache holds each sequence's keys and values, block by block, one sequence after the other, each
  # (2, 1, H, P, D); past says how many positions of each sequence are filled, and counts, how many tokens it gets.

  # What is added to the scores of attention, for each sequence (T, past + T): minus infinity where a position would look
  # ahead. Nothing for those that need no mask.
  def masks(self: __torch__.Gpt2, x: Tensor, past: List[int], counts: List[int]) -> List[Optional[Tensor]]:
    masks = annotate(List[Optional[Tensor]], [])
    for s in range(torch.len(past)):
      if counts[s] > 1 and past[s] > 0:
        ahead = torch.full([counts[s], past[s] + counts[s]], -inf, dtype=ops.prim.dtype(x), layout=None, device=ops.prim.device(x), pin_memory=False)
        _0 = torch.append(masks, torch.triu(ahead, past[s] + 1))
      else:
        _1 = torch.append(masks, None)
    return masks

  # qkv (N, 3C) -> what each position attends to (N, C). Keys and values join the cache.
  def attend(self: __torch__.Gpt2, qkv: Tensor, cache: List[Tensor], layer: int, layers: int, heads: int, past: List[int], counts: List[int], masks: List[Optional[Tensor]]) -> Tensor:
    N, C = torch.size(qkv, 0), torch.size(qkv, 1) // 3
    all = torch.permute(torch.view(qkv, [1, N, 3, heads, C // heads]), [2, 0, 3, 1, 4])
    queries = torch.select(all, 0, 0)
    fresh = torch.narrow(all, 0, 1, 2)
    seen = annotate(List[Tensor], [])
    start = 0
    for s in range(torch.len(past)):
      n = counts[s]
      q = torch.narrow(queries, 2, start, n)
      kv = cache[s * layers + layer]
      _0 = torch.copy_(torch.narrow(kv, 3, past[s], n), torch.narrow(fresh, 3, start, n))
      k, v = torch.unbind(torch.narrow(kv, 3, 0, past[s] + n))
      a = torch.scaled_dot_product_attention(q, k, v, masks[s], 0.0, n > 1 and past[s] == 0)
      _1 = torch.append(seen, torch.transpose(a, 1, 2))
      start = start + n
    return torch.reshape(torch.cat(seen, 1), [N, C])

  # Caches with room for so many positions, of which none is filled, for a model with such weights.
  def fresh(self: __torch__.Gpt2, w: Tensor, layers: int, heads: int, positions: int) -> List[Tensor]:
    caches = annotate(List[Tensor], [])
    for i in range(layers):
      _0 = torch.append(caches, torch.empty([2, 1, heads, positions, torch.size(w, 1) // heads], dtype=ops.prim.dtype(w), layout=None, device=ops.prim.device(w), pin_memory=False))
    return caches

  # w in bfloat16.
  def half(self: __torch__.Gpt2, w: Tensor) -> Tensor:
    return torch.to(w, 15)

  # Caches with room for more positions, with the first `past` of these.
  def grown(self: __torch__.Gpt2, cache: List[Tensor], past: int, positions: int) -> List[Tensor]:
    larger = annotate(List[Tensor], [])
    for t in cache:
      u = torch.empty([2, 1, torch.size(t, 2), positions, torch.size(t, 4)], dtype=ops.prim.dtype(t), layout=None, device=ops.prim.device(t), pin_memory=False)
      _0 = torch.copy_(torch.narrow(u, 3, 0, past), torch.narrow(t, 3, 0, past))
      _1 = torch.append(larger, u)
    return larger

  # ids (2, N): the tokens, and their positions in their sequences -> logits of what comes after those of them whose
  # numbers are in `scored` (S): (S, V).
  def decode(self: __torch__.Gpt2, ids: Tensor, w: List[Tensor], heads: int, cache: List[Tensor], past: List[int], counts: List[int], scored: Tensor) -> Tensor:
    x = torch.add(torch.embedding(w[0], torch.select(ids, 0, 0)), torch.embedding(w[1], torch.select(ids, 0, 1)))
    C = torch.size(x, 1)
    layers = (torch.len(w) - 4) // 12
    masks = (self).masks(x, past, counts)
    for i in range(layers):
      b = torch.slice(w, 4 + i * 12, 16 + i * 12)
      qkv = torch.addmm(b[3], torch.layer_norm(x, [C], b[0], b[1], 1e-5), b[2])
      a = (self).attend(qkv, cache, i, layers, heads, past, counts, masks)
      x1 = torch.add_(torch.addmm(b[5], a, b[4]), x)
      h = torch.gelu(torch.addmm(b[9], torch.layer_norm(x1, [C], b[6], b[7], 1e-5), b[8]), approximate="tanh")
      x = torch.add_(torch.addmm(b[11], h, b[10]), x1)
    last = torch.layer_norm(torch.index_select(x, 0, torch.view(scored, [-1])), [C], w[2], w[3], 1e-5)
    if torch.size(last, 0) == 1:
      y = torch.unsqueeze(torch.mv(w[0], torch.select(last, 0, 0)), 0)
    else:
      y = torch.mm(last, torch.t(w[0]))
    return torch.to(y, 6)

  # ---- The same in int8. f holds e, then of every block ln_1 weight, bias, attention bias, projection bias, ln_2 weight,
  # bias, mlp bias, projection bias; p the packed matrices: wte, then four of every block.

  # A matrix (out, in) as int8 and a scale for each row, symmetric: [(out, in), (out)].
  def quantize(self: __torch__.Gpt2, w: Tensor) -> List[Tensor]:
    s = torch.clamp_min(torch.div(torch.amax(torch.abs(w), [1]), 127.0), 1e-30)
    return [torch.to(torch.round(torch.div(w, torch.unsqueeze(s, 1))), 1), s]

  def pack(self: __torch__.Gpt2, q: Tensor, s: Tensor) -> __torch__.torch.classes.quantized.LinearPackedParamsBase:
    zeros = torch.zeros([torch.size(s, 0)], dtype=4, layout=None, device=None, pin_memory=False)
    return ops.quantized.linear_prepack(torch._make_per_channel_quantized_tensor(q, torch.to(s, 7), zeros, 0), None)

  # The largest of each row of x (N, in), (N, 1). (The norm with inf would be one call, which takes one number at a time.)
  def largest(self: __torch__.Gpt2, x: Tensor) -> Tensor:
    return torch.clamp_min_(torch.amax(torch.abs(x), [1], True), 1e-30)

  # x (N, in), of which each row was largest s (N, 1), divided by s and times a packed matrix. Each row lies in [-1, 1]
  # then and is rounded to steps of 1 / steps, so that what becomes of a row depends on nothing but itself. x is written over.
  def rounded(self: __torch__.Gpt2, x: Tensor, s: Tensor, p: __torch__.torch.classes.quantized.LinearPackedParamsBase, steps: int) -> Tensor:
    return ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(torch.div_(x, s), 1.0 / (float(steps)), steps + 1, p)

  # x (N, in) times a packed matrix, plus b. x is written over.
  def product8(self: __torch__.Gpt2, x: Tensor, p: __torch__.torch.classes.quantized.LinearPackedParamsBase, b: Tensor, steps: int) -> Tensor:
    s = (self).largest(x)
    return torch.addcmul(b, (self).rounded(x, s, p, steps), s)

  def decode8(self: __torch__.Gpt2, ids: Tensor, f: List[Tensor], p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], steps: int, heads: int, cache: List[Tensor], past: List[int], counts: List[int], scored: Tensor) -> Tensor:
    x = torch.add(torch.embedding(f[0], torch.select(ids, 0, 0)), torch.embedding(f[1], torch.select(ids, 0, 1)))
    C = torch.size(x, 1)
    layers = (torch.len(p) - 1) // 4
    masks = (self).masks(x, past, counts)
    for i in range(layers):
      b = torch.slice(f, 4 + i * 8, 12 + i * 8)
      qkv = (self).product8(torch.layer_norm(x, [C], b[0], b[1], 1e-5), p[1 + 4 * i], b[2], steps)
      a = (self).attend(qkv, cache, i, layers, heads, past, counts, masks)
      x1 = torch.add_((self).product8(a, p[2 + 4 * i], b[3], steps), x)
      h = torch.gelu((self).product8(torch.layer_norm(x1, [C], b[4], b[5], 1e-5), p[3 + 4 * i], b[6], steps), approximate="tanh")
      x = torch.add_((self).product8(h, p[4 + 4 * i], b[7], steps), x1)
    last = torch.layer_norm(torch.index_select(x, 0, torch.view(scored, [-1])), [C], f[2], f[3], 1e-5)
    if torch.size(last, 0) == 0:
      y = last
    else:
      s = (self).largest(last)
      y = torch.mul_((self).rounded(last, s, p[0], steps), s)
    return y

  # ---- Learning, block by block. Gpt2Learner calls embed, block..., head, block_backward..., embed_backward.
  #
  # The gradients are written out: what cheap arithmetic brings back (norms, GELU, dropout masks) is not kept from the
  # way forward, gradients are added where they belong by the product that makes them, and a block's memory is free
  # when its gradients are done. g is as w; with `first` it holds nothing yet.
  # `dtype` is of the matrix products (6 float32, 5 float16, 15 bfloat16); the residual stream, norms, softmax and g are float32.

  # x with a share p dropped and the rest scaled up; the same seed drops the same, on the way back as well.
  def dropout(self: __torch__.Gpt2, x: Tensor, p: float, seed: int) -> Tensor:
    if p == 0.0:
      return x
    else:
      random = torch.Generator(device=ops.prim.device(x), seed=seed)
      kept = torch.ge(torch.rand(torch.size(x), generator=random, dtype=6, layout=None, device=ops.prim.device(x), pin_memory=False), p)
      return torch.mul(x, torch.to(torch.div(kept, 1.0 - p), ops.prim.dtype(x)))

  # x (N, in) times w (in, out) plus b (out).
  def product(self: __torch__.Gpt2, x: Tensor, w: Tensor, b: Tensor, dtype: int) -> Tensor:
    return torch.addmm(torch.to(b, dtype), torch.to(x, dtype), torch.to(w, dtype))

  # Adds x to g, or has g be x.
  def add(self: __torch__.Gpt2, g: Tensor, x: Tensor, first: bool) -> NoneType:
    if first:
      _0 = torch.set_(g, torch.to(x, 6))
    else:
      _1 = torch.add_(g, x)
    return None

  # Adds x (N, in) transposed times y (N, out) to g (in, out).
  def add_product(self: __torch__.Gpt2, g: Tensor, x: Tensor, y: Tensor, first: bool) -> NoneType:
    if first or ops.prim.dtype(y) != 6:
      _0 = (self).add(g, torch.mm(torch.t(torch.to(x, ops.prim.dtype(y))), y), first)
    else:
      _1 = torch.addmm_(g, torch.t(x), y)
    return None

  # The gradient with respect to x of product(x, w, b), from that of its result, y; those of w and b are added to gw and gb.
  def product_backward(self: __torch__.Gpt2, y: Tensor, x: Tensor, w: Tensor, gw: Tensor, gb: Tensor, first: bool) -> Tensor:
    _0 = (self).add_product(gw, x, y, first)
    _1 = (self).add(gb, torch.sum(y, [0], False, dtype=6), first)
    return torch.mm(y, torch.t(torch.to(w, ops.prim.dtype(y))))

  def norm_backward(self: __torch__.Gpt2, y: Tensor, x: Tensor, mean: Tensor, deviation: Tensor, w: Tensor, b: Tensor, gw: Tensor, gb: Tensor, first: bool) -> Tensor:
    gx, gw1, gb1 = torch.native_layer_norm_backward(torch.to(y, 6), x, [torch.size(x, -1)], mean, deviation, w, b, [True, True, True])
    _0 = (self).add(gw, gw1, first)
    _1 = (self).add(gb, gb1, first)
    return gx

  # (N, 3C) -> queries, keys and values, (3, B, H, T, D), seen in place.
  def split(self: __torch__.Gpt2, qkv: Tensor, rows: int, heads: int) -> Tensor:
    C = torch.size(qkv, 1) // 3
    return torch.permute(torch.view(qkv, [rows, -1, 3, heads, C // heads]), [2, 0, 3, 1, 4])

  # (B, H, T, D) -> (N, C)
  def join(self: __torch__.Gpt2, a: Tensor) -> Tensor:
    return torch.reshape(torch.transpose(a, 1, 2), [torch.size(a, 0) * torch.size(a, 2), -1])

  # Attention weights (B, H, T, T) in float32, where no kernel does without them.
  def attention_weights(self: __torch__.Gpt2, q: Tensor, k: Tensor) -> Tensor:
    z = torch.mul(torch.matmul(q, torch.transpose(k, 2, 3)), (float(torch.size(q, 3))) ** -0.5)
    T = torch.size(q, 2)
    later = torch.triu(torch.ones([T, T], dtype=11, layout=None, device=ops.prim.device(q), pin_memory=False), 1)
    return torch.softmax(torch.masked_fill(z, later, -inf), -1, 6)

  # qkv (N, 3C) -> attention output (N, C), and what its gradient needs besides.
  def attention(self: __torch__.Gpt2, qkv: Tensor, rows: int, heads: int, dropout: float, seed: int, flash: bool) -> Tuple[Tensor, Tensor]:
    q, k, v = torch.unbind((self).split(qkv, rows, heads))
    if flash:
      a, lse = torch._scaled_dot_product_flash_attention_for_cpu(q, k, v, 0.0, True)
    else:
      p = (self).dropout((self).attention_weights(q, k), dropout, seed)
      a, lse = torch.matmul(torch.to(p, ops.prim.dtype(v)), v), torch.empty([0], dtype=6, layout=None, device=ops.prim.device(q), pin_memory=False)
    return ((self).join(a), lse)

  # The gradient with respect to qkv, from that of the output, y (N, C).
  def attention_backward(self: __torch__.Gpt2, y: Tensor, qkv: Tensor, a: Tensor, lse: Tensor, rows: int, heads: int, dropout: float, seed: int, flash: bool) -> Tensor:
    q, k, v = torch.unbind((self).split(qkv, rows, heads))
    C = torch.size(y, 1)
    ga = torch.transpose(torch.view(y, [rows, -1, heads, C // heads]), 1, 2)
    if flash:
      out = torch.transpose(torch.view(a, [rows, -1, heads, C // heads]), 1, 2)
      gq, gk, gv = torch._scaled_dot_product_flash_attention_for_cpu_backward(ga, q, k, v, out, lse, 0.0, True)
    else:
      p = (self).attention_weights(q, k)
      gv = torch.matmul(torch.transpose(torch.to((self).dropout(p, dropout, seed), ops.prim.dtype(y)), 2, 3), ga)
      gp = (self).dropout(torch.to(torch.matmul(ga, torch.transpose(v, 2, 3)), 6), dropout, seed)
      gz = torch.to(torch.mul(torch._softmax_backward_data(gp, p, -1, 6), (float(torch.size(q, 3))) ** -0.5), ops.prim.dtype(y))
      gq = torch.matmul(gz, k)
      gk = torch.matmul(torch.transpose(gz, 2, 3), q)
    return torch.cat([(self).join(gq), (self).join(gk), (self).join(gv)], 1)

  # ids (B, T) -> [hidden states (N, C)].
  def embed(self: __torch__.Gpt2, ids: Tensor, e: List[Tensor], dropout: float, seed: int) -> List[Tensor]:
    x = torch.add(torch.embedding(e[0], ids), torch.narrow(e[1], 0, 0, torch.size(ids, 1)))
    return [(self).dropout(torch.view(x, [-1, torch.size(x, 2)]), dropout, seed)]

  # Adds to g what y (N, C), the gradient with respect to embed's result, says of the embeddings; head was there before.
  def embed_backward(self: __torch__.Gpt2, y: List[Tensor], ids: Tensor, e: List[Tensor], g: List[Tensor], dropout: float, seed: int, first: bool) -> NoneType:
    B, T = torch.size(ids, 0), torch.size(ids, 1)
    x = (self).dropout(y[0], dropout, seed)
    _0 = torch.index_add_(g[0], 0, torch.view(ids, [-1]), x)
    if first:
      _1 = torch.set_(g[1], torch.zeros_like(e[1]))
    _2 = torch.add_(torch.narrow(g[1], 0, 0, T), torch.sum(torch.view(x, [B, T, -1]), [0]))
    return None

  # One block, from the first of `before` (N, C): [result], and with `keep` also what block_backward needs. Without `result`, anything stands in its place.
  def block(self: __torch__.Gpt2, before: List[Tensor], w: List[Tensor], rows: int, heads: int, dropout: float, seed: int, dtype: int, flash: bool, result: bool, keep: bool) -> List[Tensor]:
    x = before[0]
    h, mean, deviation = torch.native_layer_norm(x, [torch.size(x, 1)], w[0], w[1], 1e-5)
    qkv = (self).product(h, w[2], w[3], dtype)
    a, lse = (self).attention(qkv, rows, heads, dropout, seed, flash)
    x1 = torch.add((self).dropout((self).product(a, w[4], w[5], dtype), dropout, seed + 1), x)
    h1, mean1, deviation1 = torch.native_layer_norm(x1, [torch.size(x, 1)], w[6], w[7], 1e-5)
    f = (self).product(h1, w[8], w[9], dtype)
    if result:
      m = (self).product(torch.gelu(f, approximate="tanh"), w[10], w[11], dtype)
      x2 = torch.add((self).dropout(m, dropout, seed + 2), x1)
    else:
      x2 = x1
    if keep:
      after = [x2, qkv, a, lse, x1, f]
    else:
      after = [x2]
    return after

  # From the gradient with respect to a block's result to that with respect to its input, [(N, C)]; its weights' are added to g.
  def block_backward(self: __torch__.Gpt2, after: List[Tensor], before: List[Tensor], kept: List[Tensor], w: List[Tensor], g: List[Tensor], rows: int, heads: int, dropout: float, seed: int, dtype: int, flash: bool, first: bool) -> List[Tensor]:
    y, x = after[0], before[0]
    qkv, a, lse, x1, f = kept[1], kept[2], kept[3], kept[4], kept[5]
    gm = torch.to((self).dropout(y, dropout, seed + 2), dtype)
    gf = torch.gelu_backward((self).product_backward(gm, torch.gelu(f, approximate="tanh"), w[10], g[10], g[11], first), f, approximate="tanh")
    h1, mean1, deviation1 = torch.native_layer_norm(x1, [torch.size(x, 1)], w[6], w[7], 1e-5)
    gh1 = (self).product_backward(gf, h1, w[8], g[8], g[9], first)
    gx1 = torch.add_((self).norm_backward(gh1, x1, mean1, deviation1, w[6], w[7], g[6], g[7], first), y)
    ga = (self).product_backward(torch.to((self).dropout(gx1, dropout, seed + 1), dtype), a, w[4], g[4], g[5], first)
    gqkv = (self).attention_backward(ga, qkv, a, lse, rows, heads, dropout, seed, flash)
    h, mean, deviation = torch.native_layer_norm(x, [torch.size(x, 1)], w[0], w[1], 1e-5)
    gh = (self).product_backward(gqkv, h, w[2], g[2], g[3], first)
    return [torch.add_((self).norm_backward(gh, x, mean, deviation, w[0], w[1], g[0], g[1], first), gx1)]

  # The cross entropy of each position (N) against targets (B, T), in nats; 0 where the target is -100. At no time do more
  # than `limit` positions have logits. With g, also the gradient of their sum times `scale`: [with respect to the last
  # block's result (N, C), cross entropies], and the head's weights' added to g.
  def head(self: __torch__.Gpt2, last: List[Tensor], targets: Tensor, e: List[Tensor], g: List[Tensor], scale: float, limit: int, dtype: int, first: bool) -> List[Tensor]:
    N, C = torch.size(last[0], 0), torch.size(last[0], 1)
    learns = torch.len(g) > 0
    wte = torch.to(e[0], dtype)
    losses = torch.empty([N], dtype=6, layout=None, device=ops.prim.device(wte), pin_memory=False)
    gx = torch.empty([N if learns else 0, C], dtype=6, layout=None, device=ops.prim.device(wte), pin_memory=False)
    flat = torch.view(targets, [-1, 1])
    start = 0
    fresh = first
    while start < N:
      n = ops.prim.min(limit, N - start)
      x = torch.narrow(last[0], 0, start, n)
      t = torch.narrow(flat, 0, start, n)
      h, mean, deviation = torch.native_layer_norm(x, [C], e[2], e[3], 1e-5)
      y = torch.to(h, dtype)
      z = torch.log_softmax(torch.mm(y, torch.t(wte)), 1, 6)
      counts = torch.to(torch.ne(t, -100), 6)
      t1 = torch.clamp_min(t, 0)
      _0 = torch.copy_(torch.narrow(losses, 0, start, n), torch.squeeze(torch.neg(torch.mul(torch.gather(z, 1, t1), counts)), 1))
      if learns:
        p = torch.exp_(z)
        _1 = torch.scatter_add_(p, 1, t1, torch.full_like(counts, -1.0))
        gz = torch.to(torch.mul_(p, torch.mul(counts, scale)), dtype)
        _2 = (self).add_product(g[0], gz, y, fresh)
        gh = torch.mm(gz, wte)
        _3 = torch.copy_(torch.narrow(gx, 0, start, n), (self).norm_backward(gh, x, mean, deviation, e[2], e[3], g[2], g[3], fresh))
      fresh = False
      start = start + n
    return [gx, losses]

  # Hidden states [(N, C)] -> logits of every position (N, V).
  def logits(self: __torch__.Gpt2, last: List[Tensor], e: List[Tensor]) -> Tensor:
    y = torch.layer_norm(last[0], [torch.size(last[0], 1)], e[2], e[3], 1e-5)
    return torch.linear(y, e[0])

  # Lets go of the memory of g.
  def release(self: __torch__.Gpt2, g: List[Tensor]) -> NoneType:
    for t in g:
      _0 = torch.set_(t)
    return (self).widen(g)

  # Has the matrices of g in bfloat16, at half the memory; the rest stays as it is.
  def narrow(self: __torch__.Gpt2, g: List[Tensor]) -> NoneType:
    for t in g:
      if torch.dim(t) == 2:
        torch.set_data(t, torch.to(t, 15))
    return None

  # Has g in float32 again.
  def widen(self: __torch__.Gpt2, g: List[Tensor]) -> NoneType:
    for t in g:
      torch.set_data(t, torch.to(t, 6))
    return None

  # Adds h to g, from whatever device; a g that holds nothing yet becomes h.
  def add_all(self: __torch__.Gpt2, g: List[Tensor], h: List[Tensor]) -> NoneType:
    for i in range(torch.len(g)):
      if torch.numel(h[i]) > 0:
        _0 = (self).add(g[i], torch.to(h[i], ops.prim.device(g[i])), torch.numel(g[i]) == 0)
    return None

  # Gives w the values of v, from whatever device.
  def follow(self: __torch__.Gpt2, w: List[Tensor], v: List[Tensor]) -> NoneType:
    for i in range(torch.len(w)):
      _0 = torch.copy_(w[i], v[i])
    return None
