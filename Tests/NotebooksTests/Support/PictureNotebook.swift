import Testing

@testable import Notebooks

/// A notebook about pictures in the manner of many courses, with changes in its code: it looks at a batch
/// first, its model gives logits and probabilities, and each epoch counts hits.
struct PictureNotebook: EditedCode {
  var edits: [CodeEdit]

  init(_ edits: (String, String)...) { self.edits = edits.map { CodeEdit(old: $0.0, new: $0.1) } }

  static let data = """
    import time
    import torch
    from torch import nn
    import torch.nn.functional as F
    import matplotlib.pyplot as plt
    from torchvision import datasets, transforms
    from torch.utils.data import DataLoader
    steps = transforms.ToTensor()
    learned = datasets.MNIST(root="here", train=True, transform=steps, download=True)
    kept = datasets.MNIST(root="here", train=False, transform=steps)
    batches = DataLoader(dataset=learned, batch_size=50, shuffle=True)
    others = DataLoader(dataset=kept, batch_size=50, shuffle=False)
    for x, y in batches:
        print("a batch:", x.shape, y.shape)
        break
    """
  static let model = """
    class Digits(nn.Module):
        def __init__(self, width):
            super().__init__()
            self.first = nn.Linear(784, width)
            self.last = nn.Linear(width, 10)
        def forward(self, x):
            x = torch.tanh(self.first(x))
            scores = self.last(x)
            shares = F.softmax(scores, dim=1)
            return scores, shares
    torch.manual_seed(4)
    net = Digits(20)
    stepper = torch.optim.SGD(net.parameters(), lr=0.1)
    """
  static let fit = """
    def hits(net, rows):
        net.eval()
        right, all = 0, 0
        for x, y in rows:
            scores, shares = net(x.view(-1, 784))
            _, best = torch.max(shares, 1)
            all += y.size(0)
            right += (best == y).sum()
        return right.float() / all * 100

    begun = time.time()
    for turn in range(3):
        net.train()
        for number, (x, y) in enumerate(batches):
            scores, shares = net(x.view(-1, 784))
            cost = F.cross_entropy(scores, y)
            stepper.zero_grad()
            cost.backward()
            stepper.step()
            if not number % 50:
                print("turn %d batch %d of %d: %.4f" % (turn + 1, number, len(batches), cost))
        with torch.set_grad_enabled(False):
            print("turn %d: %.2f%%" % (turn + 1, hits(net, batches)))
        print("%.2f min" % ((time.time() - begun) / 60))
    """
  static let score = """
    print("others: %.2f%%" % hits(net, others))
    """

  static let cells = [data, model, fit, score]

  func notes() throws -> [String] { try recognized().flatMap(\.notes) }
}
