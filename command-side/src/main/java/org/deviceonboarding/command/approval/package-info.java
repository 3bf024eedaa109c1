/** Four eyes: what one asks for, another must allow. */
@NullMarked
package org.deviceonboarding.command.approval;

import org.jspecify.annotations.NullMarked;
