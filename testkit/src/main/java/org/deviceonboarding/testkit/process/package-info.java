/** Programs of the machine, and how tests wait for them. */
@NullMarked
package org.deviceonboarding.testkit.process;

import org.jspecify.annotations.NullMarked;
