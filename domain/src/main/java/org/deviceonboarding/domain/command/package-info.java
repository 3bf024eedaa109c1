/** What can be asked of a device, and the values that such a command carries. */
@NullMarked
package org.deviceonboarding.domain.command;

import org.jspecify.annotations.NullMarked;
