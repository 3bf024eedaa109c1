/** The side that decides: the device aggregate, issuing, credentials, and REST for changes. */
@NullMarked
package org.deviceonboarding.command;

import org.jspecify.annotations.NullMarked;
