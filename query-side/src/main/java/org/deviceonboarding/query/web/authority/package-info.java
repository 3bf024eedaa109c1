/** The page of the CA. */
@NullMarked
package org.deviceonboarding.query.web.authority;

import org.jspecify.annotations.NullMarked;
