/** The page of the CA. */
@NullMarked
package org.deviceonboarding.web.authority;

import org.jspecify.annotations.NullMarked;
