package io.tributary.engine.preprocessing;

/**
 * Rows ready for a model.
 *
 * @param features shape [rows, inputs], row-major, float32; owned by this record
 * @param targets shape [rows]: class index (as float) or standardised number
 */
public record Examples(int rows, int inputs, float[] features, float[] targets) {}
