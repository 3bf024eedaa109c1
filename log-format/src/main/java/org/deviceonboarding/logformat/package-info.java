/** Events, read from what the log stores of them. */
@NullMarked
package org.deviceonboarding.logformat;

import org.jspecify.annotations.NullMarked;
