package io.tributary.platform.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.client.ContractJson;
import io.tributary.client.job.ClassWeights;
import io.tributary.client.job.Holdout;
import io.tributary.client.job.JobSpec;
import io.tributary.client.problem.Violation;
import io.tributary.engine.table.Column;
import io.tributary.platform.job.FakeDatasets;
import io.tributary.platform.job.spec.SpecDocument.Notation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake a user can make in a spec, and what a spec without mistakes becomes. */
class JobSpecReaderTest {
  private static final String MLP = "model: {type: mlp, hidden: [8]}";

  private final FakeDatasets datasets = new FakeDatasets();
  private final JobSpecReader reader = new JobSpecReader(datasets, 8L << 30);

  JobSpecReaderTest() {
    List<String> digits = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    datasets
        .with("digits", 10_000)
        .vector("pixels", 784)
        .column("label", "categorical", 10)
        .rows(new Column.Categorical("label", IntStream.range(0, 10).toArray(), digits));
    datasets
        .with("counts", 4)
        .column("x", "numeric", 4)
        .column("seen", "numeric", 4)
        .column("gained", "numeric", 4)
        .column("sick", "numeric", 2)
        .rows(
            new Column.Numeric("seen", new double[] {0, 3, 1, 7}),
            new Column.Numeric("gained", new double[] {2, 1, -1.5, -4}),
            new Column.Numeric("sick", new double[] {0, 1, 1, 0}));
    datasets
        .with("houses", 100)
        .column("id", "numeric", "id", 100)
        .column("rooms", "numeric", 50)
        .column("street", "text", 5_000)
        .column("town", "categorical", 7)
        .column("empty", "numeric", 0)
        .column("same", "categorical", 1)
        .column("price", "numeric", "label", 90);
    datasets.with("words", 500).sparse("features", 60_000).column("label", "numeric", "label", 2);
    datasets
        .with("survey", 4)
        .column("x", "numeric", 4)
        .column("person", "text", "id", 4)
        .column("count", "numeric", "weight", 3)
        .column("off", "numeric", 4)
        .column("gaps", "numeric", 2)
        .column("none", "numeric", 1)
        .column("y", "numeric", 4)
        .rows(
            new Column.Numeric("count", new double[] {1, 0, 2.5, 1}),
            new Column.Numeric("off", new double[] {1, 2, -0.5, -4}),
            new Column.Numeric("gaps", new double[] {1, 2, 0, Double.NaN}),
            new Column.Numeric("none", new double[4]));
    datasets
        .with("series", 4)
        .column("x", "numeric", 4)
        .column("y", "numeric", 2_000)
        .column("who", "categorical", 3)
        .column("two", "categorical", 2)
        .column("gaps", "numeric", 3)
        .column("same", "numeric", 1)
        .vector("picture", 9)
        .rows(new Column.Numeric("gaps", new double[] {1, 2, 0, Double.NaN}));
    datasets.with("few", 3).column("x", "numeric", 3).column("y", "numeric", 3);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("labell: x", "labell", "not a known key", "Did you mean \"label\"?"),
        mistake("training: {batchsize: 3}", "training.batchsize", "not a known key", "batchSize"),
        mistake("modle: {}", "modle", "not a known key", "model"),
        mistake("model: mlp", "model", "\"mlp\", not a mapping", "type"),
        mistake("model: {type: mpl}", "model.type", "\"mpl\"", "Did you mean \"mlp\"?"),
        mistake("model: {type: mlp}", "model.hidden", "missing", "hidden: [64]"),
        mistake("model: {type: mlp, hidden: []}", "model.hidden", "empty", "hidden: [64]"),
        mistake("model: {type: mlp, hidden: 64}", "model.hidden", "64", "Write a list"),
        mistake("model: {type: mlp, hidden: [4, 0]}", "model.hidden[1]", "is 0", "from 1 to"),
        mistake("model: {hidden: [4]}", "model.hidden", "only for type mlp", "type: mlp"),
        mistake("model: {activation: relu}", "model.activation", "only for type mlp", "mlp"),
        mistake(
            "model: {type: mlp, hidden: [4], activation: reul}",
            "model.activation",
            "\"reul\"",
            "relu"),
        mistake("model: {bias: maybe}", "model.bias", "\"maybe\"", "true or false"),
        mistake(
            "model: {type: mlp, hidden: [65536, 65536]}",
            "model.hidden",
            "parameters; at most 100000000",
            "fewer"),
        mistake(
            "model: {factors: 4}", "model.factors", "only for type factorization-machine", "leave"),
        mistake(
            "model: {type: factorization-machine, factors: 0}", "model.factors", "is 0", "from 1"),
        mistake(
            "model: {type: factorization-machine, initial: zeros}",
            "model.initial",
            "factors that all begin alike stay alike",
            "random"),
        mistake(
            "model: {type: factorization-machine}, optimizer: {type: giant}",
            "optimizer.type",
            "model.type is factorization-machine",
            "model type linear"),
        mistake(
            "model: {type: factorization-machine}, training: {partitioning: vertical}",
            "model.type",
            "a pair of columns may lie in two partitions",
            "horizontal"),
        mistake(
            "training: {semiSupervised: {type: pseudo-label, mask: 0.2}}",
            "training.semiSupervised.mask",
            "only for type consistency",
            "type: consistency"),
        mistake(
            "training: {semiSupervised: {type: consistency, shift: 2}}",
            "training.semiSupervised.shift",
            "model.type is linear, which knows no images",
            "type cnn"),
        mistake(
            "training: {semiSupervised: {confidence: 1.5}}",
            "training.semiSupervised.confidence",
            "is 1.5",
            "from 0 to 1"),
        mistake(
            "training: {epochs: 3, semiSupervised: {warmupEpochs: 3}}",
            "training.semiSupervised.warmupEpochs",
            "the job has 3 epochs",
            "at most 2"),
        mistake(
            "training: {partitioning: vertical, semiSupervised: {}}",
            "training.partitioning",
            "no partition sees what the model makes of a row",
            "horizontal"),
        mistake(
            "task: semi-supervised-classification, model: {loss: hinge}",
            "model.loss",
            "gives no probabilities",
            "cross-entropy"),
        mistake(
            "training: {semiSupervised: {}}, optimizer: {type: l-bfgs}",
            "optimizer.type",
            "labels that the model finds change",
            "momentum"),
        mistake("model: {filters: [4]}", "model.filters", "only for type cnn", "type: cnn"),
        mistake("model: {type: cnn, filters: [4]}", "model.image", "is missing", "[28, 28]"),
        mistake("model: {type: cnn, image: [28, 28]}", "model.filters", "is missing", "[8, 16]"),
        mistake(
            "model: {type: cnn, image: [28, 28, 3], filters: [4]}",
            "model.image",
            "2352 numbers, but \"pixels\" has 784",
            "product is 784"),
        mistake(
            "model: {type: cnn, image: [28, 28], filters: [4, 4, 4]}",
            "model.filters",
            "convolution 3 gets images of 4 x 4, and with model.kernel 5 it needs at least 6 x 6",
            "fewer convolutions"),
        mistake(
            "model: {type: cnn, image: [28, 28], filters: [4]}, training: {partitioning: vertical}",
            "model.type",
            "an image may lie in two partitions",
            "horizontal"),
        mistake("model: {dropout: 0.5}", "model.dropout", "only for type mlp", "type: mlp"),
        mistake(
            "model: {type: mlp, hidden: [4], dropout: 1}",
            "model.dropout",
            "is 1",
            "from 0 to less than 1"),
        mistake("model: {loss: hing}", "model.loss", "\"hing\"", "Did you mean \"hinge\"?"),
        mistake(
            "model: {loss: poisson}",
            "model.loss",
            "is poisson, which learns numbers, but the task is classification",
            "cross-entropy, logistic, hinge"),
        mistake("model: {loss: logistic}", "model.loss", "label \"label\" has 10", "cross-entropy"),
        mistake("model: {loss: hinge, delta: 1}", "model.delta", "but the loss is hinge", "huber"),
        mistake("model: {delta: 0}", "model.delta", "is 0", "greater than 0"),
        mistake(
            "model: {loss: hinge}, optimizer: {type: l-bfgs}",
            "optimizer.type",
            "is l-bfgs, but model.loss is hinge, which has corners",
            "squared-hinge"),
        mistake(
            "training: {classWeights: equal}",
            "training.classWeights",
            "\"equal\"",
            "There is: balanced"),
        mistake(
            "training: {classWeights: 3}",
            "training.classWeights",
            "is 3, which is not a mapping",
            "{a: 1, b: 2.5}"),
        mistake(
            "training: {classWeights: {7: 0}}",
            "training.classWeights.7",
            "is 0",
            "greater than 0"),
        mistake(
            "training: {classWeights: {7: 2, 11: 2}}",
            "training.classWeights.11",
            "names \"11\", which no row has as \"label\"",
            "1"),
        mistake(
            "evaluation: {earlyStopping: {metric: rocAuc}}",
            "evaluation.earlyStopping.metric",
            "is rocAuc, which two classes have, but label \"label\" has 10",
            "accuracy"),
        mistake(
            "model: {loss: hinge}, evaluation: {earlyStopping: {metric: brier}}",
            "evaluation.earlyStopping.metric",
            "which classification with loss hinge has not",
            "f1Weighted"),
        mistake("optimizer: {type: adamx}", "optimizer.type", "\"adamx\"", "adam"),
        mistake(
            "optimizer: {type: giant}, model: {type: mlp, hidden: [4]}",
            "optimizer.type",
            "model.type is mlp, whose Hessian is indefinite",
            "model type linear"),
        mistake(
            "optimizer: {type: l-bfgs}, model: {type: mlp, hidden: [4]}",
            "optimizer.type",
            "optimizer.type is l-bfgs, but model.type is mlp",
            "model type linear"),
        mistake(
            "optimizer: {type: l-bfgs, localIterations: 3}",
            "optimizer.localIterations",
            "only for type giant, dane",
            "giant"),
        mistake(
            "optimizer: {type: l-bfgs, history: 0}", "optimizer.history", "is 0", "from 1 to 100"),
        mistake(
            "optimizer: {type: giant}, strategy: {type: pipelined}",
            "strategy.type",
            "is pipelined, but each phase of giant",
            "synchronous"),
        mistake(
            "optimizer: {type: giant}, compression: {type: int8}",
            "compression.type",
            "is int8, but what giant makes of a gradient",
            "Write none"),
        mistake(
            "optimizer: {type: giant}, training: {batchSize: 256}",
            "training.batchSize",
            "is 256, but each step of giant uses all 8000 training rows",
            "write 8000"),
        mistake(
            "optimizer: {type: giant}, training: {accumulation: 2}",
            "training.accumulation",
            "is 2, but every step of giant uses all rows",
            "Leave it out"),
        mistake(
            "optimizer: {type: giant, learningRate: 0.1}",
            "optimizer.learningRate",
            "but the type is giant",
            "Leave it out"),
        mistake("optimizer: {type: giant, l1: 0.1}", "optimizer.l1", "is 0.1", "Leave it out"),
        mistake(
            "optimizer: {type: giant, clipNorm: 1}", "optimizer.clipNorm", "is 1.0", "Leave it"),
        mistake(
            "optimizer: {type: giant, schedule: {type: cosine}}",
            "optimizer.schedule",
            "giant has no learning rate",
            "Leave it out"),
        mistake(
            "optimizer: {type: adam, localIterations: 3}",
            "optimizer.localIterations",
            "only for type giant, dane",
            "giant"),
        mistake(
            "optimizer: {type: giant, localIterations: 0}",
            "optimizer.localIterations",
            "is 0",
            "from 1 to"),
        mistake(
            "optimizer: {type: dane}, model: {type: mlp, hidden: [4]}",
            "optimizer.type",
            "optimizer.type is dane, but model.type is mlp",
            "model type linear"),
        mistake(
            "optimizer: {type: dane}, strategy: {type: local-sgd}",
            "strategy.type",
            "is local-sgd, but each phase of dane",
            "synchronous"),
        mistake("optimizer: {type: dane, mu: -1}", "optimizer.mu", "is -1", "at least 0"),
        mistake("optimizer: {type: dane, eta: 0}", "optimizer.eta", "is 0", "greater than 0"),
        mistake(
            "optimizer: {type: dane, localSteps: 0}", "optimizer.localSteps", "is 0", "from 1 to"),
        mistake(
            "optimizer: {type: giant, localSteps: 3}",
            "optimizer.localSteps",
            "only for type dane",
            "dane"),
        mistake("workers: {backend: tpu}", "workers.backend", "\"tpu\"", "cpu"),
        mistake("optimizer: {type: lbfgs}", "optimizer.type", "\"lbfgs\"", "l-bfgs"),
        mistake("optimizer: {learningRate: 0}", "optimizer.learningRate", "is 0", "greater than 0"),
        mistake("optimizer: {learningRate: -1}", "optimizer.learningRate", "is -1", "greater"),
        mistake("optimizer: {learningRate: 1e-60}", "optimizer.learningRate", "1.0E-60", "32 bits"),
        mistake("optimizer: {learningRate: 1e400}", "optimizer.learningRate", "finite", "number"),
        mistake("optimizer: {learningRate: fast}", "optimizer.learningRate", "\"fast\"", "number"),
        mistake("optimizer: {momentum: 1}", "optimizer.momentum", "is 1", "less than 1"),
        mistake(
            "optimizer: {type: sgd, momentum: 0.5}", "optimizer.momentum", "only for", "momentum"),
        mistake("optimizer: {type: sgd, beta1: 0.5}", "optimizer.beta1", "only for", "adam"),
        mistake("training: {epochs: 0}", "training.epochs", "is 0", "from 1"),
        mistake("training: {epochs: 1.5}", "training.epochs", "is 1.5", "whole number"),
        mistake("training: {epochs: \"5\"}", "training.epochs", "\"5\"", "whole number"),
        mistake("training: {batchSize: 0}", "training.batchSize", "is 0", "from 1"),
        mistake("training: {partitions: 0}", "training.partitions", "is 0", "from 1"),
        mistake(
            "training: {partitions: 9, batchSize: 8}",
            "training.batchSize",
            "is 8, which is less than the 9 partitions",
            "at least 9"),
        mistake(
            "training: {partitioning: diagonal}",
            "training.partitioning",
            "\"diagonal\"",
            "horizontal"),
        mistake(
            "training: {columns: [[pixels]]}",
            "training.columns",
            "training.partitioning is horizontal",
            "partitioning: vertical"),
        mistake(
            "training: {partitioning: vertical, columns: [pixels]}",
            "training.columns[0]",
            "\"pixels\", which is not a list",
            "[a, b]"),
        mistake(
            "training: {partitioning: vertical, columns: []}",
            "training.columns",
            "is empty",
            "Leave it out"),
        mistake(
            "training: {partitioning: vertical, columns: [[pixels], []]}",
            "training.columns[1]",
            "is empty",
            "Name at least one"),
        mistake(
            "training: {partitioning: vertical, columns: [[pixel]]}",
            "training.columns[0][0]",
            "\"pixel\", which is no feature",
            "Did you mean \"pixels\"?"),
        mistake(
            "training: {partitioning: vertical, columns: [[pixels], [pixels]]}",
            "training.columns[1][0]",
            "once more",
            "Name it once"),
        mistake(
            "training: {partitioning: vertical, columns: [[pixels]], partitions: 2}",
            "training.partitions",
            "is 2, but training.columns has 1 groups",
            "write 1"),
        mistake(
            "training: {partitioning: vertical, partitions: 785}",
            "training.partitions",
            "is 785, but the features can be split over 784",
            "at most 784"),
        mistake(
            "{dataset: houses, label: price, ignore: [street, empty, id], training: {partitioning:"
                + " vertical, columns: [[rooms], [town]]}}",
            "training.columns",
            "leaves out",
            "into a group"),
        mistake(
            "{dataset: houses, label: price, ignore: [street, empty, id], training: {partitioning:"
                + " vertical, partitions: 4}}",
            "training.partitions",
            "over 3 partitions at most",
            "at most 3"),
        mistake(
            "{training: {partitioning: vertical}, strategy: {type: pipelined}}",
            "strategy.type",
            "is pipelined, but with vertical partitioning",
            "Write synchronous"),
        mistake(
            "{training: {partitioning: vertical}, strategy: {type: local-sgd}}",
            "strategy.type",
            "is local-sgd, but with vertical partitioning",
            "Write synchronous"),
        mistake(
            "{training: {partitioning: vertical}, compression: {type: top-k}}",
            "compression.type",
            "is top-k, but with vertical partitioning scores travel",
            "none, int16 or int8"),
        mistake(
            "training: {partitioning: vertical, accumulation: 2}",
            "training.accumulation",
            "is 2, but with vertical partitioning",
            "larger training.batchSize"),
        mistake(
            "{training: {partitioning: vertical}, optimizer: {type: lamb}}",
            "optimizer.type",
            "is lamb, but it needs the norm of a whole layer",
            "adamw"),
        mistake(
            "{training: {partitioning: vertical}, optimizer: {type: l-bfgs}}",
            "optimizer.type",
            "is l-bfgs, but it needs the gradient of all columns",
            "adamw"),
        mistake(
            "{training: {partitioning: vertical}, optimizer: {clipNorm: 1}}",
            "optimizer.clipNorm",
            "is 1.0, but with vertical partitioning",
            "Leave it out"),
        mistake(
            "{training: {partitioning: vertical, batchSize: 8000}, model: {type: mlp, hidden:"
                + " [20000]}}",
            "training.batchSize",
            "8000 rows of 20000 scores are 160000000 numbers",
            "at most 5000"),
        mistake("training: {seed: x}", "training.seed", "\"x\"", "whole number"),
        mistake(
            "strategy: {type: local-sgd, localSteps: 0}",
            "strategy.localSteps",
            "out of range",
            "from 1"),
        mistake(
            "strategy: {type: local-sgd}, training: {accumulation: 2}",
            "training.accumulation",
            "is 2, but in local-sgd",
            "localSteps"),
        mistake("training: {accumulation: 0}", "training.accumulation", "is 0", "from 1"),
        mistake("strategy: {outer: average}", "strategy.outer", "only for type local-sgd", "type"),
        mistake(
            "strategy: {type: local-sgd, outerMomentum: 0.5}",
            "strategy.outerMomentum",
            "outer is average",
            "outer: momentum"),
        mistake("strategy: {type: sinchronous}", "strategy.type", "unknown", "synchronous"),
        mistake(
            "optimizer: {type: adagrad, momentum: 0.5}",
            "optimizer.momentum",
            "only for type momentum, nesterov, lars",
            "one of these types"),
        mistake("optimizer: {l1: -1}", "optimizer.l1", "out of range", "at least 0"),
        mistake("optimizer: {clipNorm: 0}", "optimizer.clipNorm", "out of range", "than 0"),
        mistake(
            "optimizer: {schedule: {type: cosin}}", "optimizer.schedule.type", "unknown", "cosine"),
        mistake(
            "optimizer: {schedule: {type: constant, power: 2}}",
            "optimizer.schedule.power",
            "only for type polynomial",
            "polynomial"),
        mistake(
            "optimizer: {schedule: {warmupEpochs: 5}}",
            "optimizer.schedule.warmupEpochs",
            "only 5 epochs",
            "less than 5"),
        mistake(
            "evaluation: {earlyStopping: {patience: 0}}",
            "evaluation.earlyStopping.patience",
            "is 0",
            "from 1"),
        mistake(
            "evaluation: {earlyStopping: {metric: r2}}",
            "evaluation.earlyStopping.metric",
            "classification",
            "accuracy"),
        mistake(
            "evaluation: {holdout: 0, earlyStopping: {}}",
            "evaluation.earlyStopping",
            "nothing to",
            "0.2"),
        mistake(
            "strategy: {type: local-sgd, fraction: 0}", "strategy.fraction", "is 0", "at most 1"),
        mistake(
            "strategy: {minimumShare: 0}", "strategy.minimumShare", "out of range", "at most 1"),
        mistake("strategy: {minimumShare: 1.5}", "strategy.minimumShare", "out of range", "1"),
        mistake(
            "strategy: {roundSeconds: 5}",
            "strategy.roundSeconds",
            "waits for all",
            "minimumShare below 1"),
        mistake(
            "strategy: {type: pipelined, minimumShare: 0.5}",
            "strategy.minimumShare",
            "only for type",
            "synchronous"),
        mistake(
            "strategy: {minimumShare: 0.5}, compression: {type: top-k}",
            "strategy.minimumShare",
            "keep what they did not send",
            "int8"),
        mistake(
            "strategy: {minimumShare: 0.5}, optimizer: {type: giant}, model: {type: linear}",
            "strategy.minimumShare",
            "phases of giant",
            "first-order"),
        mistake("strategy: {fraction: 0.5}", "strategy.fraction", "synchronous", "local-sgd"),
        mistake(
            "strategy: {type: local-sgd, localSteps: 4, localEpochs: 2}",
            "strategy.localEpochs",
            "localSteps is given too",
            "Leave one"),
        mistake(
            "model: {type: mlp, hidden: [8000, 8000]}, strategy: {type: pipelined, staleness: 9}",
            "strategy.staleness",
            "a checkpoint holds",
            "smaller staleness"),
        mistake(
            "model: {type: mlp, hidden: [8000, 11000]}, compression: {type: sign}",
            "compression.type",
            "a checkpoint holds",
            "fewer partitions"),
        mistake(
            "compression: {type: adaptive, levels: []}",
            "compression.levels",
            "nothing to choose from",
            "top-0.1%"),
        mistake(
            "compression: {type: adaptive, levels: [int8, top-2%]}",
            "compression.levels[1]", "top-2%", "top-1%"),
        mistake(
            "compression: {type: adaptive, levels: [int8, none, int8]}",
            "compression.levels[2]",
            "once more",
            "once"),
        mistake(
            "compression: {type: adaptive, levels: [int8, 9]}",
            "compression.levels[1]",
            "9",
            "text"),
        mistake(
            "compression: {type: int8, levels: [int8]}",
            "compression.levels",
            "the type is int8",
            "adaptive"),
        mistake(
            "compression: {type: adaptive, share: 0.1}",
            "compression.share",
            "the type is adaptive",
            "top-k"),
        mistake(
            "training: {partitioning: vertical}, compression: {type: adaptive}",
            "compression.type",
            "scores travel",
            "int8"),
        mistake(
            "strategy: {type: gossip}, compression: {type: adaptive}",
            "compression.type",
            "models travel",
            "none"),
        mistake(
            "strategy: {type: stale-synchronous}, compression: {type: adaptive}",
            "compression.type",
            "order of arrival",
            "int8"),
        mistake(
            "model: {type: linear}, optimizer: {type: giant}, compression: {type: adaptive}",
            "compression.type",
            "amplifies",
            "none"),
        mistake("compression: {type: top-k, share: 1.5}", "compression.share", "1.5", "0 and 1"),
        mistake("compression: {type: top-k, rank: 2}", "compression.rank", "power-sgd", "Leave"),
        mistake("compression: {share: 0.1}", "compression.share", "none", "top-k"),
        mistake(
            "compression: {type: sign, momentumCorrection: true}",
            "compression.momentumCorrection",
            "top-k",
            "Leave"),
        mistake(
            "optimizer: {type: adam}, compression: {type: top-k, momentumCorrection: true}",
            "compression.momentumCorrection",
            "adam",
            "momentum"),
        mistake(
            "optimizer: {type: momentum}, strategy: {type: local-sgd}, "
                + "compression: {type: top-k, momentumCorrection: true}",
            "compression.momentumCorrection",
            "local-sgd",
            "Leave"),
        mistake(
            "strategy: {type: pipelined}, compression: {type: power-sgd}",
            "compression.type",
            "on its way",
            "synchronous"),
        mistake(
            "strategy: {type: pipelined, staleness: -1}",
            "strategy.staleness",
            "-1, which is out of range",
            "from 1 to 16"),
        mistake(
            "strategy: {staleness: 2}",
            "strategy.staleness",
            "only for type pipelined",
            "types: pipelined, stale-synchronous"),
        mistake(
            "strategy: {type: stale-synchronous, staleness: 0}",
            "strategy.staleness",
            "0, which is out of range",
            "from 1 to 16"),
        mistake(
            "strategy: {type: asynchronous, staleness: 3}",
            "strategy.staleness",
            "the type is asynchronous",
            "types: pipelined, stale-synchronous"),
        mistake(
            "strategy: {type: gossip}, training: {partitions: 1}",
            "training.partitions",
            "one alone has no neighbour",
            "at least 2"),
        mistake(
            "strategy: {type: gossip, topology: ring}, workers: {max: 1}",
            "workers.max",
            "one agent has nobody to exchange with",
            "at least 2"),
        mistake(
            "strategy: {type: gossip, topology: star}",
            "strategy.topology",
            "\"star\"",
            "ring, exponential, complete"),
        mistake(
            "strategy: {topology: ring}",
            "strategy.topology",
            "only for type gossip",
            "type: gossip"),
        mistake(
            "strategy: {type: gossip}, compression: {type: int8}",
            "compression.type",
            "models travel, not gradients",
            "Write none"),
        mistake(
            "strategy: {type: gossip}, training: {accumulation: 2}",
            "training.accumulation",
            "each batch changes the partition's model",
            "batchSize"),
        mistake(
            "strategy: {type: asynchronous}, compression: {type: top-k}",
            "compression.type",
            "depends on the order of arrival",
            "none, int16, int8"),
        mistake(
            "strategy: {type: stale-synchronous}, evaluation: {earlyStopping: {}}",
            "evaluation.earlyStopping",
            "waits for no evaluation",
            "synchronous, pipelined or local-sgd"),
        mistake(
            "optimizer: {type: giant}, strategy: {type: asynchronous}",
            "strategy.type",
            "is asynchronous, but each phase of giant",
            "synchronous"),
        mistake(
            "strategy: {type: pipelined, compensation: -0.1}",
            "strategy.compensation",
            "out of range",
            "at least 0"),
        mistake(
            "strategy: {type: synchronous, compensation: 0.5}",
            "strategy.compensation",
            "only for type pipelined",
            "types: pipelined"),
        mistake("task: clasification", "task", "\"clasification\"", "classification"),
        mistake("evaluation: {holdout: 0.95}", "evaluation.holdout", "0.95", "from 0 to 0.9"),
        mistake("evaluation: {holdout: -0.1}", "evaluation.holdout", "-0.1", "from 0 to 0.9"),
        mistake("evaluation: {everySteps: 0}", "evaluation.everySteps", "is 0", "from 1"),
        mistake("workers: {min: 3, max: 2}", "workers.min", "is 3", "at most 2"),
        mistake(
            "{workers: {min: 5}, training: {partitions: 4}}", "workers.min", "4 partitions", "4"),
        mistake("priority: 101", "priority", "is 101", "-100 to 100"),
        mistake("ledger: envelopes", "ledger", "not support yet", "window"),
        mistake("warmStart: my model", "warmStart", "\"my model\"", "name@version"),
        mistake("name: \"\"", "name", "0 characters", "1 to 200"),
        mistake("name: 2024", "name", "2024", "quotes"),
        mistake("dataset: [digits]", "dataset", "not a text", "quotes"),
        mistake("dataset: digitz", "dataset", "\"digitz\", which does not exist", "Upload"),
        mistake("dataset: digits@9", "dataset", "\"digits@9\"", "name@version"),
        mistake("label: lable", "label", "\"lable\"", "Did you mean \"label\"?"),
        mistake("label: lable", "label", "there is: pixels, label", "label"),
        mistake("label: pixels", "label", "a vector of 784", "one number or one category"),
        mistake("features: [pixels, label]", "features", "which is the label", "out"),
        mistake("features: [pixels, pixels]", "features", "twice", "once"),
        mistake("features: [pixel]", "features", "\"pixel\"", "Did you mean \"pixels\"?"),
        mistake("features: []", "features", "empty", "pixels"),
        mistake("ignore: [pixel]", "ignore", "\"pixel\"", "Did you mean \"pixels\"?"),
        mistake("ignore: [label]", "ignore", "which is the label", "out of ignore"),
        mistake("{features: [pixels], ignore: [pixels]}", "features", "both", "one of them"),
        mistake(
            "{dataset: houses, label: same, ignore: [street]}",
            "label",
            "one class",
            "two distinct"),
        mistake(
            "{dataset: houses, label: empty, ignore: [street]}",
            "label",
            "no value",
            "with values"),
        mistake(
            "{dataset: houses, label: town, task: regression, ignore: [street]}",
            "label",
            "a categorical column; regression learns numbers",
            "task: classification"),
        mistake("{dataset: houses, label: street}", "label", "5000 distinct", "fewer"),
        mistake(
            "{dataset: houses, label: price}",
            "features",
            "\"street\" is a text column with 5000 distinct values",
            "ignore: [\"street\"]"),
        mistake(
            "{dataset: houses, label: price, ignore: [street], training: {partitions: 81,"
                + " batchSize: 81}}",
            "training.partitions",
            "is 81, which is more than the 80 training rows",
            "at most 80"),
        mistake(
            "{dataset: houses, label: price, ignore: [street], optimizer: {type: giant}, training:"
                + " {partitions: 81}}",
            "training.partitions",
            "is 81, which is more than the 80 training rows",
            "at most 80"),
        mistake(
            "{dataset: few, label: y, evaluation: {holdout: 0.9}}",
            "training.partitions",
            "more than the 0 training rows",
            "more rows"));
  }

  private static Arguments mistake(String yaml, String field, String message, String advice) {
    return Arguments.of(yaml, field, message, advice);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsFieldItsValueAndAdvice(
      String yaml, String field, String message, String advice) {
    assertThat(violations(onDigits(yaml)))
        .anySatisfy(
            violation -> {
              assertThat(violation.field()).isEqualTo(field);
              assertThat(violation.message()).contains(message);
              assertThat(violation.advice()).contains(advice);
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeBlamesNoOtherField(String yaml, String field, String message, String advice) {
    assertThat(violations(onDigits(yaml))).extracting(Violation::field).containsOnly(field);
  }

  @Test
  void aConvolutionTakesTheSizeOfItsImagesFromTheDataSet() {
    datasets
        .with("photos", 500)
        .images("pixels", 20, 30, 3)
        .column("kind", "categorical", "label", 4);
    JobSpecReader.Reading reading =
        reader.read(
            SpecDocument.parse(
                "{dataset: photos, model: {type: cnn, filters: [4]}}", Notation.YAML));
    assertThat(reading.violations().all()).isEmpty();
    assertThat(Objects.requireNonNull(reading.spec().model()).image()).containsExactly(20, 30, 3);
  }

  @Test
  void allMistakesAreToldAtOnce() {
    assertThat(
            violations(
                """
                datset: digits
                dataset: digits
                label: nothing
                optimizer: {type: nadam, learningRate: -1}
                training: {epochs: 0, batchSize: 2}
                evaluation: {holdout: 2}
                workers: {min: 9, max: 2}
                """))
        .extracting(Violation::field)
        .containsExactlyInAnyOrder(
            "datset",
            "label",
            "optimizer.type",
            "optimizer.learningRate",
            "training.epochs",
            "evaluation.holdout",
            "workers.min");
  }

  private static JobSpec.OptimizerSpec optimizer(
      String type,
      double rate,
      @Nullable Double momentum,
      @Nullable Double beta1,
      @Nullable Double beta2,
      @Nullable Double epsilon) {
    return new JobSpec.OptimizerSpec(
        type,
        rate,
        momentum,
        beta1,
        beta2,
        epsilon,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0.0,
        0.0,
        null,
        new JobSpec.ScheduleSpec("constant", 0.0, null, null, null, null, null, null));
  }

  @Test
  void schedulesHaveTheirOwnDefaults() {
    JobSpec spec =
        complete(
            "dataset: digits\nlabel: label\noptimizer: {type: lamb, l1: 0.1, clipNorm: 2,"
                + " schedule: {type: cosine, warmupEpochs: 0.5}}");
    assertThat(spec.optimizer())
        .isEqualTo(
            new JobSpec.OptimizerSpec(
                "lamb",
                0.001,
                null,
                0.9,
                0.999,
                1e-8,
                null,
                0.01,
                null,
                null,
                null,
                null,
                null,
                null,
                0.1,
                0.0,
                2.0,
                new JobSpec.ScheduleSpec("cosine", 0.5, null, null, null, null, null, 0.0)));
  }

  @Test
  void aPoissonLabelIsNeverNegative() {
    String counts = "dataset: counts\nfeatures: [x]\ntask: regression\nmodel: {loss: poisson}\n";
    assertThat(model(counts + "label: seen").loss()).isEqualTo("poisson");
    assertThat(violations(counts + "label: gained"))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("model.loss");
              assertThat(violation.message()).contains("label \"gained\" is -1.5 in row 3");
              assertThat(violation.advice()).contains("squared or huber");
            });
  }

  @Test
  void lossesAreUsualForTheirTask() {
    String numbers = "dataset: houses\nlabel: price\nfeatures: [rooms]\n";
    assertThat(model(numbers).loss()).isEqualTo("squared");
    assertThat(model(numbers).delta()).isNull();
    assertThat(model(numbers + "model: {loss: huber}").delta()).isEqualTo(1.0);
    assertThat(model(numbers + "model: {loss: huber, delta: 0.5}").delta()).isEqualTo(0.5);
    assertThat(violations(numbers + "model: {loss: hinge}"))
        .extracting(Violation::field)
        .containsExactly("model.loss");
    assertThat(violations(numbers + "training: {classWeights: balanced}"))
        .extracting(Violation::field)
        .containsExactly("training.classWeights");
  }

  @Test
  void rolesOfColumnsHoldUnlessTheSpecSaysOtherwise() {
    String survey = "dataset: survey\nlabel: y\ntask: regression\nignore: [off, gaps, none]\n";
    JobSpec spec = complete(survey);
    assertThat(spec.weight()).isEqualTo("count");
    assertThat(spec.id()).isEqualTo("person");
    assertThat(spec.features()).containsExactly("x");
    assertThat(complete(ContractJson.yaml().writeValueAsString(spec))).isEqualTo(spec);
    JobSpec plain = complete(survey.replace("[", "[count, person, "));
    assertThat(plain.weight()).isNull();
    assertThat(plain.id()).isNull();
    assertThat(complete(survey + "features: [x, count]").weight()).isNull();
    assertThat(complete(survey + "id: x\nfeatures: [count]").id()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "weight: off            ~ weight   ~ is -0.5 in row 3",
        "weight: gaps           ~ weight   ~ no value in row 4, and in 1 rows",
        "weight: none           ~ weight   ~ 0 in every row",
        "weight: person         ~ weight   ~ a text column; a weight is a number",
        "weight: y              ~ weight   ~ which is the label",
        "weight: coutn          ~ weight   ~ not a column of survey",
        "weight: x, id: x       ~ id       ~ which is the weight",
        "id: y                  ~ id       ~ which is the label",
        "ignore: [count], weight: count   ~ ignore   ~ which is the weight",
        "features: [x, off], weight: off  ~ features ~ holds \"off\", which is the weight",
        "features: [x, person]  ~ features ~ which is the id",
        "id: 4                  ~ id       ~ not a text",
      })
  void whatCannotBeAWeightOrAnId(String yaml, String field, String message) {
    assertThat(violations("{dataset: survey, label: y, task: regression, " + yaml + "}"))
        .anySatisfy(
            violation -> {
              assertThat(violation.field()).isEqualTo(field);
              assertThat(violation.message()).contains(message);
              assertThat(violation.advice()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{type: stratified}                      ~ stratified ~ 0.2  ~ town  ~      ~",
        "{type: stratified, column: rooms}       ~ stratified ~ 0.2  ~ rooms ~      ~",
        "{type: time, column: rooms, share: 0.1} ~ time       ~ 0.1  ~ rooms ~      ~",
        "{type: group, column: town}             ~ group      ~ 0.2  ~ town  ~      ~",
        "{type: fold, fold: 3}                   ~ fold       ~      ~       ~ 5    ~ 3",
        "{type: fold, folds: 10, fold: 10}       ~ fold       ~      ~       ~ 10   ~ 10",
        "{share: 0.3}                            ~ random     ~ 0.3  ~       ~      ~",
        "{type: random}                          ~ random     ~ 0.2  ~       ~      ~",
      })
  void holdoutsHaveTheirOwnDefaults(
      String yaml,
      String type,
      @Nullable Double share,
      @Nullable String column,
      @Nullable Integer folds,
      @Nullable Integer fold) {
    JobSpec spec =
        complete(
            "dataset: houses\nignore: [street, empty]\nlabel: town\nevaluation: {holdout: %s}"
                .formatted(yaml));
    assertThat(Objects.requireNonNull(spec.evaluation()).holdout())
        .isEqualTo(new Holdout(type, share, column, folds, fold));
    assertThat(complete(ContractJson.yaml().writeValueAsString(spec))).isEqualTo(spec);
    assertThat(
            ContractJson.json()
                .readValue(ContractJson.json().writeValueAsString(spec), JobSpec.class))
        .isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{type: stratifed}                     ~ .type   ~ unknown",
        "{type: stratified}                    ~ .column ~ with 2000 distinct values; the task is regression",
        "{type: stratified, column: nothing}   ~ .column ~ not a column of series",
        "{type: time}                          ~ .column ~ type time needs one",
        "{type: time, column: who}             ~ .column ~ does not rise with time",
        "{type: time, column: gaps}            ~ .column ~ no value in 1 rows",
        "{type: group}                         ~ .column ~ type group needs one",
        "{type: group, column: picture}        ~ .column ~ no one value per row",
        "{type: group, column: same}           ~ .column ~ the same value in every row",
        "{type: fold, folds: 2}                ~ .fold   ~ POST /api/v1/cross-validations",
        "{type: fold, folds: 3, fold: 4}       ~ .fold   ~ there are 3 folds",
        "{type: fold, folds: 1, fold: 1}       ~ .folds  ~ out of range",
        "{type: fold, folds: 9, fold: 1}       ~ .folds  ~ series has 4 rows",
        "{type: fold, folds: 2, fold: 1, share: 0.2} ~ .share  ~ only for types random",
        "{type: time, column: y, fold: 1}      ~ .fold   ~ only for types fold",
        "{share: 0.2, column: x}               ~ .column ~ only for types stratified",
        "{share: 1.2}                          ~ .share  ~ out of range",
        "{type: random, sahre: 0.2}            ~ .sahre  ~ not a known key",
        "many                                  ~ ''      ~ not a finite number",
      })
  void holdoutsThatMakeNoSense(String yaml, String field, String message) {
    assertThat(
            violations(
                "dataset: series\nlabel: y\ntask: regression\nfeatures: [x]\nevaluation: {holdout: %s}"
                    .formatted(yaml)))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("evaluation.holdout" + field);
              assertThat(violation.message() + " " + violation.advice()).contains(message);
            });
  }

  @Test
  void rowsOfPartitionsHaveTheirOwnDefaults() {
    String houses = "dataset: houses\nignore: [street, empty]\nlabel: town\ntraining: {rows: %s}";
    assertThat(rows(houses.formatted("{type: stratified}")))
        .isEqualTo(new JobSpec.RowsSpec("stratified", "town", null));
    assertThat(rows(houses.formatted("{type: label-skew}")))
        .isEqualTo(new JobSpec.RowsSpec("label-skew", "town", 0.5));
    assertThat(rows(houses.formatted("{type: key, column: rooms}")))
        .isEqualTo(new JobSpec.RowsSpec("key", "rooms", null));
    assertThat(rows(houses.formatted("{}"))).isEqualTo(new JobSpec.RowsSpec("random", null, null));
    JobSpec spec = complete(houses.formatted("{type: time, column: rooms}"));
    assertThat(complete(ContractJson.yaml().writeValueAsString(spec))).isEqualTo(spec);
  }

  private JobSpec.@Nullable RowsSpec rows(String yaml) {
    return Objects.requireNonNull(complete(yaml).training()).rows();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "rows: {type: keys}                      ~ rows.type   ~ unknown",
        "rows: {type: key}                       ~ rows.column ~ type key needs one",
        "rows: {type: time, column: who}         ~ rows.column ~ does not rise with time",
        "rows: {type: time, column: gaps}        ~ rows.column ~ no value in 1 rows",
        "rows: {type: stratified}                ~ rows.column ~ with 2000 distinct values; the task is regression",
        "rows: {type: random, column: who}       ~ rows.column ~ but the type is random",
        "rows: {type: key, column: x, alpha: 1}  ~ rows.alpha  ~ only for type label-skew",
        "rows: {type: label-skew, column: who, alpha: 0}    ~ rows.alpha ~ from 0.01 to 1000",
        "rows: {type: key, column: who}, partitions: 4, batchSize: 4, x: 1 ~ x ~ not a known key",
        "rows: {type: key, column: two}, partitions: 3 ~ partitions ~ has 2 distinct values",
        "rows: {type: key, column: who}, partitioning: vertical, partitions: 1 ~ rows ~ every partition has all rows",
        "rows: many                              ~ rows        ~ not a mapping",
      })
  void rowsOfPartitionsThatMakeNoSense(String yaml, String field, String message) {
    assertThat(
            violations(
                "dataset: series\nlabel: y\ntask: regression\nfeatures: [x]\nevaluation: {holdout: 0}\ntraining: {%s}"
                    .formatted(yaml)))
        .anySatisfy(
            violation -> {
              assertThat(violation.field()).isEqualTo("training." + field);
              assertThat(violation.message() + " " + violation.advice()).contains(message);
            });
  }

  @Test
  void classWeightsSurviveTheirOwnDocument() {
    String two = "dataset: counts\nlabel: sick\nfeatures: [x]\nmodel: {loss: logistic}\n";
    for (String weights : List.of("balanced", "{1: 3.5}")) {
      JobSpec spec = complete(two + "training: {classWeights: " + weights + "}");
      String again = ContractJson.yaml().writeValueAsString(spec);
      assertThat(complete(again)).isEqualTo(spec);
      assertThat(
              ContractJson.json()
                  .readValue(ContractJson.json().writeValueAsString(spec), JobSpec.class))
          .isEqualTo(spec);
    }
    assertThat(
            Objects.requireNonNull(complete(two + "training: {classWeights: {1: 3.5}}").training())
                .classWeights())
        .isEqualTo(new ClassWeights(Map.of("1", 3.5)));
  }

  @Test
  void aSpecOfTwoLinesBecomesACompleteOne() {
    JobSpec spec = complete("dataset: digits\nlabel: label");
    assertThat(spec.name()).isEqualTo("digits");
    assertThat(spec.dataset()).isEqualTo("digits@1");
    assertThat(spec.features()).containsExactly("pixels");
    assertThat(spec.task()).isEqualTo("classification");
    assertThat(spec.model())
        .isEqualTo(
            new JobSpec.ModelSpec(
                "linear", null, null, true, "zeros", "cross-entropy", null, null, null));
    assertThat(spec.optimizer()).isEqualTo(optimizer("momentum", 0.05, 0.9, null, null, null));
    assertThat(spec.training())
        .isEqualTo(
            new JobSpec.TrainingSpec(5, 256, 4, "horizontal", 42L, 1, null, null, null, null));
    assertThat(spec.strategy())
        .isEqualTo(
            new JobSpec.StrategySpec(
                "synchronous", null, null, null, null, null, null, null, null, null, 1.0, null));
    assertThat(spec.compression())
        .isEqualTo(new JobSpec.CompressionSpec("none", null, null, null, null, null));
    assertThat(spec.evaluation())
        .isEqualTo(new JobSpec.EvaluationSpec(Holdout.random(0.2), null, null));
    assertThat(spec.workers()).isEqualTo(new JobSpec.WorkersSpec(1, 8, "any"));
    assertThat(spec.preprocessing()).isEqualTo(new JobSpec.PreprocessingSpec(true));
    assertThat(spec.priority()).isZero();
    assertThat(spec.ledger()).isEqualTo("window");
  }

  @Test
  void aSparseColumnIsAFeatureOfItsWidthAndIsNeverCut() {
    JobSpec spec = complete("dataset: words");
    assertThat(spec.features()).containsExactly("features");
    assertThat(spec.task()).isEqualTo("classification");
    assertThat(violations("dataset: words\nlabel: features\nfeatures: [label]"))
        .singleElement()
        .satisfies(
            violation -> assertThat(violation.message()).contains("a sparse vector of 60000"));
    assertThat(violations("dataset: words\ntraining: {partitioning: vertical, partitions: 2}"))
        .singleElement()
        .satisfies(
            violation -> assertThat(violation.message()).contains("over 1 partitions at most"));
    assertThat(
            Objects.requireNonNull(
                    complete("dataset: words\nmodel: {type: factorization-machine}").model())
                .factors())
        .isEqualTo(8);
    assertThat(violations("dataset: words\nmodel: {type: k-means, clusters: 2}"))
        .singleElement()
        .satisfies(violation -> assertThat(violation.field()).isEqualTo("model.type"));
    assertThat(violations("dataset: words\nmodel: {type: mlp, hidden: [2000]}"))
        .singleElement()
        .satisfies(violation -> assertThat(violation.message()).contains("120006002 parameters"));
  }

  @Test
  void aColumnMayHaveManyCategoriesButNotOneForEachRow() {
    datasets
        .with("clicks", 200_000)
        .column("ad", "categorical", 60_000)
        .column("visit", "text", 99_999)
        .column("page", "text", 100_001)
        .column("person", "text", 1_001)
        .column("clicked", "numeric", "label", 2);
    String head = "dataset: clicks\nfeatures: ";

    assertThat(complete(head + "[ad, person]").features()).containsExactly("ad", "person");
    assertThat(violations(head + "[page]"))
        .singleElement()
        .satisfies(
            violation ->
                assertThat(violation.message())
                    .contains("100001 distinct values; at most 100000 can become inputs"));
    assertThat(complete(head + "[visit]").features()).containsExactly("visit");
    assertThat(violations("dataset: clicks\nlabel: ad\nfeatures: [clicked]"))
        .singleElement()
        .satisfies(
            violation ->
                assertThat(violation.message()).contains("at most 1000 classes are supported"));
    assertThat(violations("dataset: clicks\nfeatures: [person]\nmodel: {type: pca, components: 2}"))
        .singleElement()
        .satisfies(
            violation -> assertThat(violation.message()).contains("\"person\" becomes 1001"));
    assertThat(violations("dataset: clicks\nfeatures: [ad]\nmodel: {type: mlp, hidden: [2000]}"))
        .singleElement()
        .satisfies(violation -> assertThat(violation.message()).contains("120006002 parameters"));
  }

  @Test
  void withoutALabelRowsCountAlikeAndAColumnTellsTheirKinds() {
    datasets
        .with("visits", 500)
        .column("minutes", "numeric", 300)
        .column("pages", "numeric", 40)
        .column("times", "numeric", "weight", 9)
        .column("shop", "categorical", 5);
    String head = "dataset: visits\nmodel: {type: k-means, clusters: 2}\n";

    assertThat(complete(head).features()).containsExactly("minutes", "pages", "shop");
    assertThat(complete(head).weight()).isNull();
    assertThat(violations(head + "weight: pages"))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("weight");
              assertThat(violation.message()).contains("clustering counts every row alike");
            });
    for (String kind : List.of("evaluation: {holdout: ", "training: {rows: ")) {
      String field = kind.replace(": {", ".").replace(": ", "") + ".column";
      assertThat(violations(head + kind + "{type: stratified}}"))
          .singleElement()
          .satisfies(
              violation -> {
                assertThat(violation.field()).isEqualTo(field);
                assertThat(violation.message()).contains("needs one where there is no label");
              });
      assertThat(violations(head + kind + "{type: stratified, column: shop}}")).isEmpty();
    }
    assertThat(violations(head + "evaluation: {holdout: {type: fold, folds: 5, fold: 2}}"))
        .isEmpty();
  }

  @Test
  void levelsAreAllOrThoseGivenFromFineToCoarse() {
    assertThat(
            complete("dataset: digits\nlabel: label\ncompression: {type: adaptive}").compression())
        .isEqualTo(
            new JobSpec.CompressionSpec(
                "adaptive",
                null,
                null,
                null,
                null,
                List.of("none", "int16", "int8", "top-1%", "top-0.1%")));
    JobSpec spec =
        complete(
            "dataset: digits\nlabel: label\nstrategy: {type: pipelined}\n"
                + "compression: {type: adaptive, levels: [top-1%, int16]}");
    assertThat(Objects.requireNonNull(spec.compression()).levels())
        .containsExactly("int16", "top-1%");
    String json = io.tributary.client.ContractJson.json().writeValueAsString(spec);
    assertThat(reader.read(SpecDocument.parse(json, Notation.JSON)).spec()).isEqualTo(spec);
  }

  @Test
  void aCompleteSpecReadAgainStaysAsItIs() {
    JobSpec spec = complete("dataset: digits\nlabel: label\n" + MLP);
    String json = io.tributary.client.ContractJson.json().writeValueAsString(spec);
    assertThat(reader.read(SpecDocument.parse(json, Notation.JSON)).spec()).isEqualTo(spec);
    assertThat(violations(io.tributary.client.ContractJson.yaml().writeValueAsString(spec)))
        .isEmpty();
  }

  @Test
  void verticalPartitionsAreAsManyAsGroupsOrAsFitTheColumns() {
    JobSpec.TrainingSpec balanced =
        complete(
                "dataset: houses\nlabel: price\nignore: [street, empty, id]\n"
                    + "training: {partitioning: vertical, batchSize: 2}")
            .training();
    assertThat(balanced)
        .isEqualTo(new JobSpec.TrainingSpec(5, 2, 3, "vertical", 42L, 1, null, null, null, null));
    List<List<String>> groups = List.of(List.of("town", "rooms"), List.of("same"));
    JobSpec chosen =
        complete(
            "dataset: houses\nlabel: price\nignore: [street, empty, id]\n"
                + "training: {partitioning: vertical, columns: [[town, rooms], [same]]}");
    assertThat(chosen.training())
        .isEqualTo(
            new JobSpec.TrainingSpec(5, 256, 2, "vertical", 42L, 1, groups, null, null, null));
    String json = io.tributary.client.ContractJson.json().writeValueAsString(chosen);
    assertThat(reader.read(SpecDocument.parse(json, Notation.JSON)).spec()).isEqualTo(chosen);
  }

  /** 784 inputs, so 8,000 units are 6.4 million parameters: 5 vectors of 25.4 MB. */
  @Test
  void aModelThatTheControlPlaneHasNoMemoryForIsRefused() {
    String spec =
        "dataset: digits\nlabel: label\noptimizer: {type: sgd}\nmodel: {type: mlp, hidden: [8000]}";
    JobSpecReader small = new JobSpecReader(datasets, 256L << 20);
    JobSpecReader enough = new JobSpecReader(datasets, 300L << 20);
    assertThat(enough.read(SpecDocument.parse(spec, Notation.YAML)).violations().all()).isEmpty();
    assertThat(small.read(SpecDocument.parse(spec, Notation.YAML)).violations().all())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("model.hidden");
              assertThat(violation.message()).contains("about 0.1 GB");
              assertThat(violation.advice()).contains("TRIBUTARY_API_JVM_OPTIONS");
            });
  }

  @Test
  void pipelinedHasItsOwnDefaults() {
    JobSpec spec = complete("dataset: digits\nlabel: label\nstrategy: {type: pipelined}");
    assertThat(spec.strategy())
        .isEqualTo(
            new JobSpec.StrategySpec(
                "pipelined", 1, 0.0, null, null, null, null, null, null, null, null, null));
  }

  @Test
  void staleSynchronousIsTwoBatchesAheadUnlessItSaysMore() {
    JobSpec spec = complete("dataset: digits\nlabel: label\nstrategy: {type: stale-synchronous}");
    assertThat(spec.strategy())
        .isEqualTo(
            new JobSpec.StrategySpec(
                "stale-synchronous",
                2,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
  }

  @Test
  void gossipGoesRoundARingUnlessItSaysMore() {
    JobSpec spec = complete("dataset: digits\nlabel: label\nstrategy: {type: gossip}");
    assertThat(spec.strategy())
        .isEqualTo(
            new JobSpec.StrategySpec(
                "gossip", null, null, 8, "ring", null, null, null, null, null, null, null));
  }

  @Test
  void localSgdHasItsOwnDefaults() {
    JobSpec spec =
        complete("dataset: digits\nlabel: label\nstrategy: {type: local-sgd, outer: nesterov}");
    assertThat(spec.strategy())
        .isEqualTo(
            new JobSpec.StrategySpec(
                "local-sgd", null, null, 8, null, "nesterov", 0.7, 0.9, 1.0, null, 1.0, null));
  }

  @Test
  void optimizersHaveTheirOwnDefaults() {
    assertThat(complete("dataset: digits\noptimizer: {type: sgd}\nlabel: label").optimizer())
        .isEqualTo(optimizer("sgd", 0.01, null, null, null, null));
    assertThat(complete("dataset: digits\noptimizer: {type: adam}\nlabel: label").optimizer())
        .isEqualTo(optimizer("adam", 0.001, null, 0.9, 0.999, 1e-8));
  }

  @Test
  void secondOrderUsesAllRowsAndHasNoRate() {
    JobSpec spec = complete("dataset: digits\nlabel: label\noptimizer: {type: giant, l2: 0.001}");
    JobSpec.OptimizerSpec optimizer = Objects.requireNonNull(spec.optimizer());
    assertThat(optimizer.learningRate()).isNull();
    assertThat(optimizer.schedule()).isNull();
    assertThat(optimizer.localIterations()).isEqualTo(50);
    assertThat(Objects.requireNonNull(spec.training()).batchSize()).isEqualTo(8_000);
    String json = io.tributary.client.ContractJson.json().writeValueAsString(spec);
    assertThat(reader.read(SpecDocument.parse(json, Notation.JSON)).spec()).isEqualTo(spec);
    assertThat(violations(json)).isEmpty();
    assertThat(complete("dataset: digits\nlabel: label\noptimizer: {type: l-bfgs}").optimizer())
        .extracting(JobSpec.OptimizerSpec::history, JobSpec.OptimizerSpec::localIterations)
        .containsExactly(10, null);
    assertThat(complete("dataset: digits\nlabel: label\noptimizer: {type: dane}").optimizer())
        .extracting(
            JobSpec.OptimizerSpec::eta,
            JobSpec.OptimizerSpec::mu,
            JobSpec.OptimizerSpec::localSteps,
            JobSpec.OptimizerSpec::localIterations)
        .containsExactly(1.0, 0.0, 2, 50);
  }

  /** 1 + 2 + 2 x 48 vectors of five million numbers are just within 2 GB; two more are not. */
  @Test
  void theHistoryOfLimitedBfgsCountsTowardsTheState() {
    for (int history : new int[] {48, 49}) {
      String optimizer = "optimizer: {type: l-bfgs, history: %d}".formatted(history);
      Violations violations = new Violations();
      StateRules.check(
          complete("dataset: digits\nlabel: label\n" + optimizer),
          5_000_000,
          0,
          8L << 30,
          violations);
      assertThat(violations.all()).hasSize(history == 48 ? 0 : 1);
      assertThat(violations.all())
          .allSatisfy(
              violation -> {
                assertThat(violation.field()).isEqualTo("optimizer.history");
                assertThat(violation.message()).contains("101 vectors of 5000000", "2.0 GB");
                assertThat(violation.advice()).contains("smaller history");
              });
    }
  }

  @Test
  void labelTaskAndFeaturesFollowFromTheColumns() {
    JobSpec spec = complete("dataset: houses\nignore: [street, empty]");
    assertThat(spec.label()).isEqualTo("price");
    assertThat(spec.task()).isEqualTo("regression");
    assertThat(spec.features()).containsExactly("rooms", "town", "same");
  }

  @Test
  void aFewRowsGetFewerPartitions() {
    JobSpec spec = complete("dataset: few\nlabel: y\ntask: regression");
    assertThat(Objects.requireNonNull(spec.training()).partitions()).isEqualTo(2);
  }

  private JobSpec.ModelSpec model(String yaml) {
    return Objects.requireNonNull(complete(yaml).model());
  }

  private JobSpec complete(String yaml) {
    JobSpecReader.Reading reading = reader.read(SpecDocument.parse(yaml, Notation.YAML));
    assertThat(reading.violations().all()).isEmpty();
    return reading.spec();
  }

  private List<Violation> violations(String yaml) {
    return reader.read(SpecDocument.parse(yaml, Notation.YAML)).violations().all();
  }

  /** The mistake, and data set and label of the digits where it names none. */
  private static String onDigits(String yaml) {
    String lines = yaml.startsWith("{") ? yaml.substring(1, yaml.length() - 1) : yaml;
    String whole = "{" + lines;
    if (!lines.contains("dataset:")) {
      whole += ", dataset: digits";
    }
    if (!lines.contains("label:")) {
      whole += ", label: label";
    }
    return whole + "}";
  }
}
