/** Counter-examples: each class here breaks one rule, so that the rule is seen to bite. */
@NullMarked
package io.tributary.counterexample;

import org.jspecify.annotations.NullMarked;
