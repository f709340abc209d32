# --profile quick
#=== answer
#%% train-head
criterion = nn.CrossEntropyLoss()
backbone.eval()
head.train()
for epoch in range(PARAMETERS["epochs"]):
    for rows, ids, mask, labels in train_loader:
        with torch.no_grad():
            features = backbone(input_ids=ids, attention_mask=mask).pooler_output
        optimizer.zero_grad()
        loss = criterion(head(features), labels)
        step.loss(loss)
        loss.backward()
        optimizer.step()
step.final(head)

#=== right kept-features
#%% train-head
import torch.nn.functional as F
seen = {}
with torch.inference_mode():
    # Without a loader: it would draw a number when it begins.
    for start in range(0, len(small_train), 16):
        some = [small_train[i] for i in range(start, min(start + 16, len(small_train)))]
        rows, ids, mask, _ = small_train.collate(some)
        for row, feature in zip(rows.tolist(), backbone(ids, attention_mask=mask)[1]):
            seen[row] = feature
losses = []
for _ in range(PARAMETERS["epochs"]):
    for rows, _, _, y in train_loader:
        x = torch.stack([seen[row] for row in rows.tolist()]).clone()
        loss = F.cross_entropy(head(x), y)
        head.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
for loss in losses:
    step.loss(loss)
step.final(head)

#=== right log-softmax
#%% train-head
for _ in range(PARAMETERS["epochs"]):
    for _, ids, mask, y in train_loader:
        with torch.no_grad():
            x = backbone(ids, attention_mask=mask).pooler_output
        log_probabilities = torch.log_softmax(head(x), dim=1)
        loss = -log_probabilities[torch.arange(len(y)), y].mean()
        step.loss(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
step.final(head)

#=== wrong never-zeroed
#%% train-head
criterion = nn.CrossEntropyLoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, ids, mask, labels in train_loader:
        with torch.no_grad():
            features = backbone(input_ids=ids, attention_mask=mask).pooler_output
        loss = criterion(head(features), labels)
        step.loss(loss)
        loss.backward()
        optimizer.step()
step.final(head)

#=== wrong other-features
#%% train-head
criterion = nn.CrossEntropyLoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, ids, mask, labels in train_loader:
        with torch.no_grad():
            states = backbone(input_ids=ids, attention_mask=mask).last_hidden_state
            features = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        optimizer.zero_grad()
        loss = criterion(head(features), labels)
        step.loss(loss)
        loss.backward()
        optimizer.step()
step.final(head)

#=== wrong softmax-twice
#%% train-head
criterion = nn.CrossEntropyLoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, ids, mask, labels in train_loader:
        with torch.no_grad():
            features = backbone(input_ids=ids, attention_mask=mask).pooler_output
        optimizer.zero_grad()
        loss = criterion(torch.softmax(head(features), dim=1), labels)
        step.loss(loss)
        loss.backward()
        optimizer.step()
step.final(head)

#=== wrong backbone-in-training
#%% train-head
criterion = nn.CrossEntropyLoss()
backbone.train()
for epoch in range(PARAMETERS["epochs"]):
    for rows, ids, mask, labels in train_loader:
        with torch.no_grad():
            features = backbone(input_ids=ids, attention_mask=mask).pooler_output
        optimizer.zero_grad()
        loss = criterion(head(features), labels)
        step.loss(loss)
        loss.backward()
        optimizer.step()
step.final(head)

#=== wrong labels-swapped
#%% train-head
criterion = nn.CrossEntropyLoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, ids, mask, labels in train_loader:
        with torch.no_grad():
            features = backbone(input_ids=ids, attention_mask=mask).pooler_output
        optimizer.zero_grad()
        loss = criterion(head(features), 1 - labels)
        step.loss(loss)
        loss.backward()
        optimizer.step()
step.final(head)

#=== wrong loss-summed
#%% train-head
criterion = nn.CrossEntropyLoss(reduction="sum")
for epoch in range(PARAMETERS["epochs"]):
    for rows, ids, mask, labels in train_loader:
        with torch.no_grad():
            features = backbone(input_ids=ids, attention_mask=mask).pooler_output
        optimizer.zero_grad()
        loss = criterion(head(features), labels)
        step.loss(loss)
        loss.backward()
        optimizer.step()
step.final(head)

#=== wrong never-stepped
#%% train-head
criterion = nn.CrossEntropyLoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, ids, mask, labels in train_loader:
        with torch.no_grad():
            features = backbone(input_ids=ids, attention_mask=mask).pooler_output
        optimizer.zero_grad()
        loss = criterion(head(features), labels)
        step.loss(loss)
        loss.backward()
step.final(head)

#=== wrong learning-rate
#%% train-head
optimizer = torch.optim.AdamW(head.parameters(), lr=0.0005, weight_decay=0.0005)
criterion = nn.CrossEntropyLoss()
for epoch in range(PARAMETERS["epochs"]):
    for rows, ids, mask, labels in train_loader:
        with torch.no_grad():
            features = backbone(input_ids=ids, attention_mask=mask).pooler_output
        optimizer.zero_grad()
        loss = criterion(head(features), labels)
        step.loss(loss)
        loss.backward()
        optimizer.step()
step.final(head)
