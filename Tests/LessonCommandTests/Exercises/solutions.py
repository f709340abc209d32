#=== answer right
#%% make-model
model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
step.initial(model)
#%% train
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in loader:
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        step.order(rows)
        loss.backward()
        optimizer.step()
step.final(model)
#%% test
with torch.no_grad():
    step.value("loss", nn.functional.mse_loss(model(petals.x), petals.y.float().unsqueeze(1)))

#=== wrong never-zeroed
#%% train
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in loader:
        loss = nn.functional.mse_loss(model(x), y.float().unsqueeze(1))
        step.loss(loss)
        step.order(rows)
        loss.backward()
        optimizer.step()
step.final(model)

#=== wrong target-broadcast
#%% train
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in loader:
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y.float())
        step.loss(loss)
        step.order(rows)
        loss.backward()
        optimizer.step()
step.final(model)

#=== unknown double-precision
#%% make-model
torch.set_default_dtype(torch.float64)
model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
step.initial(model)
#%% train
for epoch in range(PARAMETERS["epochs"]):
    for rows, x, y in loader:
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x.double()), y.unsqueeze(1))
        step.loss(loss)
        step.order(rows)
        loss.backward()
        optimizer.step()
step.final(model)
torch.set_default_dtype(torch.float32)
model = model.float()
