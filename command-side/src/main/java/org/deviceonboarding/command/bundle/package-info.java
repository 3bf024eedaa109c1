/** Bundles of credentials that wait to be fetched. */
@NullMarked
package org.deviceonboarding.command.bundle;

import org.jspecify.annotations.NullMarked;
