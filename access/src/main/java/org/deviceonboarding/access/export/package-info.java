/** Downloads of whole lists, line by line. */
@NullMarked
package org.deviceonboarding.access.export;

import org.jspecify.annotations.NullMarked;
