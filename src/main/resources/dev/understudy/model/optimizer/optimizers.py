# One step of each optimizer, in the dialect that libtorch reads from a TorchScript archive. Program packs and calls it.
#
# w, g: parameters and their gradients, which are divided by `shrink` first. Lists must be arguments of these calls: for
# lists built here, dead code elimination takes an in-place step on them for one without effect.
class Optimizers(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # The global norm of g, in float32.
  def norm(self: __torch__.Optimizers, g: List[Tensor]) -> Tensor:
    return torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g, 2, 6)))

  # AdamW (Loshchilov and Hutter 2019). constants: learning rate, beta 1, beta 2, epsilon, weight decay. steps: the step's number, from 1, for each parameter.
  def adamw(self: __torch__.Optimizers, constants: List[float], steps: List[Tensor], shrink: Tensor, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor]) -> NoneType:
    torch._fused_adamw_(w, g, m, v, annotate(List[Tensor], []), steps, lr=constants[0], beta1=constants[1], beta2=constants[2], weight_decay=constants[4], eps=constants[3], amsgrad=False, maximize=False, grad_scale=shrink)
    return None

  # Blocks of 256 numbers (n, 256) from their codes and the largest magnitude of each block (n).
  def decode(self: __torch__.Optimizers, codes: Tensor, largest: Tensor, table: Tensor) -> Tensor:
    values = torch.index_select(table, 0, torch.to(torch.view(codes, [-1]), 3))
    return torch.mul_(torch.view(values, [-1, 256]), torch.unsqueeze(largest, 1))

  # The other way: each number becomes the nearest of the table. A code ends where the next of `bounds` lies.
  def encode(self: __torch__.Optimizers, x: Tensor, codes: Tensor, largest: Tensor, bounds: Tensor) -> NoneType:
    _0 = torch.copy_(largest, torch.amax(torch.abs(x), [1]))
    scaled = torch.div(x, torch.unsqueeze(torch.clamp_min(largest, 1e-30), 1))
    _1 = torch.copy_(codes, torch.bucketize(scaled, bounds, out_int32=True))
    return None

  # AdamW with moments in 8 bits (Dettmers et al. 2022): codes of the first (c1) and second (c2) moments, (n, 256), and the
  # largest magnitudes of their blocks (a1, a2), (n). tables: signed values, their bounds, unsigned values, their bounds.
  # A million numbers are worked on at a time.
  def adamw_8bit(self: __torch__.Optimizers, constants: List[float], step: float, shrink: Tensor, tables: List[Tensor], w: List[Tensor], g: List[Tensor], c1: List[Tensor], a1: List[Tensor], c2: List[Tensor], a2: List[Tensor]) -> NoneType:
    rate, beta1, beta2, epsilon, decay = constants[0], constants[1], constants[2], constants[3], constants[4]
    bias1 = 1.0 - beta1 ** step
    bias2 = 1.0 - beta2 ** step
    for i in range(torch.len(w)):
      flat = torch.view(w[i], [-1])
      gradient = torch.view(g[i], [-1])
      blocks = torch.len(a1[i])
      start = 0
      while start < blocks:
        n = ops.prim.min(4096, blocks - start)
        from = start * 256
        size = ops.prim.min(n * 256, torch.numel(flat) - from)
        x = torch.div(torch.to(torch.narrow(gradient, 0, from, size), 6), shrink)
        y = torch.view(torch.constant_pad_nd(x, [0, n * 256 - size]), [n, 256])
        q1, q2 = torch.narrow(c1[i], 0, start, n), torch.narrow(c2[i], 0, start, n)
        l1, l2 = torch.narrow(a1[i], 0, start, n), torch.narrow(a2[i], 0, start, n)
        m = torch.add_(torch.mul_((self).decode(q1, l1, tables[0]), beta1), y, alpha=1.0 - beta1)
        v = torch.addcmul_(torch.mul_((self).decode(q2, l2, tables[2]), beta2), y, y, value=1.0 - beta2)
        move = torch.div(m, torch.add_(torch.mul_(torch.sqrt(v), bias2 ** -0.5), epsilon))
        part = torch.narrow(flat, 0, from, size)
        _0 = torch.add_(torch.mul_(part, 1.0 - rate * decay), torch.narrow(torch.view(move, [-1]), 0, 0, size), alpha=-rate / bias1)
        _1 = (self).encode(m, q1, l1, tables[1])
        _2 = (self).encode(v, q2, l2, tables[3])
        start = start + n
    return None

  # The nearest half-orthogonal matrices to x (K, r, c), about: five rounds of Newton and Schulz with Jordan's coefficients.
  def orthogonal(self: __torch__.Optimizers, x: Tensor, dtype: int) -> Tensor:
    tall = torch.size(x, 1) > torch.size(x, 2)
    y = torch.transpose(x, 1, 2) if tall else x
    y = torch.to(torch.div(y, torch.add(torch.linalg_vector_norm(y, 2, [1, 2], True), 1e-7)), dtype)
    for _ in range(5):
      a = torch.bmm(y, torch.transpose(y, 1, 2))
      y = torch.baddbmm(y, torch.baddbmm(a, a, a, beta=-4.7750, alpha=2.0315), y, beta=3.4445)
    z = torch.to(y, 6)
    return torch.transpose(z, 1, 2) if tall else z

  # Muon (Jordan 2024) with Nesterov's momentum, for the four matrices (in, out) of each block in turn; queries, keys and
  # values are orthogonalised apart. constants: learning rate, momentum, weight decay.
  def muon(self: __torch__.Optimizers, constants: List[float], shrink: Tensor, dtype: int, w: List[Tensor], g: List[Tensor], m: List[Tensor]) -> NoneType:
    rate, momentum, decay = constants[0], constants[1], constants[2]
    moves = annotate(List[Tensor], [])
    for i in range(torch.len(w)):
      x = torch.div(g[i], shrink)
      _0 = torch.lerp_(m[i], x, 1.0 - momentum)
      _1 = torch.append(moves, torch.lerp_(x, m[i], momentum))
    for j in range(torch.len(w) // 4):
      i = j * 4
      C = torch.size(w[i], 0)
      q, k, v = torch.chunk(moves[i], 3, 1)
      square = (self).orthogonal(torch.stack([q, k, v, moves[i + 1]]), dtype)
      wide = (self).orthogonal(torch.stack([moves[i + 2], torch.t(moves[i + 3])]), dtype)
      found = [torch.cat([square[0], square[1], square[2]], 1), square[3], torch.mul(wide[0], 2.0), torch.t(wide[1])]
      for n in range(4):
        _2 = torch.add_(torch.mul_(w[i + n], 1.0 - rate * decay), found[n], alpha=-rate)
    return None
