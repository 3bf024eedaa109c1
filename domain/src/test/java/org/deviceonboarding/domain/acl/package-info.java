@NullMarked
package org.deviceonboarding.domain.acl;

import org.jspecify.annotations.NullMarked;
