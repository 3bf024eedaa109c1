/** The log, for those who want to know what happened. */
@NullMarked
package org.deviceonboarding.audit.history;

import org.jspecify.annotations.NullMarked;
