/** Sealed bundles that wait on the server to be fetched. */
@NullMarked
package org.deviceonboarding.command.bundle;

import org.jspecify.annotations.NullMarked;
