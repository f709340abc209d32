#=== answer
#%% make-model
class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, PARAMETERS["hidden"], 2, batch_first=True, dropout=PARAMETERS["dropout"])
        self.fc = nn.Linear(PARAMETERS["hidden"], 1)

    def forward(self, x):
        out, _ = self.lstm(x)
        return self.fc(out[:, -1, :])

model = Forecast()
step.initial(model)
#%% train
optimizer = torch.optim.Adam(
    model.parameters(), lr=PARAMETERS["lr"], weight_decay=PARAMETERS["weight_decay"])
criterion = nn.MSELoss()
model.train()
for epoch in range(PARAMETERS["epochs"]):
    total = 0.0
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        loss.backward()
        optimizer.step()
        total += loss.item()
    if (epoch + 1) % 10 == 0:
        step.printed(round(total / len(train_loader), 4))
step.final(model)
#%% all-months
model.eval()
with torch.no_grad():
    step.value("loss", nn.MSELoss()(model(test_rows.x), test_rows.y.float().unsqueeze(1)))

#=== right hidden-state
#%% make-model
class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(input_size=1, hidden_size=50, num_layers=2, dropout=0.2, batch_first=True)
        self.head = nn.Linear(50, 1)

    def forward(self, x):
        h0 = torch.zeros(2, len(x), 50)
        c0 = torch.zeros(2, len(x), 50)
        _, (h, _) = self.rnn(x, (h0, c0))
        return self.head(h[-1])

model = Forecast()
step.initial(model)

#=== right squeezed
#%% train
opt = torch.optim.Adam(list(model.parameters()), lr=0.01, weight_decay=0.0005)
mse = nn.MSELoss()
for epoch in range(1, PARAMETERS["epochs"] + 1):
    model.train()
    losses = []
    for _, window, month in train_loader:
        loss = mse(model(window)[:, 0], month.float())
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
        step.loss(losses[-1])
    if epoch % 10 == 0:
        step.printed(sum(losses) / len(losses))
step.final(model)

#=== right summed-squares
#%% all-months
model.eval()
with torch.no_grad():
    wrong_by = model(test_rows.x).squeeze() - test_rows.y
step.value("loss", (wrong_by ** 2).mean())

#=== wrong no-weight-decay
#%% train
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    total = 0.0
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        loss.backward()
        optimizer.step()
        total += loss.item()
    if (epoch + 1) % 10 == 0:
        step.printed(round(total / len(train_loader), 4))
step.final(model)

#=== wrong trained-in-eval
#%% train
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=0.0005)
criterion = nn.MSELoss()
model.eval()
for epoch in range(PARAMETERS["epochs"]):
    total = 0.0
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        loss.backward()
        optimizer.step()
        total += loss.item()
    if (epoch + 1) % 10 == 0:
        step.printed(round(total / len(train_loader), 4))
step.final(model)

#=== wrong dropout-left-out
#%% make-model
class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 50, 2, batch_first=True)
        self.fc = nn.Linear(50, 1)

    def forward(self, x):
        out, _ = self.lstm(x)
        return self.fc(out[:, -1, :])

model = Forecast()
step.initial(model)

#=== wrong first-step
#%% make-model
class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 50, 2, batch_first=True, dropout=0.2)
        self.fc = nn.Linear(50, 1)

    def forward(self, x):
        out, _ = self.lstm(x)
        return self.fc(out[:, 0, :])

model = Forecast()
step.initial(model)

#=== wrong other-recurrent
#%% make-model
class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.GRU(1, 50, 2, batch_first=True, dropout=0.2)
        self.fc = nn.Linear(50, 1)

    def forward(self, x):
        out, _ = self.lstm(x)
        return self.fc(out[:, -1, :])

model = Forecast()
step.initial(model)

#=== wrong shuffled
#%% train
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=0.0005)
criterion = nn.MSELoss()
loader = DataLoader(train_rows, batch_size=8, shuffle=True)
for epoch in range(PARAMETERS["epochs"]):
    total = 0.0
    for rows, x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        loss.backward()
        optimizer.step()
        total += loss.item()
    if (epoch + 1) % 10 == 0:
        step.printed(round(total / len(train_loader), 4))
step.final(model)

#=== wrong batch-first
#%% make-model
class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(1, 50, 2, dropout=0.2)
        self.fc = nn.Linear(50, 1)

    def forward(self, x):
        out, _ = self.lstm(x)
        return self.fc(out[:, -1, :])

model = Forecast()
step.initial(model)

#=== wrong last-batch
#%% train
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=0.0005)
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        loss.backward()
        optimizer.step()
    if (epoch + 1) % 10 == 0:
        step.printed(round(loss.item(), 4))
step.final(model)

#=== wrong last-over-batches
#%% train
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=0.0005)
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in train_loader:
        total = 0.0
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        loss.backward()
        optimizer.step()
        total += loss.item()
    if (epoch + 1) % 10 == 0:
        step.printed(round(total / len(train_loader), 4))
step.final(model)

#=== wrong not-divided-figure
#%% train
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=0.0005)
criterion = nn.MSELoss()
for epoch in range(PARAMETERS["epochs"]):
    total = 0.0
    for rows, x, y in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        loss.backward()
        optimizer.step()
        total += loss.item()
    if (epoch + 1) % 10 == 0:
        step.printed(round(total, 4))
step.final(model)

#=== wrong tried-in-training
#%% all-months
model.train()
with torch.no_grad():
    step.value("loss", nn.MSELoss()(model(test_rows.x), test_rows.y.float().unsqueeze(1)))
