/** The CA's certificates, served to anyone and recorded in the log. */
@NullMarked
package org.deviceonboarding.command.authority;

import org.jspecify.annotations.NullMarked;
