/** Why a process does not start, in one sentence for the operator. */
@NullMarked
package org.deviceonboarding.access.start;

import org.jspecify.annotations.NullMarked;
