/** What an auditor finds out about a portal whose database somebody changed. */
@NullMarked
package org.deviceonboarding.portal.audit;

import org.jspecify.annotations.NullMarked;
