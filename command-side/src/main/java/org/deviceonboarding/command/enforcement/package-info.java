/** Which brokers enforce a change, read from their receipts, after a wait if the caller wants one. */
@NullMarked
package org.deviceonboarding.command.enforcement;

import org.jspecify.annotations.NullMarked;
