/** The pages for auditors: the log, and what was true then. */
@NullMarked
package org.deviceonboarding.web.audit;

import org.jspecify.annotations.NullMarked;
