/** The CA of this installation, opened once for all sides that sign. */
@NullMarked
package org.deviceonboarding.portal.ca;

import org.jspecify.annotations.NullMarked;
