/** Events, read from what the log stores of them. */
@NullMarked
package org.deviceonboarding.audit.log;

import org.jspecify.annotations.NullMarked;
