@NullMarked
package org.deviceonboarding.acl;

import org.jspecify.annotations.NullMarked;
