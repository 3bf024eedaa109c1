/** What one asks for and another must allow. */
@NullMarked
package org.deviceonboarding.messages.approval;

import org.jspecify.annotations.NullMarked;
