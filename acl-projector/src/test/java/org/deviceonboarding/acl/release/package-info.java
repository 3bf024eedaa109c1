@NullMarked
package org.deviceonboarding.acl.release;

import org.jspecify.annotations.NullMarked;
