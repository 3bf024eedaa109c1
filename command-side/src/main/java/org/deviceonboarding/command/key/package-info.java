/** Certified keys: who holds which, and which were compromised. */
@NullMarked
package org.deviceonboarding.command.key;

import org.jspecify.annotations.NullMarked;
