#=== answer
#%% make-model
class Neuron(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(30, 1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        return self.sigmoid(self.linear(x))

model = Neuron()
step.initial(model)
#%% setup
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
criterion = nn.BCELoss()
#%% train
model.train()
x, y = train_rows.x, train_rows.y.float().unsqueeze(1)
for epoch in range(PARAMETERS["epochs"]):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    step.loss(loss)
    loss.backward()
    optimizer.step()
    if (epoch + 1) % 10 == 0:
        print(epoch + 1, round(loss.item(), 4))
        step.printed(round(loss.item(), 4))
step.final(model)
#%% test
model.eval()
with torch.no_grad():
    output = model(test_rows.x)
    target = test_rows.y.float().unsqueeze(1)
    accuracy = ((output >= 0.5) == target.bool()).float().mean()
step.value("held_out.accuracy", accuracy)
step.value("held_out.mean_loss", criterion(output, target))

#=== right sequential
#%% make-model
model = nn.Sequential(nn.Linear(30, 1), nn.Sigmoid())
step.initial(model)

#=== right no-modules
#%% make-model
lin = nn.Linear(30, 1)
step.initial(lin)
def model(x):
    return torch.sigmoid(lin(x))
model.train = lin.train
model.eval = lin.eval
#%% setup
optimizer = torch.optim.SGD([lin.weight, lin.bias], 0.01, momentum=0)
criterion = torch.nn.functional.binary_cross_entropy
#%% train
X = train_rows.x
Y = train_rows.y.float().reshape(-1, 1)
errors = []
for epoch in range(1, PARAMETERS["epochs"] + 1):
    p = model(X)
    error = criterion(p, Y)
    errors.append(error)
    optimizer.zero_grad()
    error.backward()
    optimizer.step()
    if epoch % 10 == 0:
        step.printed(f"{error.item():.4f}")
for error in errors:
    step.loss(error)
step.final(lin)

#=== right one-batch-loader
#%% train
loader = DataLoader(train_rows, batch_size=len(train_rows), shuffle=False)
for epoch in range(PARAMETERS["epochs"]):
    running = 0.0
    for rows, x, y in loader:
        out = model(x)
        loss = criterion(out.squeeze(), y.float())
        step.loss(loss)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        running += loss.item()
    if epoch % 10 == 9:
        step.printed(round(running / len(loader), 4))
step.final(model)

#=== right by-hand
#%% train
x = train_rows.x
y = train_rows.y.float()[:, None]
for epoch in range(PARAMETERS["epochs"]):
    p = model(x)
    loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for w in model.parameters():
            w -= 0.01 * w.grad
    step.loss(loss)
    if (epoch + 1) % 10 == 0:
        step.printed(loss.item())
step.final(model)

#=== right logits
#%% make-model
model = nn.Linear(30, 1)
step.initial(model)
#%% setup
optimizer = torch.optim.SGD(model.parameters(), lr=1e-2)
criterion = nn.BCEWithLogitsLoss()
#%% test
with torch.no_grad():
    logits = model(test_rows.x)
    truth = test_rows.y.unsqueeze(-1)
    right = int(((logits >= 0) == (truth == 1)).sum())
step.value("held_out.accuracy", right / len(truth))
step.value("held_out.mean_loss", criterion(logits, truth.float()))

#=== right numpy-scores
#%% test
from sklearn.metrics import accuracy_score, log_loss
model.eval()
probabilities = model(test_rows.x).detach().numpy().ravel()
truth = test_rows.y.numpy()
step.value("held_out.accuracy", accuracy_score(truth, probabilities >= 0.5))
step.value("held_out.mean_loss", log_loss(truth, probabilities.astype(float)))

#=== right train-mode-all-along
#%% test
output = model(test_rows.x)
target = test_rows.y.float().unsqueeze(1)
step.value("held_out.accuracy", ((output >= 0.5).float() == target).float().mean().item())
step.value("held_out.mean_loss", criterion(output, target).item())

#=== wrong never-zeroed
#%% train
x, y = train_rows.x, train_rows.y.float().unsqueeze(1)
for epoch in range(PARAMETERS["epochs"]):
    loss = criterion(model(x), y)
    step.loss(loss)
    loss.backward()
    optimizer.step()
    if (epoch + 1) % 10 == 0:
        step.printed(round(loss.item(), 4))
step.final(model)

#=== wrong labels-swapped
#%% train
x, y = train_rows.x, 1 - train_rows.y.float().unsqueeze(1)
for epoch in range(PARAMETERS["epochs"]):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    step.loss(loss)
    loss.backward()
    optimizer.step()
    if (epoch + 1) % 10 == 0:
        step.printed(round(loss.item(), 4))
step.final(model)

#=== wrong other-loss
#%% setup
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
criterion = nn.BCEWithLogitsLoss()

#=== wrong other-loss
#%% setup
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
criterion = nn.MSELoss()

#=== wrong momentum
#%% setup
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
criterion = nn.BCELoss()

#=== wrong other-optimizer
#%% setup
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
criterion = nn.BCELoss()

#=== wrong learning-rate
#%% setup
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
criterion = nn.BCELoss()

#=== wrong scaler-all-rows
#%% make-model
both = np.concatenate([train_rows.x.numpy(), test_rows.x.numpy()])
raw = Table(columns, "diagnosis", {"diagnosis": ["malignant", "benign"]})
mean, deviation = raw.x.double().mean(0), raw.x.double().std(0, unbiased=False)
train_rows.x = ((raw.x[train_rows.places].double() - mean) / deviation).float()
test_rows.x = ((raw.x[test_rows.places].double() - mean) / deviation).float()
torch.manual_seed(42)
model = nn.Sequential(nn.Linear(30, 1), nn.Sigmoid())
step.initial(model)

#=== wrong other-rows
#%% train
x, y = test_rows.x, test_rows.y.float().unsqueeze(1)
for epoch in range(PARAMETERS["epochs"]):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    step.loss(loss)
    loss.backward()
    optimizer.step()
    if (epoch + 1) % 10 == 0:
        step.printed(round(loss.item(), 4))
step.final(model)

#=== wrong seed
#%% make-model
torch.manual_seed(123)
model = nn.Sequential(nn.Linear(30, 1), nn.Sigmoid())
step.initial(model)

#=== wrong threshold
#%% test
model.eval()
with torch.no_grad():
    output = model(test_rows.x)
    target = test_rows.y.float().unsqueeze(1)
step.value("held_out.accuracy", ((output > 0.7) == target.bool()).float().mean())
step.value("held_out.mean_loss", criterion(output, target))

#=== wrong made-otherwise
#%% test
model.eval()
with torch.no_grad():
    output = model(test_rows.x)
    target = test_rows.y.float().unsqueeze(1)
step.value("held_out.accuracy", 100 * ((output >= 0.5) == target.bool()).float().mean().item())
step.value("held_out.mean_loss", criterion(output, target))

#=== wrong stepped-late
#%% train
x, y = train_rows.x, train_rows.y.float().unsqueeze(1)
for epoch in range(PARAMETERS["epochs"]):
    loss = criterion(model(x), y)
    step.loss(loss)
    optimizer.step()
    optimizer.zero_grad()
    loss.backward()
    if (epoch + 1) % 10 == 0:
        step.printed(round(loss.item(), 4))
step.final(model)

#=== wrong step-before-backward
#%% train
x, y = train_rows.x, train_rows.y.float().unsqueeze(1)
for epoch in range(PARAMETERS["epochs"]):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    step.loss(loss)
    optimizer.step()
    loss.backward()
    if (epoch + 1) % 10 == 0:
        step.printed(round(loss.item(), 4))
step.final(model)
