/** Jobs: imports and bulk changes, worked on in the background. What is left to do, who does it, and what came of it. */
@NullMarked
package org.deviceonboarding.command.job;

import org.jspecify.annotations.NullMarked;
