/** Connects the auditors' side with the read models. */
@NullMarked
package org.deviceonboarding.portal.audit;

import org.jspecify.annotations.NullMarked;
