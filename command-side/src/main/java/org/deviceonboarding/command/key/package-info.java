/** Which key is in whose certificates: a key of another, or one that was compromised, gets none. */
@NullMarked
package org.deviceonboarding.command.key;

import org.jspecify.annotations.NullMarked;
