/** POST /bulk: the same change for many devices, chosen by a filter or named. */
@NullMarked
package org.deviceonboarding.command.job.change;

import org.jspecify.annotations.NullMarked;
