/** Which CA signs, as the log has it. */
@NullMarked
package org.deviceonboarding.audit.authority;

import org.jspecify.annotations.NullMarked;
