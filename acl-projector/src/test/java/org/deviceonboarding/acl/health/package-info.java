@NullMarked
package org.deviceonboarding.acl.health;

import org.jspecify.annotations.NullMarked;
