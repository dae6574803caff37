/** Tests of jobs, with fakes of the modules around them and a real PostgreSQL. */
@NullMarked
package io.tributary.platform.job;

import org.jspecify.annotations.NullMarked;
