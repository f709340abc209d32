import Testing

@testable import Notebooks

/// A notebook about a table, with changes in its code.
struct TableNotebook: EditedCode {
  var edits: [CodeEdit]

  init(_ edits: (String, String)...) { self.edits = edits.map { CodeEdit(old: $0.0, new: $0.1) } }

  static let data = """
    import torch
    from torch import nn, optim
    import torch.nn.functional as F
    from sklearn.datasets import load_iris
    from sklearn.model_selection import train_test_split
    from sklearn.preprocessing import StandardScaler
    from sklearn.metrics import accuracy_score
    from torch.utils.data import DataLoader, TensorDataset
    flowers = load_iris()
    a, b, c, d = train_test_split(flowers.data, flowers.target, test_size=0.3, random_state=1)
    size = StandardScaler()
    a = size.fit_transform(a)
    b = size.transform(b)
    a = torch.tensor(a, dtype=torch.float32)
    b = torch.tensor(b, dtype=torch.float32)
    c = torch.tensor(c, dtype=torch.long)
    d = torch.tensor(d, dtype=torch.long)
    batches = DataLoader(TensorDataset(a, c), batch_size=16, shuffle=True)
    others = DataLoader(TensorDataset(b, d), batch_size=16)
    """
  static let model = """
    class Flowers(nn.Module):
        def __init__(self, width):
            super().__init__()
            self.first = nn.Linear(4, width)
            self.drop = nn.Dropout(0.2)
            self.last = nn.Linear(width, 3)
        def forward(self, x):
            x = F.relu(self.first(x))
            return self.last(self.drop(x))
    net = Flowers(8)
    measure = nn.CrossEntropyLoss()
    stepper = optim.Adam(net.parameters(), lr=0.01)
    slower = optim.lr_scheduler.StepLR(stepper, 5, gamma=0.5)
    """
  static let fit = """
    seen, held = [], []
    for turn in range(20):
        net.train()
        total = 0
        for x, y in batches:
            stepper.zero_grad()
            loss = measure(net(x), y)
            loss.backward()
            stepper.step()
            total += loss.item()
        seen.append(total / len(batches))
        net.eval()
        rest = 0
        with torch.no_grad():
            for x, y in others:
                rest += measure(net(x), y).item()
        held.append(rest / len(others))
        slower.step()
        if (turn + 1) % 5 == 0:
            print(f"{turn} {total / len(batches):.4f}")
    """
  static let score = """
    net.eval()
    right, count = 0, 0
    with torch.no_grad():
        for x, y in others:
            best = net(x).argmax(dim=1)
            right += (best == y).sum().item()
            count += y.size(0)
    print(right / count)
    """

  static let cells = [data, model, fit, score]
}
