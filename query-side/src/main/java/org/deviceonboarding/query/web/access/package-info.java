/** The page of API keys and approvals. */
@NullMarked
package org.deviceonboarding.query.web.access;

import org.jspecify.annotations.NullMarked;
