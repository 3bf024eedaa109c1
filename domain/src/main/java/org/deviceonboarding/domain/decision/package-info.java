/** A device's rules: pure functions from its state and one command to the events that follow, a file for each use case. */
@NullMarked
package org.deviceonboarding.domain.decision;

import org.jspecify.annotations.NullMarked;
