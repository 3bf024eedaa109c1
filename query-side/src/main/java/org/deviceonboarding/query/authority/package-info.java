/** Which CA signs, as the log has it. */
@NullMarked
package org.deviceonboarding.query.authority;

import org.jspecify.annotations.NullMarked;
