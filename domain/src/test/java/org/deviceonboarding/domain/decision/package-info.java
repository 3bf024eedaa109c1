@NullMarked
package org.deviceonboarding.domain.decision;

import org.jspecify.annotations.NullMarked;
