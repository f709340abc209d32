import Testing

@testable import Notebooks

/// Dimensions of 1 that a model takes away, and functions that look at what goes through a layer.
@Suite struct SqueezeAndHookTests {
  /// The notebook about pictures with a convolution, whose channels become one number each.
  private func notebook(_ lines: String, size: String = "1") -> PictureNotebook {
    PictureNotebook(
      ("nn.Linear(784, width)", "nn.Conv2d(1, width, 3)"), ("x.view(-1, 784)", "x"),
      (
        "x = torch.tanh(self.first(x))",
        "x = F.adaptive_avg_pool2d(torch.tanh(self.first(x)), \(size))\n        \(lines)"
      ))
  }

  @Test(arguments: [
    "x.squeeze_(-1); x.squeeze_(-1)", "x.squeeze_(3); x.squeeze_(dim=2)",
    "x = x.squeeze(-1).squeeze(-1)", "x = torch.squeeze(torch.squeeze(x, -1), -1)",
    "x.squeeze_(-1); y = x.squeeze_(-1); x = y",
  ])
  func takesDimensionsOfOneAway(_ lines: String) throws {
    #expect(try notebook(lines).problems() == [])
    let all = try notebook(lines).lines()
    let start = try #require(all.firstIndex(of: "- model:"))
    #expect(
      Array(all[(start + 1)...(start + 6)]) == [
        "    - first: {conv2d: [1, 20, 3]}", "    - tanh", "    - adaptive_avg_pool2d: 1",
        "    - {select: 0, dim: 3}", "    - {select: 0, dim: 2}", "    - last: {linear: [20, 10]}",
      ])
  }

  @Test(arguments: [
    // Rows, channels, or whatever is 1.
    "x.squeeze_(0)", "x.squeeze_(1)", "x.squeeze_(); x.squeeze_()", "x.squeeze_(-1); x.squeeze_()",
    "x.squeeze_(-4)", "x.squeeze_(9)", "x.squeeze_(n)", "x.squeeze_(-1, 2); x.squeeze_(-1)",
    // Somebody else may hold it.
    "y = x; x.squeeze_(-1); x.squeeze_(-1); x = y", "self.x = x; x.squeeze_(-1); x.squeeze_(-1)",
    "y = x.clone(); x.squeeze_(-1); x.squeeze_(-1)",
    "x.unsqueeze_(-1)", "x.transpose_(1, 2)",
  ])
  func marksOtherDimensions(_ lines: String) throws {
    #expect(try notebook(lines).problems() != [])
  }

  @Test func marksADimensionThatIsNotOne() throws {
    #expect(try notebook("x.squeeze_(-1); x.squeeze_(-1)", size: "2").problems() != [])
    #expect(try notebook("x.squeeze_(-1); x.squeeze_(-1)", size: "(1, 2)").problems() != [])
  }

  @Test func marksAnInputThatLosesADimension() throws {
    let notebook = PictureNotebook(
      ("x = torch.tanh(self.first(x))", "x.squeeze_(1)\n        x = torch.tanh(self.first(x))"))
    #expect(try notebook.problems() != [])
  }

  // MARK: - Hooks

  private func notebook(hook: String, _ call: String) -> PictureNotebook {
    PictureNotebook(
      (
        "print(\"others",
        "kept, named = [], {}\n\(hook)\n\(call)\n_ = net(x.view(-1, 784))\nprint(kept)\nprint(\"others"
      ))
  }

  @Test(arguments: [
    ("def keep(a, b, c):\n    kept.append(c)", "net.first.register_forward_hook(keep)"),
    (
      "def keep(a, b, c):\n    kept.append(c.detach().cpu())",
      "net.last.register_forward_hook(keep)"
    ),
    (
      "def keep(a, b, c):\n    named[\"first\"] = c.clone()",
      "net.first.register_forward_hook(keep)"
    ),
    (
      "def keep(a, b, c):\n    \"Keeps.\"\n    kept.append(c.shape)\n    return None",
      "net.register_forward_hook(keep)"
    ),
  ])
  func passesOverAHookThatKeepsValues(_ hook: String, _ call: String) throws {
    let notebook = notebook(hook: hook, call)
    #expect(try notebook.problems() == [])
    #expect(try notebook.lines() == PictureNotebook().lines())
    #expect(try notebook.notes().contains { $0.contains("what goes through a layer") })
  }

  @Test(arguments: [
    ("def keep(a, b, c):\n    return c * 2", "net.first.register_forward_hook(keep)"),
    (
      "def keep(a, b, c):\n    kept.append(c)\n    return c.tanh()",
      "net.first.register_forward_hook(keep)"
    ),
    ("def keep(a, b, c):\n    c.mul_(2)", "net.first.register_forward_hook(keep)"),
    ("def keep(a, b, c):\n    kept.append(c.mul_(2))", "net.first.register_forward_hook(keep)"),
    ("def keep(a, b, c):\n    a.weight.data.zero_()", "net.first.register_forward_hook(keep)"),
    ("def keep(a, b, c):\n    a.append(c)", "net.first.register_forward_hook(keep)"),
    ("def keep(a, b, c):\n    c[\"first\"] = b", "net.first.register_forward_hook(keep)"),
    ("def keep(a, b, c):\n    if a: kept.append(c)", "net.first.register_forward_hook(keep)"),
    ("def keep(a, b):\n    kept.append(b)", "net.first.register_forward_pre_hook(keep)"),
    ("def keep(a, b, c):\n    kept.append(c)", "net.first.register_full_backward_hook(keep)"),
    (
      "def keep(a, b, c):\n    kept.append(c)",
      "net.first.register_forward_hook(keep, prepend=True)"
    ),
    ("keep = lambda a, b, c: c * 2", "net.first.register_forward_hook(keep)"),
    (
      "kept = steps\ndef keep(a, b, c):\n    kept.append(c)",
      "net.first.register_forward_hook(keep)"
    ),
  ])
  func marksAHookThatMayDoMore(_ hook: String, _ call: String) throws {
    #expect(try notebook(hook: hook, call).problems() != [])
  }
}
