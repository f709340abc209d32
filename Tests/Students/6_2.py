#=== answer
#%% make-model
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(10, 5)
        self.fc2 = nn.Linear(5, 5)
        self.out = nn.Linear(5, 1)

    def forward(self, x):
        return self.out(torch.relu(self.fc2(torch.relu(self.fc1(x)))))

model = Net()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
step.initial(model)
#%% train
criterion = nn.MSELoss()
model.train()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        step.order(rows)
        loss.backward()
        optimizer.step()
step.final(model)
#%% test
model.eval()
criterion = nn.MSELoss()
with torch.no_grad():
    losses = [criterion(model(x), y.float().unsqueeze(1)).item() for _, x, y in test_loader]
    out = torch.cat([model(x) for _, x, y in test_loader])
    target = torch.cat([y for _, x, y in test_loader]).float().unsqueeze(1)
step.value("mean_batch_loss", sum(losses) / len(losses))
step.value("loss", criterion(out, target))

#=== right sequential
#%% make-model
model = nn.Sequential(nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
step.initial(model)

#=== right functional-names
#%% make-model
class Progression(nn.Module):
    def __init__(self, width=5):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(10, width), nn.Linear(width, width), nn.Linear(width, 1)

    def forward(self, measurements):
        hidden = F.relu(self.a(measurements))
        hidden = F.relu(self.b(hidden))
        return self.c(hidden)

import torch.nn.functional as F
model = Progression()
step.initial(model)
optimizer = torch.optim.Adam([{"params": model.parameters()}], lr=0.001, betas=(0.9, 0.999), eps=1e-8)

#=== right inplace-relu
#%% make-model
model = nn.Sequential(
    nn.Linear(10, 5), nn.ReLU(inplace=True), nn.Linear(5, 5), nn.ReLU(inplace=True), nn.Linear(5, 1))
optimizer = torch.optim.Adam(list(model.parameters()), lr=0.001)
step.initial(model)

#=== right loss-lists
#%% train
history, seen = [], []
for epoch in range(PARAMETERS["epochs"]):
    for i, batch in enumerate(train_loader):
        idx, inputs, targets = batch
        preds = model(inputs)
        batch_loss = ((preds - targets.float().view(-1, 1)) ** 2).mean()
        optimizer.zero_grad(set_to_none=False)
        batch_loss.backward()
        optimizer.step()
        history.append(batch_loss.item())
        seen.extend(idx.tolist())
for value in history:
    step.loss(value)
step.order(seen)
step.final(model)

#=== right squeezed-output
#%% train
loss_fn = torch.nn.functional.mse_loss
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        out = model(x).squeeze(1)
        loss = loss_fn(out, y.to(torch.float32))
        for p in model.parameters():
            p.grad = None
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== right function-and-while
#%% train
def one_epoch(net, opt, batches):
    net.train()
    for rows, x, y in batches:
        loss = torch.mean(torch.square(net(x) - y.float()[:, None]))
        net.zero_grad()
        loss.backward()
        opt.step()
        step.loss(loss.detach())
        step.order(rows)

done = 0
while done < PARAMETERS["epochs"]:
    one_epoch(model, optimizer, train_loader)
    done += 1
step.final(model)

#=== right own-loader
#%% train
from torch.utils.data import TensorDataset
numbers = torch.arange(len(train_rows))
data = TensorDataset(numbers, train_rows.x, train_rows.y.float().unsqueeze(1))
mine = DataLoader(data, batch_size=50, shuffle=True)
criterion = nn.MSELoss(reduction="sum")
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in mine:
        optimizer.zero_grad()
        loss = criterion(model(x), y) / len(x)
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== right evaluated-at-once
#%% test
model.eval()
mse = nn.MSELoss()
with torch.inference_mode():
    total, count, means = 0.0, 0, []
    for _, x, y in test_loader:
        batch = mse(model(x), y.float().reshape(-1, 1))
        means.append(batch.item())
        total += batch.item() * len(x)
        count += len(x)
import numpy
step.value("loss", total / count)
step.value("mean_batch_loss", numpy.mean(means))

#=== right never-switched
#%% train
criterion = nn.MSELoss()
model.eval()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        loss = criterion(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        step.order(rows)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
step.final(model)

#=== wrong never-zeroed
#%% train
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong zeroed-each-epoch
#%% train
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    optimizer.zero_grad()
    for rows, x, y in train_loader:
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong zeroed-before-step
#%% train
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong stepped-first
#%% train
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        optimizer.step()
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong never-stepped
#%% train
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong loss-summed
#%% train
criterion = nn.MSELoss(reduction="sum")
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong target-broadcast
#%% train
import warnings
warnings.simplefilter("ignore")
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float())
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong other-loss
#%% train
criterion = nn.L1Loss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong not-shuffled
#%% train
criterion = nn.MSELoss()
loader = DataLoader(train_rows, batch_size=50)
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong shuffled-once
#%% train
criterion = nn.MSELoss()
batches = list(train_loader)
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in batches:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong permuted-once
#%% train
criterion = nn.MSELoss()
perm = torch.randperm(len(train_rows))
for epoch in range(PARAMETERS["epochs"]):
    for start in range(0, len(perm), 50):
        rows = perm[start:start + 50]
        x, y = train_rows.x[rows], train_rows.y[rows]
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong seed
#%% train
torch.manual_seed(0)
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong learning-rate
#%% make-model
model = nn.Sequential(nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
step.initial(model)

#=== wrong learning-rate
#%% make-model
model = nn.Sequential(nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-4)
step.initial(model)

#=== wrong weight-decay
#%% make-model
model = nn.Sequential(nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.001, weight_decay=0.01)
step.initial(model)

#=== wrong other-optimizer
#%% make-model
model = nn.Sequential(nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 1))
optimizer = torch.optim.RMSprop(model.parameters(), lr=0.001)
step.initial(model)

#=== wrong optimizer-part
#%% make-model
model = nn.Sequential(nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 1))
optimizer = torch.optim.Adam(model[4].parameters(), lr=0.001)
step.initial(model)

