/** The pages for auditors: the log, and the state as of a moment. */
@NullMarked
package org.deviceonboarding.web.audit;

import org.jspecify.annotations.NullMarked;
