package io.tributary.platform.job;

import io.tributary.engine.plan.TrainingPlan;

/**
 * A model that a job starts from.
 *
 * @param reference means this version for ever: name@version
 * @param plan what it was trained by: its preprocessing belongs to its parameters
 * @param parameters not copied
 */
public record StartingModel(String reference, TrainingPlan plan, float[] parameters) {}
