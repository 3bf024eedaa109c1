/** Changes of many devices at once. */
@NullMarked
package org.deviceonboarding.domain.bulk;

import org.jspecify.annotations.NullMarked;
