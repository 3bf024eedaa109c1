/** The issuing CAs that the log names. */
@NullMarked
package org.deviceonboarding.audit.authority;

import org.jspecify.annotations.NullMarked;
