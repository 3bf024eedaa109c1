/** Changes of many devices at once. */
@NullMarked
package org.deviceonboarding.messages.bulk;

import org.jspecify.annotations.NullMarked;
