"""One of two processes of PyTorch's DistributedDataParallel over gloo, with momentum SGD.
Arguments: IMAGES LABELS HIDDEN; rank and address come by torch's environment variables."""
import sys
import time

import torch
import torch.distributed as distributed

import digits

CHUNK = 10

torch.set_num_threads(1)
torch.manual_seed(42)
print("PyTorch %s DDP, gloo" % torch.__version__, flush=True)
distributed.init_process_group("gloo")
rank, size = distributed.get_rank(), distributed.get_world_size()
features, labels = map(torch.from_numpy, digits.read(sys.argv[1], sys.argv[2]))
features, labels = features[rank::size].contiguous(), labels[rank::size].contiguous()
model = torch.nn.parallel.DistributedDataParallel(
    torch.nn.Sequential(
        torch.nn.Linear(features.shape[1], int(sys.argv[3])), torch.nn.ReLU(),
        torch.nn.Linear(int(sys.argv[3]), 10)),
    # Gradients live in the buckets that go over the wire: one copy less per step.
    gradient_as_bucket_view=True)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
loss_of = torch.nn.CrossEntropyLoss()


def batches(rows):
    while True:
        order = torch.randperm(len(labels))
        yield from (order[at:at + rows] for at in range(0, len(labels) - rows + 1, rows))


def step(rows):
    optimizer.zero_grad()
    targets = labels[rows]
    scores = model(features[rows])
    loss = loss_of(scores, targets)
    loss.backward()
    optimizer.step()
    return loss.item(), (scores.argmax(1) == targets).sum().item()


for line in sys.stdin:
    each, millis = map(int, line.split())
    rows = batches(each)
    start = time.perf_counter_ns()
    steps = 0
    # Both must stop after the same step, so the first says whether to go on.
    go_on = torch.ones(1)
    while go_on.item():
        for _ in range(CHUNK):
            step(next(rows))
        steps += CHUNK
        go_on[0] = float(time.perf_counter_ns() < start + millis * 1_000_000)
        distributed.broadcast(go_on, 0)
    print(steps, time.perf_counter_ns() - start, flush=True)
