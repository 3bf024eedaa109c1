@NullMarked
package org.deviceonboarding.command.refusal;

import org.jspecify.annotations.NullMarked;
