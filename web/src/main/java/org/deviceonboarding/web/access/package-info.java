/** The page of API keys and approvals. */
@NullMarked
package org.deviceonboarding.web.access;

import org.jspecify.annotations.NullMarked;
