# GPT-2 (Radford et al. 2019) in the dialect that libtorch reads from a TorchScript archive. Gpt2Program packs and calls it.
#
# B batch, T time, C channels (width), H heads, D = C / H, V vocabulary, P context length.
# w: embeddings wte (V, C) and wpe (P, C), final layer norm (C), (C), then for each block twelve tensors:
#   ln_1 weight, bias (C) . attention (C, 3C), (3C) . projection (C, C), (C)
#   ln_2 weight, bias (C) . mlp (C, 4C), (4C) . projection (4C, C), (C)
# Linear weights are (in, out), as Hugging Face's checkpoints hold them: nothing is transposed on the way in or out, and
# one row times such a matrix reads memory faster than torch.linear's (out, in) does (measured: 26 against 18 GB/s).
# A list comes through DJL only from a call by named arrays, and then every argument is a tensor: hence `settings`.
class Gpt2(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def heads_first(self: __torch__.Gpt2, x: Tensor, heads: int) -> Tensor:
    B, T, C = torch.size(x, 0), torch.size(x, 1), torch.size(x, 2)
    return torch.transpose(torch.view(x, [B, T, heads, C // heads]), 1, 2)  # (B, H, T, D)

  # x (B, T, in) times w (in, out) plus b (out).
  def linear(self: __torch__.Gpt2, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    B, T = torch.size(x, 0), torch.size(x, 1)
    return torch.view(torch.addmm(b, torch.reshape(x, [B * T, torch.size(w, 0)]), w), [B, T, torch.size(w, 1)])

  # Attention output of one block, (B, T, C). With a cache, k0 and v0 are (B, H, P, D) and hold `past` positions already.
  def attention(self: __torch__.Gpt2, x: Tensor, w: List[Tensor], o: int, heads: int, dropout: float, cache: List[Tensor], past: int) -> Tensor:
    B, T, C = torch.size(x, 0), torch.size(x, 1), torch.size(x, 2)
    q, k, v = torch.chunk((self).linear(x, w[o + 2], w[o + 3]), 3, 2)
    q1 = (self).heads_first(q, heads)
    k1 = (self).heads_first(k, heads)
    v1 = (self).heads_first(v, heads)
    if torch.gt(torch.len(cache), 0):
      i = torch.mul(torch.floordiv(torch.sub(o, 4), 12), 2)
      _0 = torch.copy_(torch.narrow(cache[i], 2, past, T), k1)
      _1 = torch.copy_(torch.narrow(cache[i + 1], 2, past, T), v1)
      k2 = torch.narrow(cache[i], 2, 0, past + T)
      v2 = torch.narrow(cache[i + 1], 2, 0, past + T)
    else:
      k2 = k1
      v2 = v1
    if torch.eq(T, 1):
      a = torch.scaled_dot_product_attention(q1, k2, v2, None, 0.0, False)
    else:
      if torch.eq(past, 0):
        a = torch.scaled_dot_product_attention(q1, k2, v2, None, dropout, True)
      else:
        mask = torch.tril(torch.ones([T, past + T], dtype=11, layout=None, device=ops.prim.device(x), pin_memory=False), past)
        a = torch.scaled_dot_product_attention(q1, k2, v2, mask, dropout, False)
    return (self).linear(torch.reshape(torch.transpose(a, 1, 2), [B, T, C]), w[o + 4], w[o + 5])

  def block(self: __torch__.Gpt2, x: Tensor, w: List[Tensor], o: int, heads: int, dropout: float, cache: List[Tensor], past: int) -> Tensor:
    C = torch.size(x, 2)
    h = torch.layer_norm(x, [C], w[o], w[o + 1], 1e-5)
    a = (self).attention(h, w, o, heads, dropout, cache, past)
    x1 = torch.add(x, torch.dropout(a, dropout, torch.gt(dropout, 0.0)))
    h1 = torch.layer_norm(x1, [C], w[o + 6], w[o + 7], 1e-5)
    h2 = torch.gelu((self).linear(h1, w[o + 8], w[o + 9]), approximate="tanh")
    m = (self).linear(h2, w[o + 10], w[o + 11])
    return torch.add(x1, torch.dropout(m, dropout, torch.gt(dropout, 0.0)))

  # ids (B, T) -> hidden states after the last block, before the final layer norm (B, T, C).
  def hidden(self: __torch__.Gpt2, ids: Tensor, w: List[Tensor], heads: int, dropout: float, cache: List[Tensor], past: int) -> Tensor:
    positions = torch.narrow(w[1], 0, past, torch.size(ids, 1))
    e = torch.add(torch.embedding(w[0], ids), positions)
    x = torch.dropout(e, dropout, torch.gt(dropout, 0.0))
    layers = torch.floordiv(torch.sub(torch.len(w), 4), 12)
    for i in range(layers):
      x = (self).block(x, w, 4 + i * 12, heads, dropout, cache, past)
    return x

  # Hidden states (..., C) -> logits (..., V). The output matrix is the token embedding.
  def logits(self: __torch__.Gpt2, x: Tensor, w: List[Tensor]) -> Tensor:
    y = torch.layer_norm(x, [torch.size(x, -1)], w[2], w[3], 1e-5)
    return torch.linear(y, w[0])

  # Mean cross entropy of ids (B, T) against targets (B, T); a target of -100 does not count.
  def cross_entropy(self: __torch__.Gpt2, ids: Tensor, targets: Tensor, w: List[Tensor], heads: int, dropout: float) -> Tensor:
    z = (self).logits((self).hidden(ids, w, heads, dropout, annotate(List[Tensor], []), 0), w)
    return torch.cross_entropy_loss(torch.view(z, [-1, torch.size(z, -1)]), torch.view(targets, [-1]))

  # One sequence, ids (1, T), after `past` cached positions -> logits of the token that comes next (V).
  def decode(self: __torch__.Gpt2, ids: Tensor, w: List[Tensor], heads: int, cache: List[Tensor], past: int) -> Tensor:
    x = (self).hidden(ids, w, heads, 0.0, cache, past)
    last = torch.select(torch.select(x, 0, 0), 0, -1)
    y = torch.layer_norm(last, [torch.size(last, 0)], w[2], w[3], 1e-5)
    return torch.mv(w[0], y)

  # The same matrix with its columns side by side in memory: a matrix times a vector then reads faster (26 against 18 GB/s).
  def column_major(self: __torch__.Gpt2, w: Tensor) -> Tensor:
    return torch.t(torch.contiguous(torch.t(w)))

  # ids (B, T) -> logits of every position (B, T, V).
  def all_logits(self: __torch__.Gpt2, ids: Tensor, w: List[Tensor], heads: int) -> Tensor:
    return (self).logits((self).hidden(ids, w, heads, 0.0, annotate(List[Tensor], []), 0), w)

  def loss(self: __torch__.Gpt2, ids: Tensor, targets: Tensor, w: List[Tensor], heads: int) -> Tensor:
    return (self).cross_entropy(ids, targets, w, heads, 0.0)

  # Adds the gradients of the loss times `scale` to g. settings: heads, dropout, scale. Returns the loss, unscaled.
  def gradients(self: __torch__.Gpt2, ids: Tensor, targets: Tensor, settings: Tensor, w: List[Tensor], g: List[Tensor]) -> Tensor:
    heads = int(settings[0])
    dropout = float(settings[1])
    scale = float(settings[2])
    prior = torch.is_grad_enabled()
    torch.set_grad_enabled(True)
    leaves = annotate(List[Tensor], [])
    for t in w:
      _0 = torch.append(leaves, torch.requires_grad_(torch.detach(t), True))
    loss = (self).cross_entropy(ids, targets, leaves, heads, dropout)
    found = torch.grad([torch.mul(loss, scale)], leaves)
    torch.set_grad_enabled(prior)
    for i in range(torch.len(g)):
      _1 = torch.add_(g[i], unchecked_cast(Tensor, found[i]))
    return torch.detach(loss)

  # Scales g so that its global norm is at most `limit` (0: leaves it). Returns the norm before that.
  def clip(self: __torch__.Gpt2, limit: Tensor, g: List[Tensor]) -> Tensor:
    norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g)))
    if torch.gt(float(limit), 0.0):
      torch._foreach_mul_(g, torch.clamp(torch.div(float(limit), torch.add(norm, 1e-6)), None, 1.0))
    return norm

  # One AdamW step (Loshchilov and Hutter 2019) on w, then g is zeroed.
  # settings: learning rate, beta 1, beta 2, epsilon, weight decay, step from 1. Returns the learning rate, having to return something.
  # The lists must be arguments: on lists built here, dead code elimination takes the step for one without effect.
  def adamw(self: __torch__.Gpt2, settings: Tensor, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor]) -> Tensor:
    step = torch.to(settings[5], 6)
    steps = annotate(List[Tensor], [])
    for i in range(torch.len(w)):
      _0 = torch.append(steps, step)
    torch._fused_adamw_(w, g, m, v, annotate(List[Tensor], []), steps, lr=float(settings[0]), beta1=float(settings[1]), beta2=float(settings[2]), weight_decay=float(settings[4]), eps=float(settings[3]), amsgrad=False, maximize=False)
    torch._foreach_zero_(g)
    return settings[0]
