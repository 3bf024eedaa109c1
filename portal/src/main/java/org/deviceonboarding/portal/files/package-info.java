/** Files that nobody else on the machine may read. */
@NullMarked
package org.deviceonboarding.portal.files;

import org.jspecify.annotations.NullMarked;
