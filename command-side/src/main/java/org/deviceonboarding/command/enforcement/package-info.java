/** How far a change got at the brokers: read from their receipts, at the caller's wish after a while of waiting. */
@NullMarked
package org.deviceonboarding.command.enforcement;

import org.jspecify.annotations.NullMarked;
