/** What one asks for and another must allow. */
@NullMarked
package org.deviceonboarding.domain.approval;

import org.jspecify.annotations.NullMarked;
