/** The log, for those who want to know what happened. */
@NullMarked
package org.deviceonboarding.query.audit;

import org.jspecify.annotations.NullMarked;
