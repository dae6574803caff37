/**
 * The mathematics of training and the wire: contribute, sum in integers, fold.
 *
 * <p>Plain Java and ND4J: no Spring, no JPA, no Kafka client. ND4J and BLAS types appear only in
 * {@code kernel} and {@code blas}.
 */
@NullMarked
package io.tributary.engine;

import org.jspecify.annotations.NullMarked;