#=== wrong other-models-optimizer
#%% make-model
def build():
    return nn.Sequential(nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 1))
optimizer = torch.optim.Adam(build().parameters(), lr=0.001)
torch.manual_seed(42)
model = build()
step.initial(model)

#=== wrong frozen
#%% train
for p in list(model.parameters())[:2]:
    p.requires_grad = False
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== wrong relu-left-out
#%% make-model
model = nn.Sequential(nn.Linear(10, 5), nn.Linear(5, 5), nn.Linear(5, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
step.initial(model)

#=== right relu-at-the-end-without-effect
#%% make-model
# Every output is above 0 here, so it shows in no number.
model = nn.Sequential(
    nn.Linear(10, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 1), nn.ReLU())
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
step.initial(model)

#=== wrong bias-left-out
#%% make-model
model = nn.Sequential(
    nn.Linear(10, 5, bias=False), nn.ReLU(), nn.Linear(5, 5, bias=False), nn.ReLU(),
    nn.Linear(5, 1, bias=False))
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
step.initial(model)

#=== wrong dropout
#%% make-model
model = nn.Sequential(
    nn.Linear(10, 5), nn.ReLU(), nn.Dropout(0.2), nn.Linear(5, 5), nn.ReLU(), nn.Dropout(0.2),
    nn.Linear(5, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
step.initial(model)

#=== wrong other-figure
#%% test
model.eval()
criterion = nn.MSELoss()
with torch.no_grad():
    losses = [criterion(model(x), y.float().unsqueeze(1)).item() for _, x, y in test_loader]
step.value("mean_batch_loss", sum(losses) / len(losses))
step.value("loss", sum(losses) / len(losses))

#=== wrong tried-on-other-rows
#%% test
model.eval()
criterion = nn.MSELoss()
with torch.no_grad():
    losses = [criterion(model(x), y.float().unsqueeze(1)).item() for _, x, y in train_loader]
    step.value("loss", criterion(model(train_rows.x), train_rows.y.float().unsqueeze(1)))

#=== unknown two-mistakes
#%% train
criterion = nn.L1Loss(reduction="sum")
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== unknown half-epochs
#%% train
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"] // 2):
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        loss.backward()
        optimizer.step()
        step.loss(loss)
        step.order(rows)
step.final(model)

#=== unknown layers-made-backwards
#%% make-model
class Backwards(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(5, 1)
        self.b = nn.Linear(5, 5)
        self.a = nn.Linear(10, 5)

    def forward(self, x):
        return self.out(torch.relu(self.b(torch.relu(self.a(x)))))

model = Backwards()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
step.initial(model)
