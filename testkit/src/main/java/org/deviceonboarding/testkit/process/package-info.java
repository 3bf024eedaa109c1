/** Programs of this machine, and what tests need to wait for them. */
@NullMarked
package org.deviceonboarding.testkit.process;

import org.jspecify.annotations.NullMarked;
