package io.tributary.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** When agents compute, and at which parameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StrategyDefinition.Synchronous.class, name = "synchronous"),
  @JsonSubTypes.Type(value = StrategyDefinition.Pipelined.class, name = "pipelined"),
  @JsonSubTypes.Type(value = StrategyDefinition.LocalSgd.class, name = "local-sgd"),
  @JsonSubTypes.Type(value = StrategyDefinition.StaleSynchronous.class, name = "stale-synchronous"),
  @JsonSubTypes.Type(value = StrategyDefinition.Asynchronous.class, name = "asynchronous"),
  @JsonSubTypes.Type(value = StrategyDefinition.Gossip.class, name = "gossip")
})
public sealed interface StrategyDefinition {

  /**
   * How many committed steps the parameters may lack that a step's gradients are taken at; always
   * exactly so many, but for the first steps.
   */
  int staleness();

  /** How often a partition works through its rows of a step, each time in another order. */
  default int passes() {
    return 1;
  }

  /** Batches of a partition in one step, each with an optimiser step of its own. */
  default int localBatches() {
    return 1;
  }

  /** Committed steps in which each of {@code partitions} uses one batch. */
  default int stepsPerClock(int partitions) {
    return 1;
  }

  /** Every step waits for the one before. */
  record Synchronous() implements StrategyDefinition {
    @Override
    public int staleness() {
      return 0;
    }
  }

  /**
   * The gradients of step t are taken at the parameters of step {@code t - staleness}, so agents
   * compute while the steps before are still on their way. The delay is fixed, so the result is as
   * deterministic as the synchronous one.
   *
   * @param staleness at least 1
   * @param compensation lambda of delay compensation: the mean gradient g becomes {@code g + lambda
   *     g*g (w_t - w_(t - staleness))}, all by element (Zheng et al., "Asynchronous Stochastic
   *     Gradient Descent with Delay Compensation", ICML 2017, eq. 10); 0 leaves g as it is
   */
  record Pipelined(int staleness, float compensation) implements StrategyDefinition {
    public Pipelined {
      if (staleness < 1) {
        throw new IllegalArgumentException("pipelined with a staleness of " + staleness);
      }
    }
  }

  /**
   * Each partition's batch is a step of its own, committed when it arrives: the parameters move as
   * soon as somebody has a gradient, and nobody waits for the slowest of a step. How many batches
   * of a partition are committed is its clock. The order of arrival is in the ledger, so a job can
   * be replayed and resumed from it, but the same job again ends in other bits.
   */
  sealed interface ByArrival extends StrategyDefinition {

    /**
     * How far ahead of the slowest partition's clock a partition may compute, at least 1: the one
     * number between synchronous and asynchronous.
     */
    int bound();

    @Override
    default int stepsPerClock(int partitions) {
      return partitions;
    }

    /** Zero: how old parameters are is measured, not fixed. */
    @Override
    default int staleness() {
      return 0;
    }
  }

  /**
   * Bounded staleness (Ho et al., "More Effective Distributed ML via a Stale Synchronous Parallel
   * Parameter Server", NIPS 2013): a partition computes its batch c only when every partition has
   * committed its batch {@code c - bound - 1}, at parameters that include all of those.
   *
   * @param bound at least 1
   */
  record StaleSynchronous(int bound) implements ByArrival {
    public StaleSynchronous {
      if (bound < 1) {
        throw new IllegalArgumentException("stale-synchronous with a staleness of " + bound);
      }
    }
  }

  /** Nobody waits for anybody: the bound is infinite. */
  record Asynchronous() implements ByArrival {
    @Override
    public int bound() {
      return Integer.MAX_VALUE;
    }
  }

  /**
   * In every step each partition takes {@code localSteps} optimiser steps of its own from the
   * shared parameters; the mean of how far they led, weighted by rows, is the update (Stich, "Local
   * SGD Converges Fast and Communicates Little", ICLR 2019; FedAvg, McMahan et al., AISTATS 2017).
   *
   * <p>With a {@code fraction} below 1 only some partitions take part in a step, drawn anew each
   * time; with {@code passes} above 1 a step works through its rows so many times: the C and E of
   * FedAvg.
   *
   * @param localSteps batches per step and partition, at least 1
   * @param outer what is done with the mean
   * @param rate of the outer optimiser; 1 takes the mean as it is
   * @param momentum of the outer optimiser
   * @param fraction of the partitions that take part in a step, above 0 and at most 1
   * @param passes over its {@code localSteps} batches that a partition makes in a step, at least 1
   */
  record LocalSgd(
      int localSteps, Outer outer, float rate, float momentum, float fraction, int passes)
      implements StrategyDefinition {
    public LocalSgd {
      if (localSteps < 1 || !(fraction > 0 && fraction <= 1) || passes < 1) {
        throw new IllegalArgumentException(
            "local SGD with %d local steps, %s of the partitions and %d passes"
                .formatted(localSteps, fraction, passes));
      }
    }

    /** All partitions, batch by batch. */
    public LocalSgd(int localSteps, Outer outer, float rate, float momentum) {
      this(localSteps, outer, rate, momentum, 1, 1);
    }

    @Override
    public int localBatches() {
      return localSteps;
    }

    @Override
    public int staleness() {
      return 0;
    }
  }

  /**
   * Decentralised parallel SGD (Lian et al., "Can Decentralized Algorithms Outperform Centralized
   * Algorithms?", NIPS 2017, algorithm 1): each partition has a model of its own. After every batch
   * it becomes the mean of its neighbours' models, less the partition's own optimiser step, taken
   * at the model before. Models travel between agents; a step of the job only looks at the mean of
   * all, the consensus, which nothing is learnt from.
   *
   * @param batches that each partition works through between two looks, at least 1
   */
  record Gossip(Topology topology, int batches) implements StrategyDefinition {
    public Gossip {
      if (batches < 1) {
        throw new IllegalArgumentException("gossip with %d batches".formatted(batches));
      }
    }

    @Override
    public int localBatches() {
      return batches;
    }

    /** One: the next batches do not wait for the look at those before. */
    @Override
    public int staleness() {
      return 1;
    }
  }

  /** Outer optimisers of {@link LocalSgd}. */
  enum Outer {
    /** The mean of the partitions' models. */
    AVERAGE,
    /** SlowMo (Wang et al., ICLR 2020) with the heavy ball. */
    MOMENTUM,
    /** As in DiLoCo (Douillard et al., 2023). */
    NESTEROV
  }
}
